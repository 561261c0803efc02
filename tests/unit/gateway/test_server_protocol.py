"""What the server's side of WebSockets bears, frame by frame."""

import asyncio
import struct
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.server import ServerState

from gateway.sockets.server_protocol import BoundedSocket
from tests.frames import BINARY, CLOSE, MORE, PING, PONG, TEXT, frame, handshake


class Line(asyncio.Transport):
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.closed = self.aborted = False

    def write(self, data: Any) -> None:
        self.written += bytes(data)

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return ("127.0.0.1", 1) if name in ("peername", "sockname") else default

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.aborted = True

    def pause_reading(self) -> None:
        """Go on: what was read is given at once here."""

    def resume_reading(self) -> None:
        """Go on."""


class End:
    """An application that accepts, and remembers what came until the connection ended."""

    def __init__(self) -> None:
        self.received: list[Any] = []
        self.close: int | None = None

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        while (event := await receive())["type"] != "websocket.disconnect":
            self.received.append(event.get("text") or event.get("bytes"))
        self.close = event["code"]


async def opened(*headers: str) -> tuple[BoundedSocket, Line, End]:
    end = End()
    config = Config(end, log_config=None, ws_max_size=200_000, ws_per_message_deflate=False)
    config.load()
    protocol, line = BoundedSocket(config, ServerState(), {}), Line()
    protocol.connection_made(line)
    protocol.data_received(handshake(*headers))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    line.written = b""
    return protocol, line, end


async def settled() -> None:
    for _ in range(300):
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    "flood",
    [
        frame(PING) * 40_000,
        frame(PONG) * 40_000,
        frame(TEXT, b"x") * 36_000,
        frame(BINARY, b"x") * 36_000,
        frame(TEXT, b"x", last=False) + frame(MORE, last=False) * 40_000,
        frame(TEXT, b"x" * 199_999) * 20,
    ],
    ids=["pings", "pongs", "texts", "bytes", "parts", "long"],
)
async def test_a_flood_is_not_read_to_its_end(flood: bytes):
    protocol, line, end = await opened()
    protocol.data_received(flood)
    await settled()
    assert line.closed
    assert b"Too many messages" in line.written
    assert end.close == 4429
    assert len(line.written) < 2_000
    assert len(protocol.frames) <= 200


@pytest.mark.parametrize("kind", [TEXT, PING])
async def test_so_many_frames_at_once_are_taken(kind: int):
    protocol, line, end = await opened()
    protocol.data_received(frame(kind, b"x") * 200)
    await settled()
    assert not line.closed
    protocol.data_received(frame(kind, b"x"))
    await settled()
    assert end.close == 4429
    assert len(end.received) == (200 if kind == TEXT else 0)


async def test_a_message_of_endlessly_many_parts_is_given_up():
    protocol, line, end = await opened()
    protocol.frames = [b""] * 1_000
    protocol.conn.current_size = 1
    protocol.data_received(frame(MORE, last=False))
    await settled()
    assert (line.closed, end.close) == (True, 4429)


@pytest.mark.parametrize(("size", "fits"), [(200_000, True), (200_001, False)])
async def test_the_longest_message_is_taken_and_a_longer_one_is_not(size: int, fits: bool):
    protocol, line, end = await opened()
    protocol.data_received(frame(TEXT, b"x" * size))
    await settled()
    assert (len(end.received), line.closed) == ((1, False) if fits else (0, True))
    assert end.close == (None if fits else 1009)


async def test_a_handshake_that_cannot_be_read_is_refused(caplog: pytest.LogCaptureFixture):
    for headers in (["X: y"] * 200, ["X: " + "y" * 9_000]):
        _, line, _ = await opened(*headers)
        assert line.closed
    assert [each for each in caplog.records if each.levelname != "DEBUG"] == []


async def test_who_speaks_before_being_let_in_and_says_nonsense_is_refused():
    end = End()
    config = Config(end, log_config=None)
    config.load()
    protocol, line = BoundedSocket(config, ServerState(), {}), Line()
    protocol.connection_made(line)
    protocol.data_received(handshake())
    protocol.data_received(b"\xff" * 10)
    assert line.closed
    protocol.connection_lost(None)
    await settled()
    assert line.written.startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "sent",
    [frame(TEXT, b"\xff"), frame(TEXT, b"\xc3", last=False) + frame(MORE, b"x")],
    ids=["at once", "in parts"],
)
async def test_a_text_that_is_not_utf_8_ends_the_connection(sent: bytes, caplog: Any):
    protocol, line, end = await opened()
    protocol.data_received(frame(TEXT, b"\xc3", last=False) + frame(MORE, b"\xa9"))
    protocol.data_received(sent)
    await settled()
    assert (end.received, end.close, line.closed) == (["é"], 1007, True)
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []


async def test_an_application_may_refuse_a_handshake(caplog: pytest.LogCaptureFixture):
    async def refuse(_: Scope, receive: Receive, send: Send) -> None:
        await receive()
        start = {"type": "websocket.http.response.start", "status": 403, "headers": []}
        await send(start)
        await send({"type": "websocket.http.response.body", "body": b"no"})

    config = Config(refuse, log_config=None)
    config.load()
    protocol, line = BoundedSocket(config, ServerState(), {}), Line()
    protocol.connection_made(line)
    protocol.data_received(handshake())
    await settled()
    assert line.written.startswith(b"HTTP/1.1 403 Forbidden\r\n")
    assert line.closed
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []


async def test_when_the_server_ends_the_application_hears_of_it_and_may_go_on_sending():
    protocol, line, end = await opened()
    protocol.shutdown()
    assert not line.closed
    await settled()
    assert end.close == 1012
    # The application has ended, and so has the connection.
    assert line.closed


async def test_a_peer_that_does_not_answer_pings_is_hung_up_on():
    end = End()
    config = Config(end, log_config=None, ws_ping_interval=0.01, ws_ping_timeout=0.01)
    config.load()
    protocol, line = BoundedSocket(config, ServerState(), {}), Line()
    protocol.connection_made(line)
    protocol.data_received(handshake())
    async with asyncio.timeout(5):
        while not line.closed:  # noqa: ASYNC110 - nothing tells when that is so
            await asyncio.sleep(0.001)
    assert b"keepalive ping timeout" in line.written
    protocol.connection_lost(None)
    await settled()
    assert end.close is not None


async def test_nothing_that_a_peer_sends_is_logged(caplog: pytest.LogCaptureFixture):
    caplog.set_level("DEBUG", "uvicorn.error")
    protocol, _, _ = await opened()
    protocol.data_received(frame(TEXT, b"canary") + frame(PING, b"canary"))
    protocol.data_received(frame(CLOSE, struct.pack("!H", 1000) + b"canary"))
    await settled()
    assert "canary" not in caplog.text
