"""The README's own commands: a whole life of the sample city, as a new user types it."""

import subprocess

import pytest
from lxml import etree

from tests.conftest import ROOT


def ids(path) -> set[str]:
    """The end-to-end ids of a debit file."""
    return {element.text for element in etree.parse(path).iterfind(".//{*}EndToEndId")}


@pytest.mark.slow
def test_the_whole_life_runs_and_debits_nobody_twice(tmp_path):
    done = subprocess.run([ROOT / "docs" / "whole_life.sh", "80"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    march, april = ids(tmp_path / "march.xml"), ids(tmp_path / "april.xml")
    assert march
    assert april - march == april
    assert "1 échéances retournées" in done.stdout
    assert "0 fausses ou absentes" in done.stdout
    assert "Traceback" not in done.stderr
