"""An open transaction: what stores run their statements on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Executable

from datasources.sql.connection import Bound, Connection, Row
from datasources.sql.failures import StorageFault
from datasources.sql.packing import unpacked
from datasources.sql.prepared import Prepared, prepare

Values = Mapping[str, Any]
"""The values of a statement's parameters, by their names."""
Told = Callable[[str, Bound], None]
"""Is told each statement as the driver gets it, with its values or the first of several."""

_NONE: Values = {}


class Transaction:
    """One transaction on one connection; one coroutine uses it at a time.

    Its statements are SQLAlchemy's, made once and kept. An insert or update writes the columns that
    it is given values for.

    What any method raises:

    - Conflict: A row is there already, or refers to one that is not. The transaction is lost then:
      let the exception through.
    - StorageUnavailable: The database is away or busy.
    """

    def __init__(self, connection: Connection, told: Told | None = None) -> None:
        self._connection = connection
        self._told = told

    @property
    def dialect(self) -> str:
        """The kind of database: ``sqlite`` or ``postgresql``."""
        return self._connection.dialect.name

    async def rows(self, statement: Executable, values: Values = _NONE) -> list[Row]:
        """Run a statement; return its rows, each with the values of its columns in their order."""
        prepared, [bound] = self._ready(statement, values)
        if prepared.packed is None:
            return prepared.read(await self._connection.rows(prepared.text, bound))
        return prepared.read(unpacked(await self._connection.rows(prepared.packed, bound)))

    async def run(self, statement: Executable, values: Values = _NONE) -> int:
        """Run a statement; return how many rows it changed."""
        prepared, [bound] = self._ready(statement, values)
        return await self._connection.run(prepared.text, bound)

    async def rows_of_each(self, statement: Executable, several: Sequence[Values]) -> list[Row]:
        """Run a statement for each of several values; return all rows in that order."""
        if not several:
            return []
        prepared, bound = self._ready(statement, *several)
        return prepared.read(await self._connection.rows_of_each(prepared.text, bound))

    async def run_each(self, statement: Executable, several: Sequence[Values]) -> None:
        """Run a statement for each of several values."""
        if several:
            prepared, bound = self._ready(statement, *several)
            await self._connection.run_each(prepared.text, bound)

    def _ready(self, statement: Executable, *several: Values) -> tuple[Prepared, list[Bound]]:
        prepared = prepare(statement, self._connection.dialect, tuple(several[0]))
        try:
            bound: list[Bound] = [prepared.bind(values) for values in several]
        except (ValueError, TypeError, LookupError) as error:
            # What is wrong with a value is said with the value.
            raise StorageFault(f"{type(error).__name__} in a value") from None
        if self._told is not None:
            self._told(prepared.text, bound[0])
        return prepared, bound
