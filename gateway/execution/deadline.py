"""How long an operation may take."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING

from resolvers.work import Storage, Work

if TYPE_CHECKING:
    from datasources.sql.transaction import Transaction

# Longer than a commit takes on any disk that works, and than storage waits before it gives up.
_COMMIT_S = 8.0


class TimedOut(Exception):
    """An operation took too long; whatever it had not committed is undone."""


class Deadline:
    """Cancels what runs under it when its time is over.

    A commit that has begun is not given up: cancelling it would undo nothing, and the caller would
    not learn that it happened.

    Args:
        seconds: From when it is kept.
        commit_s: What a commit gets at least, with what comes after it.
    """

    def __init__(self, seconds: float, commit_s: float = _COMMIT_S) -> None:
        self._timeout = asyncio.timeout(seconds)
        self._commit_s = commit_s

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Keep the deadline for as long as the block lasts, once.

        Raises:
            TimedOut: It did not end in time.
        """
        try:
            async with self._timeout:
                yield
        except TimeoutError:
            if self._timeout.expired():
                raise TimedOut from None
            raise

    def allow_commit(self) -> None:
        """Leave time for a commit, and for telling what came of it.

        Raises:
            TimedOut: It is too late: those who wait are being told so already.
        """
        if self._timeout.expired():
            raise TimedOut
        end, soonest = self._timeout.when(), asyncio.get_running_loop().time() + self._commit_s
        if end is not None and end < soonest:
            self._timeout.reschedule(soonest)


class UnhurriedStorage:
    """Storage whose commits are finished when they have begun."""

    def __init__(self, storage: Storage, deadline: Deadline) -> None:
        self._storage = storage
        self._deadline = deadline

    def read(self) -> "AbstractAsyncContextManager[Transaction]":
        """Read at one moment; see Storage."""
        return self._storage.read()

    @asynccontextmanager
    async def write(self, organization_id: int | None = None) -> "AsyncIterator[Transaction]":
        """Write in one transaction; see Storage."""
        async with self._storage.write(organization_id) as transaction:
            yield transaction
            self._deadline.allow_commit()

    def work(self, transaction: "Transaction", organization_id: int) -> Work:
        """Return the stores of an organization over a transaction."""
        return self._storage.work(transaction, organization_id)
