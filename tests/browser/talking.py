"""A session without a browser: it speaks Streamlit's own protocol, so that twenty of them fit on any machine."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from urllib.parse import urlencode, urlparse

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

PATIENCE = 120


class Session:
    """One visitor's session on a server; each look is a run of the page at an address."""

    def __init__(self, socket: ClientConnection):
        self._socket = socket

    def look(self, page: str, **filters: str) -> list[str]:
        """The texts that the page of that address sends, in order: titles, Markdown, messages, metrics."""
        question = BackMsg()
        question.rerun_script.query_string = urlencode(filters)
        question.rerun_script.page_name = page
        self._socket.send(question.SerializeToString())
        said: list[str] = []
        while True:
            answer = ForwardMsg.FromString(self._socket.recv(timeout=PATIENCE))
            if answer.WhichOneof("type") == "new_session":
                said.clear()
            elif answer.WhichOneof("type") == "script_finished":
                return said
            elif answer.WhichOneof("type") == "delta":
                said.extend(_words(answer.delta.new_element))


@contextlib.contextmanager
def visiting(site: str) -> Iterator[Session]:
    """A session on a server, left at the end as one closes a tab."""
    address = f"ws://{urlparse(site).netloc}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None, open_timeout=PATIENCE) as socket:
        yield Session(socket)


def _words(element) -> list[str]:
    kind = element.WhichOneof("type")
    body = getattr(getattr(element, kind), "body", "") if kind else ""
    return [body] if body else []
