"""Devices of customers: their own values, without what they lead to."""

from datetime import datetime
from typing import Self

import strawberry

from datasources.facts import customer
from datasources.facts.field import Entity
from schema.derived import derived, derived_id
from schema.forms.shown import shows
from schema.types.node import Node
from schema.view import View


@strawberry.type
@shows(Entity.CUSTOMER_DEVICE, without=["device"])
class CustomerDeviceValues(Node):
    """What is known of a device of a customer."""

    id: strawberry.ID = derived_id("CustomerDevice", "fact.id")
    number: int = derived("fact.id", description="Its number, unique among all customers' devices.")
    quantity: int = derived("fact.quantity", description="How many it stands for; usually one.")
    created_at: datetime = derived(
        "fact.created_at", description="When it was given to the customer."
    )
    updated_at: datetime = derived("fact.updated_at", description="When it last changed.")

    fact: strawberry.Private[customer.CustomerDevice]
    view: strawberry.Private[View]

    @classmethod
    def of(cls, fact: customer.CustomerDevice, view: View) -> Self:
        """Present a device of a customer."""
        return cls(fact=fact, view=view)
