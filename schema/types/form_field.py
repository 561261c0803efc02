"""The fields of forms, for clients that build them."""

from typing import Self

import strawberry

from datasources.facts.field import Field
from datasources.facts.fields import FieldName, camel_case
from resolvers.rules.field_limits import MOST_MONEY
from schema.forms.kinds import TEXTS
from schema.partner_enums import Demand, Entity, FieldKind, Writer


@strawberry.type(description="One value that people or organizations fill in.")
class FormField:
    """One field of forms."""

    entity: Entity = strawberry.field(description="What it belongs to.")
    name: str = strawberry.field(description="Its name, on types and in inputs.")
    path: str = strawberry.field(
        description="Both together, as `customer.email` or `customerDevice.purchaseDate`."
    )
    kind: FieldKind = strawberry.field(description="What it holds.")
    description: str = strawberry.field(description="What it says.")
    longest_text: int | None = strawberry.field(
        description="Most characters; null: it holds no text."
    )
    least: int | None = strawberry.field(
        description="Smallest number, of amounts in US dollars; null: it is no number."
    )
    most: int | None = strawberry.field(
        description="Largest number, of amounts in US dollars; null: it is no number."
    )
    choices: list[str] | None = strawberry.field(
        description="All values, by their names; null: it is no choice."
    )
    required: bool = strawberry.field(description="Whether it always has a value.")
    writer: Writer = strawberry.field(description="Whose key may change it.")
    demand: Demand | None = strawberry.field(
        description="How often programs ask for it; null: it cannot be claimed."
    )
    claimable: bool = strawberry.field(
        description="Whether organizations may claim it, so that their customers are not asked."
    )

    @classmethod
    def of(cls, name: FieldName) -> Self:
        """Present a field."""
        fact = name.field
        least, most = _range(fact)
        return cls(
            entity=name.entity,
            name=camel_case(name.name),
            path=name.path,
            kind=fact.kind,
            description=fact.description,
            longest_text=fact.longest if fact.kind in TEXTS else None,
            least=least,
            most=most,
            choices=None if fact.choices is None else [each.name for each in fact.choices],
            required=fact.required,
            writer=fact.writer,
            demand=fact.demand,
            claimable=fact.demand is not None,
        )


def _range(field: Field) -> tuple[int | None, int | None]:
    """Return the smallest and the largest number that a field can hold."""
    match field.kind:
        case FieldKind.INTEGER:
            return field.least, field.most
        case FieldKind.MONEY:
            return 0, MOST_MONEY // 100
        case _:
            return None, None
