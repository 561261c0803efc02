"""Types of columns that are stored alike on SQLite and PostgreSQL."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Dialect, Enum, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine
from sqlmodel import Field

_LONGEST_VALUE = 32

DOCUMENT = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""A JSON value; None is stored as NULL."""


class _List(TypeDecorator[tuple[Any, ...]]):
    """A JSON array that is read as a tuple."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return what the database has for it."""
        return dialect.type_descriptor(DOCUMENT)

    def process_result_value(
        self, value: list[Any] | None, dialect: Dialect
    ) -> tuple[Any, ...] | None:
        """Return what a fact holds."""
        del dialect
        return None if value is None else tuple(value)


LIST = _List()
"""A JSON array, as facts hold it."""


def choice(kind: type[StrEnum]) -> Enum:
    """Return the type of a column that holds an enum's values as plain text."""
    return Enum(
        kind,
        native_enum=False,
        length=_LONGEST_VALUE,
        validate_strings=True,
        values_callable=lambda members: [member.value for member in members],
    )


def organization_id() -> Any:  # noqa: ANN401 a field's description stands for any value in SQLModel
    """Return the column that says whose row it is."""
    return Field(foreign_key="organization.id")
