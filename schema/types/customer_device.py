"""Devices of customers: their own values, without what they lead to."""

from datetime import datetime
from typing import Self

import strawberry

from datasources.facts import customer
from datasources.facts.field import Entity
from schema.forms.shown import shows
from schema.ids import global_id
from schema.types.node import Node
from schema.view import View


@strawberry.type
@shows(Entity.CUSTOMER_DEVICE, without=["device"])
class CustomerDeviceValues(Node):
    """What is known of a device of a customer."""

    number: int = strawberry.field(description="Its number, unique among all customers' devices.")
    quantity: int = strawberry.field(description="How many it stands for; usually one.")
    created_at: datetime = strawberry.field(description="When it was given to the customer.")
    updated_at: datetime = strawberry.field(description="When it last changed.")

    fact: strawberry.Private[customer.CustomerDevice]
    view: strawberry.Private[View]

    @classmethod
    def of(cls, fact: customer.CustomerDevice, view: View) -> Self:
        """Present a device of a customer."""
        return cls(
            id=global_id("CustomerDevice", str(fact.id)),
            number=fact.id,
            quantity=fact.quantity,
            created_at=fact.created_at,
            updated_at=fact.updated_at,
            fact=fact,
            view=view,
        )
