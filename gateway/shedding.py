"""Refuses, at once and cheaply, what a server with too much in hand would answer too late."""

import asyncio
from collections.abc import Callable, Collection, Hashable
from functools import partial

import orjson
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.execution.codes import Code
from gateway.execution.failures import Answer, Failure
from gateway.observing.record import noted
from gateway.request_id import request_id_of
from gateway.turns import Turns

# As much as the largest body; what is longer is refused by whoever reads it.
_MOST_BYTES = 200_000
_RETRY_AFTER_S = "1"
_TOO_MANY = "Too many requests are under way here; ask again in a moment."
_TOO_SLOW = "The request did not arrive in time."


class Shedding:
    """Lets requests take turns, and refuses those that would have to wait for too long.

    A turn lasts from the moment that a request has arrived until its answer begins: clients that
    send or read slowly keep nobody waiting. Nothing of a refused request has happened.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        turns: Turns,
        exempt: Collection[str],
        caller: Callable[[Scope], Hashable] = lambda _: None,
        arrival_s: float,
    ) -> None:
        """Stand before an application.

        Args:
            app: What answers.
            turns: How much at once.
            exempt: Paths of what must be answered however much there is to do.
            caller: Tells callers apart, each of whom waits in a line of its own.
            arrival_s: How long a request may take to arrive.
        """
        self._app = app
        self._turns = turns
        self._exempt = frozenset(exempt)
        self._caller = caller
        self._arrival_s = arrival_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or scope["path"] in self._exempt:
            await self._app(scope, receive, send)
            return
        caller = self._caller(scope)
        if not self._turns.may_wait(caller):
            await _busy(scope)(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._arrival_s):
                arrived = await _arrival(receive)
        except TimeoutError:
            await _late(scope)(scope, receive, send)
            return
        if await self._turns.take(caller):
            await self._answer(scope, _replayed(arrived, receive), send)
        else:
            await _busy(scope)(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_turn = True

        def end_turn() -> None:
            nonlocal has_turn
            if has_turn:
                has_turn = False
                self._turns.give_back()

        async def send_after_turn(message: Message) -> None:
            end_turn()
            await send(message)

        try:
            await self._app(scope, receive, send_after_turn)
        finally:
            end_turn()


async def _arrival(receive: Receive) -> list[Message]:
    """Wait until a request is there with its body, or with more than a body may be."""
    messages: list[Message] = []
    size = 0
    while size <= _MOST_BYTES:
        message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    return messages


def _replayed(messages: list[Message], receive: Receive) -> Receive:
    """Return what hands out messages that came already, and then those that come."""
    waiting = iter(messages)

    async def replay() -> Message:
        return next(waiting, None) or await receive()

    return replay


def _refusal(
    scope: Scope, *, status: int, code: Code, words: str, headers: dict[str, str]
) -> Response:
    noted().note_codes([code])
    body = Answer(executed=False, failures=[Failure(words, code)]).body(request_id_of(scope))
    always = {"cache-control": "no-store"}
    return Response(orjson.dumps(body), status, always | headers, media_type="application/json")


_busy = partial(
    _refusal,
    status=503,
    code=Code.OVERLOADED,
    words=_TOO_MANY,
    headers={"retry-after": _RETRY_AFTER_S},
)
_late = partial(
    _refusal,
    status=408,
    code=Code.TIMEOUT,
    words=_TOO_SLOW,
    headers={"connection": "close"},
)
