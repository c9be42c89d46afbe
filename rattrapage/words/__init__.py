"""Code words and their French, once: one table a code, read by checks, tables, pages, letters and commands.

The order of a table is the one in which its codes are offered, judged or listed. Where two places word one code
differently on purpose, both wordings stand side by side. `tests/ground/test_words.py` compares the tables with the
codes that SQL files write.
"""

from rattrapage.words.billing import ATTENDANCE, CAUSES, MONTH_STATUSES, NO_GAP, STATUSES, UNITS
from rattrapage.words.debits import (
    CAMPAIGN_STATES,
    DEBIT_FATES,
    FILE_STATES,
    HOLDS,
    LEFT_OUT,
    MANDATE_REASONS,
    MANDATE_STATES,
    MANDATE_STATUSES,
    MESSAGES,
    ON_PAPER,
    RETURN_ACTIONS,
    RETURN_LINES,
    SENT_MESSAGES,
)
from rattrapage.words.imports import REJECTS, SUSPECTS
from rattrapage.words.plans import (
    INSTALMENT_STATES,
    METHODS,
    NO_LETTER,
    REQUEST_KINDS,
    REQUEST_STATES,
    STRATEGIES,
    UNSCHEDULED,
)
from rattrapage.words.word import Word, labels

__all__ = [
    "ATTENDANCE",
    "CAMPAIGN_STATES",
    "CAUSES",
    "DEBIT_FATES",
    "FILE_STATES",
    "HOLDS",
    "INSTALMENT_STATES",
    "LEFT_OUT",
    "MANDATE_REASONS",
    "MANDATE_STATES",
    "MANDATE_STATUSES",
    "MESSAGES",
    "METHODS",
    "MONTH_STATUSES",
    "NO_GAP",
    "NO_LETTER",
    "ON_PAPER",
    "REJECTS",
    "REQUEST_KINDS",
    "REQUEST_STATES",
    "RETURN_ACTIONS",
    "RETURN_LINES",
    "SENT_MESSAGES",
    "STATUSES",
    "STRATEGIES",
    "SUSPECTS",
    "UNITS",
    "UNSCHEDULED",
    "Word",
    "labels",
]
