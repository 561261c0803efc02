"""Sends answers as server-sent events, as they come.

The form is that of graphql-sse with a connection for each operation: ``next`` for an answer, then
``complete``. A stream that ends without it was cut off, and is to be asked for again.
"""

import asyncio
from asyncio import Future, Task
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from gateway.execution.engine import Answers
from gateway.execution.failures import Answer, Failure
from gateway.execution.media_types import EVENTS
from gateway.observing.record import noted

_QUIET = b":\n\n"
_COMPLETE = b"event: complete\ndata:\n\n"

Reason = Callable[[], Awaitable[Failure | None]]
"""Returns why a caller may be told no more; None: it may."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a stream waits.

    Attributes:
        look_s: Before it looks whether the caller may go on: with the three seconds for which keys
            are remembered, that is within five of a key's end.
        quiet_looks: How many of these without an answer before it says that it is still there:
            proxies hang up on what says nothing for longer.
        send_s: For a client that does not read, before it gives up.
    """

    look_s: float = 1.5
    quiet_looks: int = 8
    send_s: float = 20.0


_USUAL = Pace()


async def once(answer: Answer) -> AsyncGenerator[Answer, None]:
    """Return one answer as those of a subscription come."""
    yield answer


class EventStream(Response):
    """An answer of HTTP that lasts until the operation ends, or one of its two sides.

    Args:
        answers: What is sent.
        request_id: Of the request.
        reason: Asked before each answer, and now and then in between.
        ending: Set when the server ends.
        pace: How long it waits.
    """

    media_type = EVENTS

    def __init__(
        self,
        answers: Answers,
        request_id: str,
        reason: Reason,
        ending: asyncio.Event,
        pace: Pace = _USUAL,
    ) -> None:
        # Proxies that gather an answer before they pass it on would hold back every event.
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        super().__init__(headers=headers)
        del self.headers["content-length"]
        self._answers = answers
        self._request_id = request_id
        self._reason = reason
        self._ending = ending
        self._pace = pace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what comes."""
        del scope
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        cut = [asyncio.create_task(_gone(receive)), asyncio.create_task(self._ending.wait())]
        frames = self._frames(cut)
        try:
            async for frame in frames:
                async with asyncio.timeout(self._pace.send_s):
                    await send({"type": "http.response.body", "body": frame, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:
            return
        finally:
            await frames.aclose()
            for task in cut:
                task.cancel()

    async def _frames(self, cut: "list[Task[bool]]") -> AsyncGenerator[bytes, None]:
        """Yield what is sent, up to the end or until one of some tasks is done."""
        coming: Task[Answer | None] = asyncio.create_task(_next(self._answers))
        quiet = 0
        try:
            while not await self._is_cut(cut, coming):
                if failure := await self._reason():
                    yield self._frame(Answer(executed=False, failures=[failure])) + _COMPLETE
                    return
                quiet = 0 if coming.done() else quiet + 1
                if quiet == self._pace.quiet_looks:
                    quiet = 0
                    yield _QUIET
                if not coming.done():
                    continue
                answer = coming.result()
                if answer is None:
                    yield _COMPLETE
                    return
                yield self._frame(answer)
                coming = asyncio.create_task(_next(self._answers))
        finally:
            coming.cancel()
            await asyncio.wait([coming])
            await self._answers.aclose()

    async def _is_cut(self, cut: "list[Task[bool]]", coming: "Future[Answer | None]") -> bool:
        """Wait a moment for an answer; tell whether the stream was cut meanwhile."""
        waited: list[Future[Any]] = [*cut, coming]
        await asyncio.wait(waited, timeout=self._pace.look_s, return_when=asyncio.FIRST_COMPLETED)
        return any(task.done() for task in cut)

    def _frame(self, answer: Answer) -> bytes:
        noted().note_kinds(failure.code for failure in answer.failures)
        return b"event: next\ndata: %b\n\n" % orjson.dumps(answer.body(self._request_id))


async def _next(answers: Answers) -> Answer | None:
    return await anext(answers, None)


async def _gone(receive: Receive) -> bool:
    """Return True when the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    return True
