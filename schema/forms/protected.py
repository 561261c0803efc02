"""Refuses by name what clients know of an object but cannot change."""

from collections.abc import Callable, Mapping
from inspect import get_annotations
from typing import Any, TypeVar

import strawberry
from strawberry.scalars import JSON

from datasources.facts.application_refusals import ProtectedField
from datasources.facts.field import Entity, Writer
from datasources.facts.fields import FIELDS, camel_case
from datasources.facts.text import Text

T = TypeVar("T")

_Anything = strawberry.Maybe[JSON | None]

Hints = Mapping[str, str]
"""What to do instead, or why not, by snake-case name."""
NEVER = "it never changes"
BY_ITSELF = "it changes by itself"


def protected(entity: Entity, **hints: str) -> Hints:
    """Return what cannot be changed: what nobody writes, and more.

    Args:
        entity: Whose fields.
        hints: For these, and for names that the registry does not have.
    """
    nobodys = (each.name for each in FIELDS[entity].values() if each.writer is Writer.NOBODY)
    return {**dict.fromkeys(nobodys, BY_ITSELF), **hints}


def refuses(hints: Hints) -> Callable[[type[T]], type[T]]:
    """Let an input have fields only to say that they are protected; they take any value.

    It stands below ``strawberry.input``. They are deprecated, so that clients are not shown them
    unless they ask.
    """

    def add(kind: type[T]) -> type[T]:
        annotations = get_annotations(kind)
        for name, hint in hints.items():
            annotations[name] = _Anything
            field: Any = strawberry.field(
                default=None,
                description="Always refused.",
                deprecation_reason=f"Protected: {hint}.",
            )
            setattr(kind, name, field)
        kind.__annotations__ = annotations
        return kind

    return add


def refuse_protected(given: object, hints: Hints, path: str) -> None:
    """Refuse an input that says something of a protected field, even that it is null.

    Args:
        given: The input.
        hints: What it refuses.
        path: Where the input stands in the arguments, as ``input.customer``.

    Raises:
        ProtectedField: It does.
    """
    for name, hint in hints.items():
        if getattr(given, name) is not None:
            shown = camel_case(name)
            message = Text(
                f"{shown} cannot be changed here: {hint}.", f"{shown} no se puede cambiar aquí."
            )
            raise ProtectedField(message, f"{path}.{shown}")
