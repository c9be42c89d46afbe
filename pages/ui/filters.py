"""The filters: the URL is their only state, so that a link, Back and Forward give exactly the same figures."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

import streamlit as st

from pages.ui import asked, formats
from rattrapage import amounts
from rattrapage.errors import Refusal

ALL = "\0tout"  # no address and no code of the data: the empty text is a code like another
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
Value = TypeVar("Value")
YES_OR_NO = {"oui": True, "non": False}


def _key(key: str) -> str:
    return f"filtre:{key}"


def _write(key: str, default: object) -> None:
    value = st.session_state[_key(key)]
    if value in (None, [], ALL, default):
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value


def _write_text(key: str, default: str, may_be_empty: bool) -> None:
    """As `_write`; an emptied field stands in the address only when empty does not mean the default."""
    if st.session_state[_key(key)] or may_be_empty:
        _write(key, default)
    else:
        st.query_params.pop(key, None)


def one_of(
    label: str,
    options: list[str],
    key: str,
    labels: dict[str, str] | None = None,
    default: str | None = None,
    widget: Callable = st.selectbox,
    **settings,
) -> str:
    """Gives one code among `options`, read from the URL and written back.

    For a code the list does not have, which a line above the page names, the default stands.
    """
    default = options[0] if default is None else default
    wanted = asked.codes(key)[-1:]
    asked.ignore(key, *(code for code in wanted if code not in options))
    st.session_state[_key(key)] = next((code for code in wanted if code in options), default)
    words = labels or {}
    return widget(
        label,
        options,
        key=_key(key),
        on_change=_write,
        args=(key, default),
        format_func=lambda code: words.get(code, code),
        **settings,
    )


def any_of(label: str, choices: dict[str, str], key: str, everything: str) -> str | None:
    """Gives one code of `choices`, or None for `everything` (« Tous les services »), which comes first."""
    words = {ALL: everything, **choices}
    chosen = one_of(label, list(words), key, words)
    return None if chosen == ALL else chosen


def many_of(label: str, choices: dict[str, str], key: str, everything: str) -> list[str]:
    """Gives several codes of `choices`; none chosen means all, which `everything` says in the empty field."""
    wanted = asked.codes(key)
    asked.ignore(key, *(code for code in wanted if code not in choices))
    st.session_state[_key(key)] = [code for code in choices if code in wanted]
    return st.multiselect(
        label,
        list(choices),
        key=_key(key),
        on_change=_write,
        args=(key, []),
        placeholder=everything,
        format_func=lambda code: choices.get(code, code),
    )


def text(label: str, key: str, default: str = "", may_be_empty: bool = False, **settings) -> str | None:
    """Gives a text typed by the reader, blanks trimmed; None when there is none.

    Emptied, it is the default again, unless it `may_be_empty`: the address then says so (`?nom=`).
    """
    st.session_state[_key(key)] = next(reversed(asked.codes(key)), default)
    settings |= {"on_change": _write_text, "args": (key, default, may_be_empty)}
    return st.text_input(label, key=_key(key), **settings).strip() or None


def amount(label: str, key: str, default: str = "", **settings) -> Decimal:
    """Gives an amount in euros as people type it, 0 when there is none.

    For a text that is no amount, an error beneath says what is wrong.
    """
    return _read(text(label, key, default, may_be_empty=True, **settings), "0", amounts.parse)


def typed(label: str, key: str, default: str, read: Callable[[str], Value], **settings) -> Value:
    """Gives a value as people type it, read by `read`.

    When `read` refuses it, an error beneath says what is wrong, and the default stands.
    """
    return _read(text(label, key, default, **settings), default, read)


def _read(said: str | None, default: str, read: Callable[[str], Value]) -> Value:
    try:
        return read(said or default)
    except Refusal as refusal:
        st.error(str(refusal))
        return read(default)


def day(label: str, key: str, default: dt.date, **settings) -> dt.date:
    """Gives a date.

    One that the address does not write as `2023-11-06`, or far out of our times, is the default.
    """
    st.session_state[_key(key)] = default
    for code in asked.codes(key)[-1:]:
        found = _date(code)
        asked.ignore(key, *([] if found else [code]))
        st.session_state[_key(key)] = found or default
    settings |= {"format": "DD/MM/YYYY", "min_value": EARLIEST, "max_value": LATEST}
    return st.date_input(label, key=_key(key), on_change=_write, args=(key, default), **settings)


def _date(code: str) -> dt.date | None:
    with contextlib.suppress(ValueError):
        found = dt.date.fromisoformat(code)
        return found if EARLIEST <= found <= LATEST else None
    return None


def toggle(label: str, key: str, default: bool = False, **settings) -> bool:
    """Gives yes or no, written « oui » or « non » in the address."""
    wanted = asked.codes(key)[-1:]
    asked.ignore(key, *(code for code in wanted if code not in YES_OR_NO))
    st.session_state[_key(key)] = next((YES_OR_NO[code] for code in wanted if code in YES_OR_NO), default)
    return st.toggle(label, key=_key(key), on_change=_write_toggle, args=(key, default), **settings)


def _write_toggle(key: str, default: bool) -> None:
    value = st.session_state[_key(key)]
    if value == default:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = "oui" if value else "non"


def month_range(months: list[str]) -> tuple[str, str]:
    """Gives the first and last months looked at, both included: « Du » and « Au »; turned round when they cross."""
    words = {code: formats.month(code) for code in months}
    first = one_of("Du", months, "du", words)
    last = one_of("Au", months, "au", words, default=months[-1])
    return (first, last) if first <= last else (last, first)


def active() -> bool:
    """Says whether the address holds a filter.

    The way a table is laid out and the demonstration's role are none.
    """
    return bool(set(st.query_params) - {"vue", "role"})


def clear() -> None:
    """Forgets every filter: the page is as a menu click opens it."""
    st.query_params.clear()


def signature() -> str:
    """Gives the filters as one text, for the key of a widget whose selection must not outlive them."""
    return "&".join(f"{key}={','.join(st.query_params.get_all(key))}" for key in sorted(st.query_params))


def put(key: str, code: str) -> None:
    """Adds a filter from a button: a link to the page one is on changes its figures but not its address."""
    st.query_params[key] = code
