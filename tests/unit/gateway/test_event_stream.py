"""Server-sent events: what is sent, and whatever ends a stream."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from typing import Any

from gateway.execution.event_stream import EventStream, Pace, once
from gateway.execution.failures import Answer, Failure

ID = "request-1"
QUICK = Pace(look_s=0.01, quiet_looks=2, send_s=0.05)
ONE, TWO = Answer(executed=True, data={"n": 1}), Answer(executed=True, data={"n": 2})
FRAMES = [b'event: next\ndata: {"data":{"n":%d}}\n\n' % number for number in (1, 2)]
COMPLETE, QUIET = b"event: complete\ndata:\n\n", b":\n\n"


class Source:
    """Answers that come when they are told to; knows whether anybody still wants them."""

    def __init__(self, *answers: Answer, lasting: bool = False) -> None:
        self.answers = list(answers)
        self.lasting = lasting
        self.closed = False

    async def coming(self) -> AsyncGenerator[Answer, None]:
        try:
            for answer in self.answers:
                yield answer
            if self.lasting:
                await asyncio.Event().wait()
        finally:
            self.closed = True


class Client:
    """Reads a stream; hangs up when it is told to, and may stop reading."""

    def __init__(self, stream: EventStream) -> None:
        self._stream = stream
        self.gone = asyncio.Event()
        self.reads = asyncio.Event()
        self.reads.set()
        self.sent: list[dict[str, Any]] = []
        self._came = asyncio.Event()

    async def read(self) -> list[bytes]:
        """Read to the end; return the frames."""
        async with asyncio.timeout(10):
            await self._stream({"type": "http"}, self._receive, self._send)
        return self.frames

    async def until(self, claim: Callable[[], bool]) -> None:
        """Wait until something is true of what came."""
        while not claim():
            self._came.clear()
            await self._came.wait()

    @property
    def frames(self) -> list[bytes]:
        return [each["body"] for each in self.sent[1:] if each["body"]]

    async def _receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        await self.reads.wait()
        self.sent.append(message)
        self._came.set()


async def nothing() -> Failure | None:
    return None


def stream(source: Source, reason: Any = nothing, ending: asyncio.Event | None = None) -> Client:
    made = EventStream(source.coming(), ID, reason, ending or asyncio.Event(), QUICK)
    return Client(made)


async def test_answers_come_one_by_one_and_then_it_is_complete():
    source = Source(ONE, TWO)
    client = stream(source)
    assert await client.read() == [*FRAMES, COMPLETE]
    assert [each.get("more_body") for each in client.sent[1:]] == [True, True, True, False]
    assert source.closed


async def test_one_answer_comes_as_those_of_a_subscription():
    client = Client(EventStream(once(ONE), ID, nothing, asyncio.Event(), QUICK))
    assert await client.read() == [FRAMES[0], COMPLETE]


async def test_it_begins_before_anything_has_happened():
    client = stream(Source(lasting=True))
    task = asyncio.create_task(client.read())
    async with asyncio.timeout(10):
        await client.until(lambda: QUIET in client.frames)
    start = client.sent[0]
    headers = dict(start["headers"])
    assert (start["status"], headers[b"content-type"]) == (200, b"text/event-stream; charset=utf-8")
    assert b"content-length" not in headers
    client.gone.set()
    await task


async def test_a_client_that_has_gone_is_told_nothing_more():
    source = Source(ONE, lasting=True)
    client = stream(source)
    client.gone.set()
    assert COMPLETE not in await client.read()
    assert source.closed


async def test_a_server_that_ends_cuts_it_off_without_saying_that_it_is_complete():
    source, ending = Source(ONE, lasting=True), asyncio.Event()
    client = stream(source, ending=ending)
    task = asyncio.create_task(client.read())
    async with asyncio.timeout(10):
        await client.until(lambda: FRAMES[0] in client.frames)
    ending.set()
    await task
    assert COMPLETE not in client.frames
    assert client.sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}
    assert source.closed


async def test_whoever_may_not_go_on_is_told_why_and_nothing_else():
    source = Source(ONE, lasting=True)

    async def revoked() -> Failure | None:
        return Failure("Not any more.", "UNAUTHENTICATED")

    told, complete = (await stream(source, revoked).read())[0].split(b"\n\n", 1)
    assert b'"code":"UNAUTHENTICATED","requestId":"request-1"' in told
    assert b'"n":1' not in told
    assert complete == COMPLETE
    assert source.closed


async def test_it_looks_in_between_whether_the_caller_may_go_on():
    source, looks = Source(lasting=True), 0

    async def later() -> Failure | None:
        nonlocal looks
        looks += 1
        return Failure("Not any more.", "UNAUTHENTICATED") if looks > 3 else None

    frames = await stream(source, later).read()
    assert frames[-1].endswith(COMPLETE)
    assert source.closed


async def test_a_client_that_does_not_read_is_given_up():
    source = Source(ONE, TWO, lasting=True)
    client = stream(source)
    task = asyncio.create_task(client.read())
    async with asyncio.timeout(10):
        await client.until(lambda: bool(client.sent))
    client.reads.clear()
    await task
    assert source.closed


async def test_whoever_gives_up_a_stream_takes_its_source_along():
    source = Source(ONE, lasting=True)
    task = asyncio.create_task(stream(source).read())
    await asyncio.sleep(0.01)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert source.closed
    assert asyncio.all_tasks() == {asyncio.current_task()}
