"""Amounts as people type and read them."""

from decimal import Decimal

import pytest

from pages.ui import formats
from rattrapage import amounts
from rattrapage.errors import Refusal
from rattrapage.letters.printing import wording


@pytest.mark.parametrize(
    ("typed", "amount"), [("60,00", "60.00"), ("60.5", "60.5"), ("1 234", "1234"), ("1\u202f234,5", "1234.5")]
)
def test_an_amount_is_read_as_people_type_it(typed, amount):
    assert amounts.parse(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["", "dix", "-1", "1,234", "1e3", "99999999999999"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(Refusal, match="n'est pas un montant"):
        amounts.parse(typed)


@pytest.mark.parametrize(
    ("amount", "words"),
    [("1234.5", "1\u202f234,50 €"), ("-3.2", "−3,20 €"), ("0", "0,00 €"), ("1234567", "1\u202f234\u202f567,00 €")],
)
def test_a_refusal_says_an_amount_as_french_writes_it(amount, words):
    assert amounts.said(Decimal(amount)) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("-1234.5", "−1\u202f234,50\u00a0€"),
        ("0.005", "0,00\u00a0€"),
        ("0.015", "0,02\u00a0€"),
        (f"{'1' * 36}.345", f"{chr(0x202F).join(['111'] * 12)},34\u00a0€"),
    ],
)
def test_pages_and_letters_write_an_amount_that_no_line_break_parts(amount, words):
    assert formats.euro(Decimal(amount)) == wording.euro(Decimal(amount)) == words


@pytest.mark.parametrize(
    ("amount", "words"), [("5.80", "5,80\u00a0€"), ("0.625", "0,6250\u00a0€"), (None, "—"), ("-3.2", "−3,20\u00a0€")]
)
def test_a_price_has_four_decimals_where_it_needs_them(amount, words):
    assert wording.price(amount and Decimal(amount)) == words
