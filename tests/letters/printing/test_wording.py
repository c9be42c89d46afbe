"""Figures and dates in French."""

from decimal import Decimal

from rattrapage.letters.printing import wording


def test_figures_and_dates_read_as_in_french():
    assert wording.euro(Decimal("-1234.5")).replace("\u202f", " ") == "−1 234,50\xa0€"
    assert wording.price(Decimal("0.6250")) == "0,6250\xa0€"
    assert wording.price(Decimal("5.8000")) == "5,80\xa0€"
    assert wording.quantity(Decimal("7.50"), "hour") == "7,5\xa0h"
    assert wording.period("2023-10", "2024-01") == "d'octobre 2023 à janvier 2024"
    assert wording.period("2023-09", "2023-09") == "de septembre 2023"
    assert wording.masked_iban("FR7699999000010000000000115") == "FR76 •••• •••• 0115"
