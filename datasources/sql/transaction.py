"""An open transaction: what stores run their statements on."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Executable, RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from datasources.sql.failures import in_our_words

Values = Mapping[str, Any] | Sequence[Mapping[str, Any]]
"""What a statement's parameters are: of one row or of several."""


class Transaction:
    """One transaction on one connection; one coroutine uses it at a time."""

    def __init__(self, connection: AsyncConnection, *, writing: bool) -> None:
        self._connection = connection
        self._writing = writing

    @property
    def dialect(self) -> str:
        """The kind of database: ``sqlite`` or ``postgresql``."""
        return self._connection.dialect.name

    async def run(self, statement: Executable, values: Values | None = None) -> CursorResult[Any]:
        """Run a statement.

        Raises:
            Conflict: A row is there already, or refers to one that is not. The transaction is
                lost then: let the exception through.
            StorageUnavailable: The database is away or busy.
        """
        with in_our_words(writing=self._writing):
            return await self._connection.execute(statement, values)

    async def rows(
        self, statement: Executable, values: Values | None = None
    ) -> Sequence[RowMapping]:
        """Run a statement and return its rows by column."""
        return (await self.run(statement, values)).mappings().all()
