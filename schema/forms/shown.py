"""Shows the fields of the registry on types of the graph."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from inspect import get_annotations
from typing import Any, Protocol, TypeVar

import strawberry

from datasources.facts.field import Entity, Field, FieldKind
from datasources.facts.fields import FIELDS
from resolvers.rules.form_values import Fact, value_of
from schema.forms.kinds import nullable_type, to_shown

T = TypeVar("T", bound="_OfFact")


class _OfFact(Protocol):
    @property
    def fact(self) -> Any: ...  # noqa: ANN401 the fact of the type's own kind


def shows(entity: Entity, *, without: Collection[str] = ()) -> Callable[[type[T]], type[T]]:
    """Give a type whose instances have a ``fact`` a nullable field for each line of the registry.

    It stands below ``strawberry.type``. What the type defines itself stays as it is there, and
    lists are left to it.

    Args:
        entity: Whose fields.
        without: Names of fields that are not shown, or that a subclass shows in its own way.
    """

    def add(kind: type[T]) -> type[T]:
        annotations = get_annotations(kind)
        own = {*annotations, *vars(kind), *without}
        for field in FIELDS[entity].values():
            if field.name not in own and field.kind is not FieldKind.LIST:
                annotations[field.name] = nullable_type(field)
                setattr(kind, field.name, _shown(field))
        kind.__annotations__ = annotations
        return kind

    return add


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads a value off an object's fact when it is asked for.

    The objects are made by the hundred, and of some fifty values a client wants a few.
    """

    field: Field

    def __get__(self, owner: _OfFact | None, kind: type) -> Any:  # noqa: ANN401 any value
        if owner is None:
            return self
        fact: Fact = owner.fact
        return to_shown(self.field, value_of(fact, self.field.name))


def _shown(field: Field) -> Any:  # noqa: ANN401 Strawberry types its fields as what they hold
    told = f"{field.description.rstrip('.')}; null: not known."
    # A default stays on the class as it is, and what is not set by `__init__` is then read off it.
    shown: Any = strawberry.field(default=_Reading(field), description=told)
    shown.init = False
    return shown
