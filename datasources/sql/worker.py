"""A thread that does one job after another, for the event loop that waits for them."""

import asyncio
from asyncio import Future
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

R = TypeVar("R")
Job = Callable[[], Any]


class Worker:
    """Does jobs on a thread of its own, in the order they come.

    A job that nobody waits for any more is done all the same: the next one begins after it.
    """

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[tuple[Job, Future[Any] | None] | None] = SimpleQueue()
        # Or a worker that nobody stopped would keep the process alive.
        Thread(target=self._work, name=name, daemon=True).start()

    def do(self, job: Callable[[], R]) -> "Future[R]":
        """Do a job; the future brings what it returns or raises."""
        future: Future[R] = asyncio.get_running_loop().create_future()
        self._jobs.put((job, future))
        return future

    def do_unwatched(self, job: Job) -> None:
        """Do a job that returns nothing, and whose failure the next one will notice."""
        self._jobs.put((job, None))

    def stop(self) -> None:
        """End the thread after what there is to do."""
        self._jobs.put(None)

    def _work(self) -> None:
        while (given := self._jobs.get()) is not None:
            _do(*given)
            # Or what the job holds would be kept until the next one comes.
            del given


def _do(job: Job, future: "Future[Any] | None") -> None:
    try:
        result = job()
    except BaseException as error:
        _tell(future, _fail, error)
    else:
        _tell(future, _settle, result)


def _tell(future: "Future[Any] | None", how: Callable[..., None], what: object) -> None:
    if future is not None:
        # A loop that was closed meanwhile waits for nothing.
        with suppress(RuntimeError):
            future.get_loop().call_soon_threadsafe(how, future, what)


def _settle(future: "Future[Any]", result: object) -> None:
    if not future.done():
        future.set_result(result)


def _fail(future: "Future[Any]", error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)
