"""Types of columns that are stored alike on SQLite and PostgreSQL."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Enum
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

_LONGEST_VALUE = 32

DOCUMENT = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""A JSON value; None is stored as NULL."""


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
