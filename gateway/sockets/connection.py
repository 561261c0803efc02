"""One connection of a client that was let in.

Strawberry has a handler of this protocol; it closes the connection at the first syntax error, makes
one context for all operations, and knows nothing of our engine. So this one is our own.
"""

import asyncio
from asyncio import Future, Task
from collections.abc import Coroutine
from typing import Any

from gateway.execution.codes import Code
from gateway.execution.errors import log_bug
from gateway.execution.failures import Failure
from gateway.observing.record import OVER_SOCKET, Record
from gateway.request_id import request_id_on
from gateway.sockets.closing import BROKEN, INITIALISED_TWICE, LEAVING, Close, Ended, taken
from gateway.sockets.greeting import pong
from gateway.sockets.identity import Identity
from gateway.sockets.inbox import Gone, Inbox
from gateway.sockets.means import Means
from gateway.sockets.messages import Complete, Init, Ping, Subscribe
from gateway.sockets.operations import Run, Wanted
from gateway.sockets.outbox import Outbox

MOST_OPERATIONS = 20
# With the three seconds for which keys are remembered, within five of a key's end.
_LOOK_S = 1.5


class Connection:
    """Serves a client until one of both sides ends it.

    Args:
        means: What it is served with.
        identity: Who it is.
        record: Of the connection.
        inbox: Reads.
        outbox: Sends.

    Attributes:
        operations: How many came.
    """

    def __init__(
        self, means: Means, identity: Identity, record: Record, inbox: Inbox, outbox: Outbox
    ) -> None:
        self.operations = 0
        self._means = means
        self._identity = identity
        self._record = record
        self._inbox = inbox
        self._outbox = outbox
        self._runs: dict[Task[None], Run] = {}
        self._by_id: dict[str, Run] = {}
        self._broken: Future[BaseException] = asyncio.get_running_loop().create_future()

    async def serve(self) -> int:
        """Serve to the end; return the code of the close."""
        try:
            close = await self._reason_to_end()
            if close is LEAVING:
                await self._finish()
            await self._outbox.close(close)
            for run in self._runs.values():
                run.stop()
            # The end of what changes something is waited for: it may be committing.
            await self._finish()
            return close.code
        finally:
            for task in self._runs:
                task.cancel()
            await asyncio.gather(*self._runs, return_exceptions=True)

    async def _reason_to_end(self) -> Close:
        sides: tuple[Coroutine[Any, Any, None], ...] = self._read(), self._watch(), self._leave()
        tasks = [asyncio.create_task(side) for side in sides]
        try:
            waited: list[Future[Any]] = [self._broken, *tasks]
            await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
            ended = [task.exception() for task in tasks if task.done()]
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return self._close_for(self._broken.result() if self._broken.done() else ended[0])

    def _close_for(self, error: BaseException | None) -> Close:
        if isinstance(error, Ended):
            return error.close
        if isinstance(error, Gone):
            if error.code == LEAVING.code:
                return LEAVING
            self._outbox.lose()
            return Close(error.code, "")
        if error is not None:
            log_bug(error, self._record.id)
        return BROKEN

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_S)
            await self._identity.check()

    async def _leave(self) -> None:
        await self._means.services.ending.wait()
        raise Ended(LEAVING)

    async def _read(self) -> None:
        while True:
            message = await self._inbox.next()
            match message:
                case Init():
                    raise Ended(INITIALISED_TWICE)
                case Ping():
                    await pong(self._outbox, message)
                case Subscribe():
                    await self._begin(message)
                case Complete(id):
                    if run := self._by_id.pop(id, None):
                        run.stop()

    async def _begin(self, message: Subscribe) -> None:
        earlier = self._by_id.get(message.id)
        if earlier is not None and not earlier.over:
            raise Ended(taken(message.id))
        self.operations += 1
        request_id = request_id_on(self._record.id, self.operations)
        record = Record(request_id, OVER_SOCKET, path=self._record.path)
        if len(self._runs) >= MOST_OPERATIONS:
            await self._refuse(message, record)
            return
        wanted = Wanted(message.id, message.asked, self._identity, record)
        run = self._by_id[message.id] = Run(wanted, self._means, self._outbox)
        task = asyncio.create_task(run.run())
        self._runs[task] = run
        task.add_done_callback(self._ended)

    async def _refuse(self, message: Subscribe, record: Record) -> None:
        text = f"At most {MOST_OPERATIONS} operations are served at once on a connection."
        failure = Failure(text, Code.RATE_LIMITED)
        with self._means.journal.kept(record):
            record.note_codes([failure.code])
            payload = [failure.formatted(record.id)]
            record.size += await self._outbox.tell("error", id=message.id, payload=payload)

    def _ended(self, task: Task[None]) -> None:
        run = self._runs.pop(task)
        if self._by_id.get(run.id) is run:
            del self._by_id[run.id]
        error = None if task.cancelled() else task.exception()
        if error is not None and not self._broken.done():
            self._broken.set_result(error)

    async def _finish(self) -> None:
        """Wait for the end of everything that ends by itself."""
        for run in self._runs.values():
            run.stop_following()
        if self._runs:
            await asyncio.wait(list(self._runs))
