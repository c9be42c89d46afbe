"""`debits` and `void` on the command line."""

import hashlib
import json

import pytest

from rattrapage.commands import cli
from tests.towns.debits import (
    CREDITOR_FILE,
)


def run(ledger, *arguments: str) -> int:
    ledger.close()
    return cli.main(["--db", str(ledger.path), "--json", *arguments])


def test_the_command_writes_and_voids(town, tmp_path, capsys):
    (tmp_path / "creditor.toml").write_text(CREDITOR_FILE, encoding="utf-8")
    asked = ["--creditor", str(tmp_path / "creditor.toml"), "--due-from", "2024-03-01", "--due-to", "2024-03-31"]
    asked += ["--created-on", "2024-02-28", "--out", str(tmp_path / "d.xml")]
    assert run(town, "debits", *asked) == cli.DONE
    told = json.loads(capsys.readouterr().out)
    assert {key: told[key] for key in ("included", "included_amount", "left_out", "left_out_amount", "message_id")} == {
        "included": 1,
        "included_amount": "60.00",
        "left_out": {},
        "left_out_amount": "0.00",
        "message_id": "RT20240228-0001",
    }
    assert told["sha256"] == hashlib.sha256((tmp_path / "d.xml").read_bytes()).hexdigest()
    assert run(town, "debits", *asked) == cli.INCOMPLETE
    told = json.loads(capsys.readouterr().out)
    assert (told["included"], told["message_id"], told["left_out"]) == (0, None, {"already_exported": 1})
    assert run(town, "debits", "--void", "RT20240228-0001", "--by", "Ada") == cli.DONE
    assert json.loads(capsys.readouterr().out) == {"freed": 1}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--void", "RT20240228-0001"], "--by"),
        (["--void", "RT20240228-0001", "--by", "Ada", "--allow-legacy"], "--void"),
        (["--due-from", "2024-03-01"], "--creditor, --due-to, --created-on, --out"),
        (["--due-from", "2024-04-01", "--due-to", "2024-03-01"], "vient après"),
        (["--by", "Ada"], "--by"),
    ],
)
def test_a_wrong_use_is_one_line(town, tmp_path, capsys, arguments, said):
    (tmp_path / "creditor.toml").write_text(CREDITOR_FILE, encoding="utf-8")
    if said in ("vient après", "--by") and "--void" not in arguments:
        arguments = [*arguments, "--creditor", str(tmp_path / "creditor.toml"), "--created-on", "2024-02-28"]
        arguments += ["--out", str(tmp_path / "d.xml")]
        arguments += [] if "--due-from" in arguments else ["--due-from", "2024-03-01", "--due-to", "2024-03-31"]
    assert run(town, "debits", *arguments) == cli.WRONG
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not (tmp_path / "d.xml").exists()
