"""One operation of a connection: what comes of it, and an end that says which way it ended."""

import asyncio
from asyncio import Task
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, replace

from datasources.facts.errors import Forbidden, StorageUnavailable
from gateway.execution.asking import Asked
from gateway.execution.codes import Code
from gateway.execution.deadline import Deadline, TimedOut, UnhurriedStorage
from gateway.execution.engine import Answers
from gateway.execution.errors import log_bug
from gateway.execution.failures import OUR_FAULT, Answer, Failure, NotRun, Refused
from gateway.execution.orders import Operation
from gateway.execution.refusals import LATE, overloaded, refusal_of
from gateway.observing.desks import note_caller, watched
from gateway.observing.record import Record
from gateway.sockets.closing import FORBIDDEN, Ended
from gateway.sockets.identity import Identity
from gateway.sockets.means import Means
from gateway.sockets.outbox import Outbox
from gateway.wiring import NotReady
from resolvers.desk import Desk
from schema.context import Context


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client wants.

    Attributes:
        id: By which it tells this operation from its others.
        record: Notes what becomes of it; its id is the request's.
    """

    id: str
    asked: Asked
    identity: Identity
    record: Record


class Run:
    """An operation under way.

    Args:
        wanted: What it is.
        means: What it is run with.
        outbox: Sends.

    Attributes:
        over: Whether its last message is sent or being sent: the client may use the id again.
    """

    def __init__(self, wanted: Wanted, means: Means, outbox: Outbox) -> None:
        self.id = wanted.id
        self.over = False
        self._wanted = wanted
        self._means = means
        self._outbox = outbox
        self._may_follow = True
        self._following: Task[None] | None = None

    def stop(self) -> None:
        """Send no more of it. A query or a mutation that has begun runs to its end."""
        self.over = True
        self.stop_following()

    def stop_following(self) -> None:
        """Send no more of it if it is a subscription."""
        self._may_follow = False
        if self._following is not None:
            self._following.cancel()

    async def run(self) -> None:
        """Run it to its end.

        Raises:
            Ended: The connection has to end: its key is not in force any more, or nobody reads.
        """
        with self._means.journal.kept(self._wanted.record):
            begun = await self._begun()
            if isinstance(begun, Answer):
                self._wanted.record.note_codes(failure.code for failure in begun.failures)
                await self._send(begun)
            else:
                await self._follow(begun)

    async def _begun(self) -> Answer | Answers:
        try:
            async with self._turn():
                return await self._begin()
        except Ended:
            raise
        except Exception as error:
            return Answer(executed=False, failures=[_failure(error, self._wanted.record.id)])

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Wait for a turn: all that a process has in hand takes one, whichever way it came."""
        turns = self._means.turns
        if not await turns.take(self._wanted.identity.key):
            raise overloaded()
        try:
            yield
        finally:
            turns.give_back()

    async def _begin(self) -> Answer | Answers:
        means, identity, request_id = self._means, self._wanted.identity, self._wanted.record.id
        deadline = Deadline(means.terms.timeout_s)
        async with deadline.kept():
            desk = await self._desk()
            meter = means.terms.metering(desk.principal, identity.address)
            if meter is not None:
                await meter.enter()
            operation = self._wanted.asked.operation(means.terms.library, request_id)
            with means.services.scope(self._timed(operation, desk, deadline)) as scope:
                context = Context(scope, request_id, meter.allowance if meter else None)
                return await means.engine.begin(operation, context, meter)

    async def _desk(self) -> Desk:
        """Return a desk for this operation alone."""
        identity, request_id = self._wanted.identity, self._wanted.record.id
        try:
            desk = await self._means.services.desk(identity.headers, request_id, identity.address)
        except Forbidden as error:
            raise Ended(FORBIDDEN) from error
        if desk is None:
            raise StorageUnavailable("Storage is not open.")
        if desk.principal is None:
            raise Ended(FORBIDDEN)
        note_caller(desk, identity.headers)
        return desk

    def _timed(self, operation: Operation, desk: Desk, deadline: Deadline) -> Desk:
        # What may last for hours has no deadline, and is not noted piece by piece.
        if self._means.engine.follows(operation):
            return desk
        return watched(replace(desk, database=UnhurriedStorage(desk.database, deadline)))

    async def _follow(self, answers: Answers) -> None:
        self._following = asyncio.current_task()
        async with aclosing(answers):
            if not self._may_follow:
                return
            async for answer in answers:
                await self._wanted.identity.check()
                self._wanted.record.note_kinds(each.code for each in answer.failures)
                if not answer.executed:
                    await self._send(answer)
                    return
                await self._tell("next", payload=answer.body(self._wanted.record.id))
                # Where many events are there at once, others are served in between.
                await asyncio.sleep(0)
        await self._end("complete")

    async def _send(self, answer: Answer) -> None:
        """Send the only answer, or why there are none."""
        body = answer.body(self._wanted.record.id)
        if answer.executed:
            await self._tell("next", payload=body)
            await self._end("complete")
        else:
            await self._end("error", payload=body["errors"])

    async def _end(self, kind: str, **members: object) -> None:
        if not self.over:
            self.over = True
            await self._pass_on(kind, **members)

    async def _tell(self, kind: str, **members: object) -> None:
        if not self.over:
            await self._pass_on(kind, **members)

    async def _pass_on(self, kind: str, **members: object) -> None:
        self._wanted.record.size += await self._outbox.tell(kind, id=self.id, **members)


def _failure(error: Exception, request_id: str) -> Failure:
    match error:
        case NotRun():
            return error.failure
        case TimedOut():
            return LATE
        case NotReady() | StorageUnavailable():
            return _failure(refusal_of(error), request_id)
        case Refused():
            # What stands in a header over HTTP.
            after = error.headers.get("retry-after")
            return replace(error.failure, details={"retryAfter": int(after)} if after else None)
    log_bug(error, request_id)
    return Failure(OUR_FAULT, Code.INTERNAL)
