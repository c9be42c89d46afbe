"""The labels that pages give to the codes of the data: the words of `rattrapage/words/`, read as plain tables."""

from __future__ import annotations

from rattrapage import words

STATUSES, MONTH_STATUSES = words.STATUSES, words.MONTH_STATUSES
CAUSES = words.labels(words.CAUSES)
ATTENDANCE = words.labels(words.ATTENDANCE)
REASONS = words.labels(words.REJECTS)
INSTALMENT_STATES, UNSCHEDULED = words.INSTALMENT_STATES, words.UNSCHEDULED
METHODS = words.labels(words.METHODS)
STRATEGIES = words.labels(words.STRATEGIES)
REQUEST_KINDS = words.REQUEST_KINDS
REQUEST_STATES = words.labels(words.REQUEST_STATES)
NO_LETTER = words.labels(words.NO_LETTER)
MANDATE_STATES, MANDATE_REASONS = words.MANDATE_STATES, words.MANDATE_REASONS
CAMPAIGN_STATES = words.CAMPAIGN_STATES
LEFT_OUT = words.labels(words.LEFT_OUT)
MESSAGES = words.labels(words.SENT_MESSAGES)
FILE_STATES, DEBIT_FATES = words.FILE_STATES, words.DEBIT_FATES


def of(words: dict[str, str], code: str | None) -> str | None:
    """Gives the word for a code; a code without a word is shown as it is, None stays None."""
    return words.get(code, code) if code else None
