"""What a kind of database has to offer: connections to read and write, an engine to change it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from datasources.sql.pool import Pool


@dataclass(frozen=True, slots=True)
class Backend:
    """One database.

    Attributes:
        readers: Their transactions see one moment and write nothing.
        migrator: Makes an engine for migrations alone; whoever asks for it disposes of it.
    """

    readers: Pool
    writers: Pool
    migrator: Callable[[], AsyncEngine]
