"""What a kind of database has to offer: engines for readers, writers and migrations."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

WAIT_S = 5
"""How long to wait for a connection, a lock or a turn before the database counts as busy."""


@dataclass(frozen=True, slots=True)
class Engines:
    """Engines for one database.

    Attributes:
        migrator: Makes an engine for migrations alone; whoever asks for it disposes of it.
        writers: How many transactions of this process may write at once.
    """

    reader: AsyncEngine
    writer: AsyncEngine
    migrator: Callable[[], AsyncEngine]
    writers: int
