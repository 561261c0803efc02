"""Accepts the fields of the registry in inputs of the graph."""

from collections.abc import Callable, Iterator
from inspect import get_annotations
from typing import Any, TypeVar

import strawberry

from datasources.facts.field import Entity, Field, FieldKind, Writer
from datasources.facts.fields import camel_case
from resolvers.rules.patches import Values
from schema.forms.kinds import TEXTS, nullable_type, of_given, writable

T = TypeVar("T")

_maybe: Any = strawberry.Maybe
"""Strawberry's own for types that are made while running; checkers know it as an alias."""


def accepts(entity: Entity, *, clears: bool = True) -> Callable[[type[T]], type[T]]:
    """Give an input a field for each line of the registry that somebody may write.

    It stands below ``strawberry.input``. What the input defines itself stays as it is there.

    Args:
        entity: Whose fields.
        clears: Whether null says something else than leaving a field out.
    """

    def add(kind: type[T]) -> type[T]:
        annotations = get_annotations(kind)
        for field in writable(entity):
            if field.name not in annotations:
                shown = nullable_type(field)
                annotations[field.name] = _maybe[shown] if clears else shown
                default = None if clears else strawberry.UNSET
                told = " ".join(_told(field, clears=clears))
                setattr(kind, field.name, strawberry.field(default=default, description=told))
        kind.__annotations__ = annotations
        return kind

    return add


def values_of(given: object, entity: Entity, path: str) -> Values:
    """Return what an input that accepts fields says of them, in the facts' own types.

    What was left out is absent, what is to be cleared is None. Limits are not looked at.

    Args:
        given: The input.
        entity: Whose fields it accepts.
        path: Where the input stands in the arguments, as ``input.customer``.

    Raises:
        BadInput: An amount has parts of a cent, or is absurd.
    """
    values: dict[str, Any] = {}
    for field in writable(entity):
        said = getattr(given, field.name)
        if said is None or said is strawberry.UNSET:
            continue
        value = said.value if isinstance(said, strawberry.Some) else said
        place = f"{path}.{camel_case(field.name)}"
        values[field.name] = None if value is None else of_given(field, value, place)
    return values


def _told(field: Field, *, clears: bool) -> Iterator[str]:
    """Yield the sentences that tell clients of a field."""
    yield field.description
    if field.kind in TEXTS:
        yield f"At most {field.longest} characters."
    if field.kind is FieldKind.INTEGER:
        yield f"{field.least} to {field.most}."
    if field.required and clears:
        yield "Not null."
    if field.writer is Writer.ADMINISTRATOR:
        yield "Only for keys with the scope admin."
