"""What an application still needs: the values, without what they lead to."""

from enum import StrEnum
from typing import Self

import strawberry

from datasources.facts import form
from datasources.facts.fields import camel_case
from schema.describe import describe
from schema.partner_enums import Entity
from schema.view import View


class FieldSupplier(StrEnum):
    """Who fills a field in."""

    CUSTOMER = "customer"
    PARTNER = "partner"
    ADMINISTRATOR = "administrator"


describe(
    FieldSupplier,
    "Who fills a field in.",
    {
        "CUSTOMER": "The customer, in the form that the link leads to.",
        "PARTNER": "The organization, by an update.",
        "ADMINISTRATOR": "The program's operator, by an update.",
    },
)


@strawberry.type
class MissingFieldValues:
    """What is known of a field that is missing."""

    entity: Entity = strawberry.field(description="What it belongs to.")
    field: str = strawberry.field(description="Its name.")
    path: str = strawberry.field(
        description="Both together, as `customer.email` or `customerDevice.purchaseDate`."
    )
    description: str = strawberry.field(description="What it says.")
    supplied_by: FieldSupplier = strawberry.field(
        description="Who fills it in: the customer, unless the organization has claimed it."
    )

    fact: strawberry.Private[form.MissingField]
    view: strawberry.Private[View]

    @classmethod
    def of(cls, fact: form.MissingField, view: View) -> Self:
        """Present a field that is missing."""
        return cls(
            entity=fact.name.entity,
            field=camel_case(fact.name.name),
            path=fact.name.path,
            description=fact.name.field.description,
            supplied_by=FieldSupplier(fact.supplier.value),
            fact=fact,
            view=view,
        )
