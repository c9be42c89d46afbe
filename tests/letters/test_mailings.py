"""The letters of a day as an archive: those recorded, whole and unchanged, or nothing."""

import datetime as dt
import io
import zipfile

import pytest

from rattrapage.errors import Refusal
from rattrapage.letters import mailings, notices
from rattrapage.progress import finish
from tests.towns.plans import APPROVED, approve, owing, plan

ON = APPROVED + dt.timedelta(days=1)


def quick(data: dict) -> bytes:
    """A letter without typesetting."""
    return f"Lettre de {data['family_id']}".encode()


@pytest.fixture
def sent(ledger):
    """Two families told by letters of one day."""
    owing(ledger, F1="90.00", F2="60.00")
    plan(ledger)
    approve(ledger)
    finish(notices.write(ledger, ON, mailings.folder(ledger, ON), quick))
    return ledger


def content(archive: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_the_letters_of_a_day_are_packed_and_the_journal_tells_it(sent):
    assert [(day["sent_on"], day["letters"], str(day["amount"])) for day in mailings.days(sent)] == [(ON, 2, "150.00")]
    assert content(mailings.archive(sent, ON, "Ada")) == {
        f"{ON}-F1.pdf": "Lettre de F1",
        f"{ON}-F2.pdf": "Lettre de F2",
    }
    told = sent.cursor().execute("select actor, action from journal order by seq desc limit 1").fetchone()
    assert told == ("Ada", "téléchargement")


def test_a_letter_that_is_gone_is_named(sent):
    (mailings.folder(sent, ON) / f"{ON}-F2.pdf").unlink()
    with pytest.raises(Refusal, match=f"{ON}-F2.pdf : lettre absente"):
        mailings.archive(sent, ON, "Ada")


def test_a_letter_that_someone_changed_is_refused(sent):
    (mailings.folder(sent, ON) / f"{ON}-F1.pdf").write_text("autre chose")
    with pytest.raises(Refusal, match=f"{ON}-F1.pdf : cette lettre n'est plus celle"):
        mailings.archive(sent, ON, "Ada")


def test_of_a_family_told_twice_in_a_day_the_last_letter_is_packed_and_the_first_stays(sent):
    with sent.write("test", "baisse") as cursor:
        cursor.execute(
            "insert into instalment_changes select instalment_id, family_id, 'lowered', amount, 1, ?, ? "
            "from instalments where family_id = 'F1'",
            [ON, dt.datetime.now()],
        )
    finish(notices.write(sent, ON, mailings.folder(sent, ON), lambda data: b"seconde"))
    assert content(mailings.archive(sent, ON, "Ada")) == {f"{ON}-F1~2.pdf": "seconde", f"{ON}-F2.pdf": "Lettre de F2"}
    assert (mailings.folder(sent, ON) / f"{ON}-F1.pdf").read_bytes() == quick({"family_id": "F1"})
