"""The sessions: how long a sign-in lasts, and the ones that were ended.

Streamlit's own cookie lives 30 days, and other tabs keep what they know after a sign-out: neither may open a page.
What ended is known as long as the process lives; beyond, `LENGTH` bounds it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping

LENGTH = 12 * 3600
"""Seconds that a sign-in lasts: a working day, so that a role taken away is gone the next morning."""
AHEAD = 300
"""Seconds by which the provider's clock may be ahead of ours."""

_ended: dict[tuple[object, ...], float] = {}
_lock = threading.Lock()


def end(claims: Mapping[str, object]) -> None:
    """Ends the sign-in of these claims everywhere: this tab, the others, and a copy of its cookie."""
    now = time.time()
    with _lock:
        for key in [key for key, at in _ended.items() if at < now - LENGTH - AHEAD]:
            del _ended[key]
        _ended[_identity(claims)] = now


def is_open(claims: Mapping[str, object]) -> bool:
    """Says whether the sign-in still holds: young enough, and not ended."""
    issued_at = claims.get("iat")
    if not isinstance(issued_at, int | float):
        return False
    return -AHEAD <= time.time() - issued_at < LENGTH and _identity(claims) not in _ended


def _identity(claims: Mapping[str, object]) -> tuple[object, ...]:
    """What tells one sign-in from another; the nonce tells two of the same second apart."""
    return tuple(claims.get(name) for name in ("iss", "sub", "iat", "nonce"))
