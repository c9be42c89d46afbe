"""`request` and `waive` on the command line."""

import json

import pytest

from rattrapage.commands import cli
from rattrapage.requests import desk
from tests.towns.plans import (
    owing,
)

WHO = ["--by", "Ada", "--why", "Perte d'emploi"]


@pytest.fixture
def call(ledger, capsys):
    """Runs a command on a ledger where F1 owes 90.00; gives (status, output, error)."""
    owing(ledger, F1="90.00")
    ledger.close()

    def run(*arguments):
        status = cli.main(["--db", str(ledger.path), *arguments])
        return status, *capsys.readouterr()

    return run


def test_the_commands_tell_their_numbers(call):
    asked = ["request", "--family", "F1", "--state", "asked", "--max-instalments", "6", *WHO, "--json"]
    status, out, err = call(*asked)
    assert (status, json.loads(out), err) == (0, {"request_id": 1}, "")
    waive = ["waive", "--family", "F1", "--amount", "10,00", "--reference", "DEL-1", *WHO, "--json"]
    assert json.loads(call(*waive)[1]) == {"waiver_id": 1}
    assert json.loads(call(*waive, "--month", "2023-09")[1]) == {"waiver_id": 2}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["request", "--family", "F9", "--state", "asked", *WHO], "Aucune famille n° F9"),
        (["request", "--family", "F1", "--state", "granted", *WHO], "demande sa référence"),
        (["request", "--family", "F1", "--state", "refused", *WHO], "demande sa référence"),
        (["request", "--family", "F1", "--state", "granted", *WHO, "--reference", " "], "demande sa référence"),
        (["request", "--family", "F1", "--state", "maybe", *WHO], "« maybe » n'est pas un état"),
        (["request", "--family", "F1", "--state", "asked", "--by", "Ada"], "Il manque --why"),
        (["request", "--family", "F1", "--state", "asked", "--by", "", "--why", "x"], "Dites qui"),
        (["request", "--family", "F1", "--state", "asked", *WHO, "--method", "gold"], "« gold » n'est pas un moyen"),
        (["request", "--family", "F1", "--state", "asked", *WHO, "--strategy", "slow"], "n'est pas une stratégie"),
        (["request", "--family", "F1", "--state", "asked", *WHO, "--strategy", "equal", "--cap", "9"], "plafond"),
        (["request", "--family", "F1", "--state", "asked", *WHO, "--cap", "9", "--min-instalment", "9"], "minimale"),
        (["request", "--family", "F1", "--state", "asked", *WHO, "--strategy", "capped"], "demande un plafond"),
        (["request", "--family", "F1", "--state", "asked", *WHO, "--max-instalments", "0"], "entre 1 et"),
        (["waive", "--family", "F9", "--amount", "9", "--reference", "D", *WHO], "Aucune famille n° F9"),
        (["waive", "--family", "F1", "--amount", "9", *WHO], "Il manque --reference"),
        (["waive", "--family", "F1", "--amount", "9", "--reference", "", *WHO], "référence du vote"),
        (["waive", "--family", "F1", "--amount", "0", "--reference", "D", *WHO], "au moins 0,01"),
        (["waive", "--family", "F1", "--amount", "-9", "--reference", "D", *WHO], "n'est pas un montant"),
        (["waive", "--family", "F1", "--amount", "9", "--month", "2023-13", "--reference", "D", *WHO], "pas un mois"),
        (["waive", "--family", "F1", "--amount", "9", "--reference", "D", "--by", " ", "--why", "x"], "Dites qui"),
    ],
)
def test_wrong_uses_are_one_line_and_change_nothing(call, ledger, arguments, words):
    status, out, err = call(*arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err
    with desk.Ledger(ledger.path) as book:
        counted = "select (select count(*) from request_steps), (select count(*) from waivers), count(*) from journal"
        assert book.cursor().execute(counted).fetchone() == (0, 0, 0)


def test_the_same_waiver_is_taken_once(call):
    asked = ["waive", "--family", "F1", "--amount", "10", "--month", "2023-09", "--reference", "DEL-7", *WHO, "--json"]
    assert json.loads(call(*asked)[1]) == {"waiver_id": 1}
    status, _, said = call(*asked)
    assert status == 2
    assert "n° 1" in said
    for change in (("--amount", "10.01"), ("--month", "2023-10"), ("--reference", "DEL-8")):
        assert call(*asked, *change)[0] == 0
