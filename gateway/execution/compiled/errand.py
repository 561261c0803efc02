"""Runs coroutines that wait for loaders alone, without a task for each."""

import asyncio
from asyncio import CancelledError, Future
from collections.abc import Callable, Coroutine
from typing import Any

from resolvers.loaders.batch import Batch

Promise = Future[Any] | Batch[Any, Any]
"""What tells when something is there; all that wait for the same loader have the same batch."""


class Errand:
    """A coroutine that is run by whatever it waits for.

    It is told, asked and cancelled as a task is. While it runs, no task is the current one, so what
    needs one, such as `asyncio.timeout`, fails in it.

    Args:
        coroutine: What to run.
        arrive: Called with the errand when it has ended, never before `begin` has returned.
    """

    __slots__ = ("_arrive", "_awaited", "_cancelled", "_coroutine", "_error", "_over", "_value")

    def __init__(
        self, coroutine: Coroutine[Any, Any, Any], arrive: "Callable[[Errand], object]"
    ) -> None:
        self._coroutine = coroutine
        self._arrive = arrive
        self._awaited: Promise | None = None
        self._over = False
        self._cancelled = False
        self._error: BaseException | None = None
        self._value: Any = None

    def begin(self) -> None:
        """Run it up to what it waits for first."""
        self._step()
        self._arrive_soon()

    def cancel(self) -> None:
        """Tell it that nobody needs it any more; what it waits for is left to others."""
        if self._over:
            return
        self._awaited = None
        self._step(CancelledError())
        self._arrive_soon()

    def cancelled(self) -> bool:
        """Whether it ended because it was cancelled, or because what it waited for was."""
        return self._cancelled

    def exception(self) -> BaseException | None:
        """Return why it failed; None where it did not."""
        return self._error

    def result(self) -> Any:  # noqa: ANN401 - whatever it returned
        """Return what it returned, or raise why it failed."""
        if self._error is not None:
            raise self._error
        return self._value

    def _arrive_soon(self) -> None:
        if self._over:
            asyncio.get_running_loop().call_soon(self._arrive, self)

    def _go_on(self, awaited: Promise) -> None:
        if awaited is self._awaited:
            self._step()
            if self._over:
                self._arrive(self)
        elif isinstance(awaited, Future) and not awaited.cancelled():
            # Looked at: asyncio complains of errors that nobody has seen.
            awaited.exception()

    def _step(self, thrown: CancelledError | None = None) -> None:
        try:
            if thrown is None:
                awaited = self._coroutine.send(None)
            else:
                awaited = self._coroutine.throw(thrown)
        except StopIteration as end:
            self._over, self._value = True, end.value
        except CancelledError:
            self._over = self._cancelled = True
        except BaseException as error:
            self._over, self._error = True, error
        else:
            self._awaited = _promise(awaited)
            self._awaited.add_done_callback(self._go_on)


def _promise(awaited: Promise | None) -> Promise:
    """Return what to wait for, of what a coroutine gave its loop."""
    if isinstance(awaited, Batch):
        return awaited
    found = awaited or _a_moment()
    # What tasks tell futures by that somebody waits who knows how to.
    found._asyncio_future_blocking = False  # noqa: SLF001
    return found


def _a_moment() -> "Future[None]":
    """Return what is there in the next round of the loop, for whoever waits for nothing else."""
    moment = asyncio.get_running_loop().create_future()
    moment.set_result(None)
    return moment
