"""Columns that tell a person or an account stay closed."""

import pytest

from tests.towns import cities, explorers

PERSONAL = {
    "family_id", "child_id", "payer_name", "first_name", "last_name", "birth_date", "email", "phone", "address_line",
    "quotient", "iban", "bic", "account_holder", "mandate_reference", "invoice_id", "payment_id", "raw", "details",
}  # fmt: skip


@pytest.mark.parametrize("audience", ["council", "department"])
def test_no_column_tells_a_person_outside_finance(book, audience):
    with explorers.audiences(book).open(audience) as box:
        assert len(box.tables) >= 5
        for table in box.tables:
            found = box.run(f"select * from {table}")
            assert not PERSONAL & set(found.schema.names)
            assert not any(name in str(found.to_pylist()) for name in cities.NAMES)


def test_finance_sees_no_whole_account_number(book):
    iban = "FR7699999000010000000000123"
    with book.write("test", "mandat") as cursor:
        columns = "mandate_reference, family_id, iban, account_holder, signed_on, status"
        cursor.execute(
            f"insert into mandates ({columns}) values ('R1', 'FAM1', ?, 'X', '2023-01-01', 'active')", [iban]
        )
    with explorers.audiences(book).open("finance") as box:
        assert box.run("select iban from mandates").to_pylist() == [{"iban": "FR76 •••• •••• 0123"}]
        for table in box.tables:
            assert iban not in str(box.run(f"select * from {table}").to_pylist())
