"""Writes as one transaction, or on a dry run tries and leaves no trace."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from resolvers.desk import Desk
from resolvers.work import Work


class _DryRun(Exception):
    """Ends a transaction without a trace, once the answer is there."""


@asynccontextmanager
async def work_of(desk: Desk, organization_id: int, *, dry_run: bool) -> AsyncIterator[Work]:
    """Give a block the stores of one organization; all it writes stays, or on a dry run nothing.

    Raises:
        StorageUnavailable: Storage is away or busy.
    """
    with suppress(_DryRun):
        async with desk.database.write(organization_id) as writing:
            yield desk.database.work(writing, organization_id)
            if dry_run:
                raise _DryRun
