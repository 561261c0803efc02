"""What a connection to any of our databases does, whichever driver is behind it."""

from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import Dialect

Row = tuple[Any, ...]
Bound = Sequence[Any]
"""The values of a statement, in the order of its parameters, as the driver takes them."""


class Connection(Protocol):
    """One connection, in one transaction at a time; what goes wrong is told in our words.

    Attributes:
        dialect: In which statements are written for it.
    """

    dialect: Dialect

    @property
    def usable(self) -> bool:
        """Whether it may be used once more, now that its transaction is over."""

    async def begin(self) -> None:
        """Begin a transaction, at the latest with its first statement."""

    async def rows(self, text: str, values: Bound) -> Sequence[Row]:
        """Run a statement; return its rows."""

    async def run(self, text: str, values: Bound) -> int:
        """Run a statement; return how many rows it changed."""

    async def rows_of_each(self, text: str, several: Sequence[Bound]) -> Sequence[Row]:
        """Run a statement for each of several lists of values; return all rows in that order."""

    async def run_each(self, text: str, several: Sequence[Bound]) -> None:
        """Run a statement for each of several lists of values."""

    async def commit(self) -> None:
        """End the transaction; what it wrote stays."""

    async def rollback(self) -> None:
        """End the transaction without a trace; whether that worked, `usable` tells."""

    async def close(self) -> None:
        """Close the connection, whatever state it is in."""
