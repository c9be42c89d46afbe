"""Reversals: which payment a bounce or a refund takes off, one cent at most once (R12)."""

from hypothesis import given
from hypothesis import strategies as st

from rattrapage.payments.reversals import Receipt, Reversal, pair


def test_a_refund_takes_off_its_own_document_before_a_later_payment():
    receipts = [Receipt("P1", "F1", "D1", 2000), Receipt("P2", "F1", None, 3000), Receipt("P3", "F1", "D1", -500)]
    assert list(pair(receipts)) == [Reversal("P1", "P3", 500)]


def test_of_equal_ones_the_latest_goes_first_and_the_rest_waits_for_later_ones():
    receipts = [Receipt(f"P{n}", "F1", None, cents) for n, cents in enumerate((1000, 1000, -2500, 800))]
    assert list(pair(receipts)) == [Reversal("P1", "P2", 1000), Reversal("P0", "P2", 1000), Reversal("P3", "P2", 500)]


@given(st.lists(st.integers(-5000, 5000), max_size=8))
def test_what_is_left_has_one_sign_and_the_same_sum(amounts):
    left = {f"P{n}": cents for n, cents in enumerate(amounts)}
    for made in pair([Receipt(name, "F1", None, cents) for name, cents in left.items()]):
        left[made.payment_id] -= made.cents
        left[made.reversed_by] += made.cents
    assert sum(left.values()) == sum(amounts)
    assert min(left.values(), default=0) >= 0 or max(left.values()) <= 0
