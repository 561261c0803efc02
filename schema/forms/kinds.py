"""What a field of the registry is in the graph: its type, and its values on the way out and in."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from strawberry.scalars import JSON

from datasources.facts.field import Entity, Field, FieldKind, Writer
from datasources.facts.fields import FIELDS
from schema.enums import BuildingType
from schema.money import cents_of, dollars_of
from schema.partner_enums import AccountStatus, ApplicationStatus, PayeeType

_TYPES: Mapping[FieldKind, Any] = {
    FieldKind.TEXT: str,
    FieldKind.EMAIL: str,
    FieldKind.PHONE: str,
    FieldKind.URL: str,
    FieldKind.INTEGER: int,
    FieldKind.MONEY: Decimal,
    FieldKind.DATE: date,
    FieldKind.BOOLEAN: bool,
    FieldKind.DOCUMENT: JSON,
}
# Taken from where they are described: Strawberry would describe a bare enum anew, and wordlessly.
_CHOICES = (AccountStatus, ApplicationStatus, BuildingType, PayeeType)
TEXTS = frozenset({FieldKind.TEXT, FieldKind.EMAIL, FieldKind.PHONE, FieldKind.URL})
"""Kinds of which a field says how long it may be."""


def nullable_type(field: Field) -> Any:  # noqa: ANN401 a type, or what Strawberry takes for one
    """Return the Python type that Strawberry shows a field by, or null."""
    kind = _TYPES[field.kind] if field.choices is None else _described(field.choices)
    return kind | None


def _described(choices: type[StrEnum]) -> type[StrEnum]:
    return _CHOICES[_CHOICES.index(choices)]


def writable(entity: Entity) -> Iterator[Field]:
    """Yield the fields that somebody may write, in the order of forms."""
    return (field for field in FIELDS[entity].values() if field.writer is not Writer.NOBODY)


def to_shown(field: Field, value: Any) -> Any:  # noqa: ANN401 any value of a field
    """Return a fact's value as the graph has it: cents as dollars, a stored choice as its enum."""
    if value is None:
        return None
    if field.kind is FieldKind.MONEY:
        return dollars_of(value)
    return value if field.choices is None else field.choices(value)


def of_given(field: Field, value: Any, path: str) -> Any:  # noqa: ANN401 any value of a field
    """Return a client's value as facts have it.

    Raises:
        BadInput: It is an amount that is no amount of money; limits are not looked at.
    """
    return cents_of(value, path) if field.kind is FieldKind.MONEY else value
