"""What a mutation changed, value by value."""

from typing import Self

import strawberry
from strawberry.scalars import JSON

from datasources.facts import check
from datasources.facts.fields import camel_case
from schema.ids import global_id


@strawberry.type(description="One stored value that changed, or on a dry run would.")
class FieldChange:
    """One stored value that changed."""

    entity: str = strawberry.field(
        description="What it belongs to: `Customer`, `CustomerDevice` or `Application`."
    )
    id: strawberry.ID = strawberry.field(description="Global id of what it belongs to.")
    field: str = strawberry.field(
        description="Its name. Something that came or went is told by every field with a value."
    )
    before: JSON | None = strawberry.field(description="What it was; null: there was nothing.")
    after: JSON | None = strawberry.field(description="What it is; null: there is nothing.")

    @classmethod
    def of(cls, fact: check.Change) -> Self:
        """Present a change."""
        entity = "".join(word.capitalize() for word in fact.entity.split("_"))
        return cls(
            entity=entity,
            id=global_id(entity, str(fact.id)),
            field=camel_case(fact.field),
            before=None if fact.before is None else JSON(fact.before),
            after=None if fact.after is None else JSON(fact.after),
        )
