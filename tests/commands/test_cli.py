"""The command line: exit statuses, one line for a wrong use, JSON to the letter (rules.md, Commands)."""

import csv
import json

import pytest

from rattrapage.commands import cli
from rattrapage.ledger import Ledger
from tests.towns.ledgers import TOWN, write

PERIOD = ["--from", "2023-09", "--to", "2024-01"]


@pytest.fixture
def call(tmp_path, capsys):
    """Runs a command on a ledger of its own; gives (status, standard output, standard error)."""

    def run(*arguments):
        status = cli.main(["--db", str(tmp_path / "l.duckdb"), *map(str, arguments)])
        return status, *capsys.readouterr()

    return run


def test_import_tells_counts_and_refusals(call, tmp_path):
    folder = write(tmp_path / "town", **TOWN, payments=b"")
    status, out, err = call("import", folder, "--json")
    answer = json.loads(out)
    assert status == 3
    assert answer["tables"]["attendance"] == {"read": 3, "accepted": 3, "unchanged": 0, "rejected": 0, "withdrawn": 0}
    assert answer["refused"] == [{"file": "payments.csv", "message": err.strip()}]
    assert err.count("\n") == 1


def test_rejected_rows_are_written_out_corrected_and_sent_back(call, tmp_path):
    bad = dict(TOWN, attendance=TOWN["attendance"] + "A4,C1,CANT,2023-02-30,present\n")
    assert call("import", write(tmp_path / "town", **bad))[0] == 3
    status, out, _ = call("rejects", "--out", tmp_path / "r.csv", "--tables", tmp_path / "again", "--json")
    assert (status, json.loads(out)["rejected"]) == (0, 1)
    (row,) = csv.DictReader((tmp_path / "r.csv").open(encoding="utf-8"))
    assert list(row) == ["table", "file", "line", "column", "reason", "message", "raw"]
    assert (row["line"], row["reason"], row["raw"]) == ("5", "bad_date", "A4,C1,CANT,2023-02-30,present")
    fixed = tmp_path / "again" / "attendance.csv"
    fixed.write_text(fixed.read_text().replace("02-30", "09-06"))
    assert call("import", tmp_path / "again")[0] == 0
    assert json.loads(call("rejects", "--out", tmp_path / "r.csv", "--json")[1])["rejected"] == 0


def test_reconcile_writes_its_files_and_totals(call, tmp_path):
    call("import", write(tmp_path / "town", **TOWN))
    status, out, err = call("reconcile", *PERIOD, "--out", tmp_path / "out", "--json")
    answer = json.loads(out)
    assert (status, err) == (0, "")
    assert (answer["expected"], answer["billed"], answer["gap"]) == ("11.20", "2.70", "8.50")
    assert answer["cells"] == {"unbilled": 1, "underbilled": 1}
    assert (answer["families_unbilled"], answer["unknown"]) == (1, [])
    first = {name: (tmp_path / "out" / name).read_bytes() for name in ("cells.csv", "causes.csv", "families.csv")}
    call("reconcile", *PERIOD, "--out", tmp_path / "out")
    assert first == {name: (tmp_path / "out" / name).read_bytes() for name in first}


@pytest.mark.parametrize(
    "spoil",
    [
        "update run_cells set billed = billed + 1 where family_id = 'F1'",
        "update run_cells set gap = gap - 0.01 where family_id = 'F1'",
        "delete from run_cells where family_id = 'F1'",
    ],
)
def test_a_run_that_does_not_add_up_is_not_written(call, tmp_path, spoil):
    call("import", write(tmp_path / "town", **TOWN))
    call("reconcile", *PERIOD, "--out", tmp_path / "before")
    with Ledger(tmp_path / "l.duckdb") as book:
        book.cursor().execute(spoil)
    status, out, err = call("reconcile", *PERIOD, "--out", tmp_path / "after")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "Les montants ne tombent pas juste" in err
    assert [path.name for path in (tmp_path / "after").glob("*")] == []


def test_no_letter_announces_plans_that_do_not_add_up(call, tmp_path):
    call("import", write(tmp_path / "town", **TOWN))
    call("reconcile", *PERIOD, "--out", tmp_path / "run")
    plan = ["--strategy", "equal", "--first-due", "2024-05-01", "--day", "5", "--max-instalments", "3"]
    call("plan", *plan, "--prepared-on", "2024-02-01", "--threshold", "0", "--out", tmp_path / "plan.csv")
    assert call("approve", "--all", "--by", "Ada", "--on", "2024-02-02")[0] == 0
    with Ledger(tmp_path / "l.duckdb") as book:
        book.cursor().execute("update positions set to_collect = to_collect + 0.01, claimed = claimed + 0.01")
    status, _, err = call("notify", "--on", "2024-02-03", "--out", tmp_path / "letters")
    assert (status, err.count("\n")) == (2, 1)
    assert "Les plans ne tombent pas juste : 0,01 € d'écart" in err
    assert not (tmp_path / "letters").exists()


def test_an_unknown_month_ends_with_3(call, tmp_path):
    line = TOWN["invoice_lines"] + "I1,2,C1,CANT,2023-10,1,2.70,2.70\n"
    call("import", write(tmp_path / "town", **dict(TOWN, invoice_lines=line)))
    status, out, _ = call("reconcile", *PERIOD, "--out", tmp_path / "out", "--json")
    assert status == 3
    assert json.loads(out)["unknown"] == [{"service": "CANT", "month": "2023-10", "billed": "2.70"}]


def test_formulas_are_neutralised_in_files_out(call, tmp_path):
    families = "family_id,payer_name\nF1,=cmd()\n-F2,@x\n"
    town = dict(TOWN, families=families, children=TOWN["children"].replace("F2", "-F2"))
    call("import", write(tmp_path / "town", **town))
    call("reconcile", *PERIOD, "--out", tmp_path / "out")
    rows = list(csv.DictReader((tmp_path / "out" / "families.csv").open(encoding="utf-8")))
    assert [(row["family_id"], row["payer_name"]) for row in rows] == [("'-F2", "'@x"), ("F1", "'=cmd()")]


def test_watch_ends_with_3_when_something_is_late(call, tmp_path):
    call("import", write(tmp_path / "town", **TOWN))
    status, out, _ = call("watch", "--as-of", "2024-01-01", "--json")
    assert (status, json.loads(out)["alerts"][0]["coverage"]) == (3, "24.1")
    assert call("watch", "--as-of", "2023-10-01")[:2] == (0, "\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["reconcile", *PERIOD], "Il manque --out"),
        (["reconcile", "--from", "2023-13", "--to", "2024-01", "--out", "x"], "--from : « 2023-13 »"),
        (["reconcile", "--from", "2024-01", "--to", "2023-09", "--out", "x"], "aucun registre"),
        (["import"], "Il manque PATHS"),
        (["import", "/nowhere"], "introuvable"),
        (["import", ".", "--source", "inconnue"], "noethys, strasbourg"),
        (["watch", "--as-of", "hier"], "AAAA-MM-JJ"),
        (["watch", "--colour"], "Option inconnue : --colour"),
        (["dance"], "Commande inconnue : dance"),
        (["watch", "hier"], "Argument en trop : hier"),
        (["watch", "--as-of"], "Valeur absente : --as-of"),
    ],
)
def test_a_wrong_use_is_one_french_line_and_changes_nothing(call, tmp_path, arguments, words):
    status, out, err = call(*arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err
    assert list(tmp_path.iterdir()) == []


def test_an_unforeseen_error_is_no_traceback(call, tmp_path, monkeypatch):
    monkeypatch.delenv("RATTRAPAGE_DEBUG", raising=False)
    monkeypatch.setattr("rattrapage.imports.loading.load", lambda *_: 1 / 0)
    status, _, err = call("import", tmp_path)
    assert (status, err.count("\n")) == (2, 1)
    assert "Erreur imprévue" in err


def test_every_command_is_found_in_its_module():
    for name in cli.MODULES:
        assert cli.cli.get_command(None, name).name == name
