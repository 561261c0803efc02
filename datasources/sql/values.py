"""How a fact's values become a driver's and back: one function a column, found once.

SQLAlchemy knows how. Only what nearly every row has goes a shorter way here, to the same end.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import JSON, Dialect, Enum
from sqlalchemy.types import TypeEngine
from sqlmodel import UTCDateTime

from datasources.sql.documents import load_document

Turn = Callable[[Any], Any]
"""Turns one value."""
Reader = Callable[[Sequence[Any]], Iterable[Any]]
"""Turns all values of a column at once, which costs each no more than its turn."""

# As in 2026-11-21 12:00:00.000000: without the zone, which is always the same.
_MOMENT_LENGTH = 26


def reader_of(kind: TypeEngine[Any], dialect: Dialect) -> Reader | None:
    """Return what reads a column's values; None where the driver's own are right."""
    if isinstance(kind, Enum) and kind.enum_class is not None:
        members = {member.value: member for member in kind.enum_class}
        return partial(map, {None: None, **members}.__getitem__)
    if isinstance(kind, UTCDateTime):
        return _read_moments if dialect.name == "sqlite" else None
    if isinstance(kind, JSON):
        return _read_json if dialect.name == "sqlite" else None
    turn = kind.dialect_impl(dialect).result_processor(dialect, None)
    return partial(map, turn) if turn else None


def writer_of(kind: TypeEngine[Any], dialect: Dialect) -> Turn | None:
    """Return what makes a value the driver's; None where it is already."""
    if isinstance(kind, UTCDateTime) and dialect.name == "sqlite":
        return _write_moment
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _read_moments(column: Sequence[str | None]) -> list[datetime | None]:
    read = datetime.fromisoformat
    return [None if text is None else read(text + "+00:00") for text in column]


def _write_moment(moment: datetime | None) -> str | None:
    """Write a moment as text, which is in the order of time.

    Raises:
        ValueError: It has no time zone.
    """
    if moment is None:
        return None
    if moment.utcoffset() is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:_MOMENT_LENGTH]


def _read_json(column: Sequence[object]) -> list[Any]:
    """Read JSON, which SQLite keeps as text; a number alone it takes for what it is."""
    return [load_document(kept) if isinstance(kept, str) else kept for kept in column]
