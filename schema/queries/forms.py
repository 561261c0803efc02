"""Asks what can be filled in."""

from typing import Annotated

import strawberry

from datasources.facts.fields import FIELDS, FieldName
from schema.forms.kinds import writable
from schema.partner_enums import Entity
from schema.types.form_field import FormField

Of = Annotated[Entity | None, strawberry.argument(description="What they belong to; null: all.")]


@strawberry.type
class FormQueries:
    """Root fields of forms."""

    @strawberry.field(
        description=(
            "Every value of customers, their devices and applications that can be filled in, in "
            "the order of forms; no key is needed."
        )
    )
    def form_fields(self, entity: Of = strawberry.UNSET) -> list[FormField]:
        """List the fields that somebody may write."""
        wanted = [entity] if entity else list(FIELDS)
        return [
            FormField.of(FieldName(each, field.name)) for each in wanted for field in writable(each)
        ]
