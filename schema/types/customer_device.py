"""Devices of customers: their own values, without what they lead to."""

from datetime import date
from decimal import Decimal
from typing import Self

import strawberry

from datasources.facts import customer
from schema.ids import global_id
from schema.money import dollars_of
from schema.types.node import Node
from schema.view import View


@strawberry.type
class CustomerDeviceValues(Node):
    """What is known of a device of a customer."""

    number: int = strawberry.field(description="Its number, unique among all customers' devices.")
    quantity: int = strawberry.field(description="How many it stands for; usually one.")
    purchase_price: Decimal | None = strawberry.field(
        description="What it cost, US dollars; null: not known."
    )
    installation_cost: Decimal | None = strawberry.field(
        description="What its installation cost, US dollars; null: not known."
    )
    total_project_cost: Decimal | None = strawberry.field(
        description="What everything cost, US dollars; null: not known."
    )
    purchase_date: date | None = strawberry.field(
        description="When it was bought; null: not known."
    )
    installation_date: date | None = strawberry.field(
        description="When it was installed; null: not known."
    )
    contractor_license: str | None = strawberry.field(
        description="Number of the contractor's licence; null: not known."
    )

    fact: strawberry.Private[customer.CustomerDevice]
    view: strawberry.Private[View]

    @classmethod
    def of(cls, fact: customer.CustomerDevice, view: View) -> Self:
        """Present a device of a customer."""
        return cls(
            id=global_id("CustomerDevice", str(fact.id)),
            number=fact.id,
            quantity=fact.quantity,
            purchase_price=dollars_of(fact.purchase_price),
            installation_cost=dollars_of(fact.installation_cost),
            total_project_cost=dollars_of(fact.total_project_cost),
            purchase_date=fact.purchase_date,
            installation_date=fact.installation_date,
            contractor_license=fact.contractor_license,
            fact=fact,
            view=view,
        )
