"""A client of an application's WebSockets, in this process and without a server."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from starlette.types import ASGIApp, Message

PROTOCOL = "graphql-transport-ws"
_PATIENCE_S = 10


class Peer:
    """The client's end of one connection.

    Attributes:
        reads: Cleared where it does not read what it is sent.
    """

    def __init__(self) -> None:
        self.reads = asyncio.Event()
        self.reads.set()
        self._to_app: asyncio.Queue[Message] = asyncio.Queue()
        self._from_app: asyncio.Queue[Message] = asyncio.Queue()

    async def receive(self) -> Message:
        """Return what the application receives next."""
        return await self._to_app.get()

    async def take(self, message: Message) -> None:
        """Take what the application sends."""
        await self.reads.wait()
        self._from_app.put_nowait(message)

    def put(self, message: Message) -> None:
        """Send anything."""
        self._to_app.put_nowait(message)

    def send(self, kind: str, **members: object) -> None:
        """Send a message of the protocol."""
        text = json.dumps({"type": kind, **members})
        self.put({"type": "websocket.receive", "text": text})

    def begin(self, id: str, query: str, **more: object) -> None:
        """Begin an operation."""
        self.send("subscribe", id=id, payload={"query": query, **more})

    def leave(self, code: int = 1001) -> None:
        """Close the connection."""
        self.put({"type": "websocket.disconnect", "code": code})

    async def next_event(self) -> Message:
        """Return the next thing that the application does."""
        async with asyncio.timeout(_PATIENCE_S):
            return await self._from_app.get()

    async def next(self) -> dict[str, Any]:
        """Return the next message."""
        event = await self.next_event()
        assert event["type"] == "websocket.send", event
        message: dict[str, Any] = json.loads(event["text"])
        return message

    async def answers(self, id: str) -> list[dict[str, Any]]:
        """Return the messages of an operation, which is the only one, to its end."""
        found = [await self.next()]
        while found[-1]["type"] == "next":
            found.append(await self.next())
        assert {each["id"] for each in found} == {id}
        return found

    async def close(self) -> tuple[int, str]:
        """Return what the application closes the connection with."""
        event = await self.next_event()
        assert event["type"] == "websocket.close", event
        return event["code"], event["reason"]

    async def accepted(self) -> Message:
        """Wait for the end of the handshake."""
        event = await self.next_event()
        assert event["type"] == "websocket.accept", event
        return event

    async def refusal(self) -> tuple[int, dict[str, Any]]:
        """Return status and body of a handshake that is refused."""
        start, body = await self.next_event(), await self.next_event()
        assert start["type"] == "websocket.http.response.start", start
        assert body["type"] == "websocket.http.response.body", body
        return start["status"], json.loads(body["body"])

    def is_idle(self) -> bool:
        """Tell whether there is nothing to read."""
        return self._from_app.empty()


def a_scope(
    headers: Mapping[str, str] | Sequence[tuple[str, str]] = (),
    subprotocols: Sequence[str] = (PROTOCOL,),
    **more: object,
) -> dict[str, Any]:
    """Return what a server tells of a handshake."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return {
        "type": "websocket",
        "scheme": "ws",
        "path": "/graphql",
        "headers": [(b"host", b"graph"), *((n.lower().encode(), v.encode()) for n, v in pairs)],
        "subprotocols": list(subprotocols),
        "client": ("203.0.113.9", 50_000),
        "extensions": {"websocket.http.response": {}},
        **more,
    }


@asynccontextmanager
async def connecting(app: ASGIApp, **scope: Any) -> AsyncIterator[Peer]:
    """Connect to an application; it must be done when the block has ended."""
    peer = Peer()
    peer.put({"type": "websocket.connect"})
    served = asyncio.ensure_future(app(a_scope(**scope), peer.receive, peer.take))
    try:
        yield peer
    finally:
        peer.reads.set()
        peer.leave()
        async with asyncio.timeout(_PATIENCE_S):
            await served


@asynccontextmanager
async def connected(app: ASGIApp, key: str, **scope: Any) -> AsyncIterator[Peer]:
    """Connect with a key, and be let in."""
    async with connecting(app, **scope) as peer:
        await peer.accepted()
        peer.send("connection_init", payload={"X-API-Key": key})
        assert await peer.next() == {"type": "connection_ack"}
        yield peer
