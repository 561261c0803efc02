"""A client of a real server's WebSockets."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.e2e.conftest import Server

PROTOCOL = "graphql-transport-ws"
PATIENCE_S = 10


class Socket:
    """One connection."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def send(self, kind: str, **members: Any) -> None:
        """Send a message."""
        self.connection.send(json.dumps({"type": kind, **members}))

    def begin(self, id: str, query: str, **variables: Any) -> None:
        """Begin an operation."""
        self.send("subscribe", id=id, payload={"query": query, "variables": variables})

    def next(self, patience_s: float = PATIENCE_S) -> dict[str, Any]:
        """Return the next message."""
        return dict(json.loads(self.connection.recv(patience_s)))

    def ask(self, query: str, **variables: Any) -> Any:
        """Return the data of an operation, which is the only one."""
        self.begin("ask", query, **variables)
        answer = self.next()
        assert answer["type"] == "next", answer
        assert self.next() == {"type": "complete", "id": "ask"}
        assert "errors" not in answer["payload"], answer
        return answer["payload"]["data"]

    def close_code(self, patience_s: float = PATIENCE_S) -> int | None:
        """Wait until the server closes the connection; return the code.

        Whoever goes on sending may not get to read it: None then.
        """
        try:
            while True:
                self.connection.recv(patience_s)
        except ConnectionClosed as closed:
            return None if closed.rcvd is None else int(closed.rcvd.code)


@contextmanager
def connecting(
    server: Server, *, path: str = "graphql", protocol: str = PROTOCOL, **headers: str
) -> Iterator[Socket]:
    """Open a connection, without an introduction."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    address = f"{server.url.replace('http', 'ws', 1)}/{path}"
    with connect(
        address,
        subprotocols=[cast("Subprotocol", protocol)],
        additional_headers=named,
        proxy=None,
        close_timeout=1,
    ) as connection:
        yield Socket(connection)


@contextmanager
def connected(server: Server, key: str, **headers: str) -> Iterator[Socket]:
    """Open a connection with a key, and be let in."""
    with connecting(server, **headers) as socket:
        socket.send("connection_init", payload={"x-api-key": key})
        assert socket.next() == {"type": "connection_ack"}
        yield socket
