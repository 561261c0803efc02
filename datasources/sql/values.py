"""How a fact's values become a driver's and back: one function a column, found once.

SQLAlchemy knows how. Only what nearly every row has goes a shorter way here, to the same end.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Dialect, Enum
from sqlalchemy.types import TypeEngine
from sqlmodel import UTCDateTime

from datasources.sql.documents import load_document

Turn = Callable[[Any], Any]

# As in 2026-11-21 12:00:00.000000: without the zone, which is always the same.
_MOMENT_LENGTH = 26


def reader_of(kind: TypeEngine[Any], dialect: Dialect) -> Turn | None:
    """Return what reads a column's values; None where the driver's own are right."""
    if isinstance(kind, Enum) and kind.enum_class is not None:
        members = {member.value: member for member in kind.enum_class}
        return {None: None, **members}.__getitem__
    if isinstance(kind, UTCDateTime):
        return _read_moment if dialect.name == "sqlite" else None
    if isinstance(kind, JSON):
        return _read_json if dialect.name == "sqlite" else None
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def writer_of(kind: TypeEngine[Any], dialect: Dialect) -> Turn | None:
    """Return what makes a value the driver's; None where it is already."""
    if isinstance(kind, UTCDateTime) and dialect.name == "sqlite":
        return _write_moment
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _read_moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text + "+00:00")


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


def _read_json(kept: object) -> Any:  # noqa: ANN401 JSON is any value
    """Read JSON, which SQLite keeps as text; a number alone it takes for what it is."""
    return load_document(kept) if isinstance(kept, str) else kept
