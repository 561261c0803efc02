"""What a mutation changed, value by value."""

from typing import Self

import strawberry
from strawberry.scalars import JSON

from datasources.facts import check
from schema.ids import global_id

_NAMES_OF_ENUMS = frozenset({"building_type", "status"})
"""Fields whose values clients know by the names of an enum."""


@strawberry.type(description="One stored value that changed, or on a dry run would.")
class FieldChange:
    """One stored value that changed."""

    entity: str = strawberry.field(
        description="What it belongs to: `Customer`, `CustomerDevice` or `Application`."
    )
    id: strawberry.ID = strawberry.field(description="Global id of what it belongs to.")
    field: str = strawberry.field(
        description="Its name; `device` where a device came or went, with the device's number."
    )
    before: JSON | None = strawberry.field(description="What it was; null: there was nothing.")
    after: JSON | None = strawberry.field(description="What it is; null: there is nothing.")

    @classmethod
    def of(cls, fact: check.Change) -> Self:
        """Present a change."""
        entity = "".join(word.capitalize() for word in fact.entity.split("_"))
        first, *rest = fact.field.split("_")
        named = fact.field in _NAMES_OF_ENUMS
        before, after = (
            value.upper() if named and isinstance(value, str) else value
            for value in (fact.before, fact.after)
        )
        return cls(
            entity=entity,
            id=global_id(entity, str(fact.id)),
            field=first + "".join(word.capitalize() for word in rest),
            before=None if before is None else JSON(before),
            after=None if after is None else JSON(after),
        )
