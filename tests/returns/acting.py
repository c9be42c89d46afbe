"""What the tests of returns name and read again and again."""

FIRST, SECOND = "RT0000000001-1", "RT0000000002-1"


def kept(ledger) -> list[tuple]:
    sql = "select kind, level, end_to_end_id, reason, amount, booked_on from returns order by return_id"
    return ledger.cursor().execute(sql).fetchall()
