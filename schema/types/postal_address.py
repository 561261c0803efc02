"""Addresses as people write them."""

from typing import Self

import strawberry

from datasources.facts import geography
from schema.state_codes import StateCode


@strawberry.type(description="An address as people write it on an envelope.")
class PostalAddress:
    """An address as people write it on an envelope."""

    street1: str | None = strawberry.field(description="House number and street.")
    street2: str | None = strawberry.field(description="Apartment, unit or suite; null: none.")
    city: str | None = strawberry.field(description="City or town.")
    state: StateCode | None = strawberry.field(description="State.")
    postal_code: str | None = strawberry.field(description="ZIP code, or ZIP+4.")
    country_code: str | None = strawberry.field(description="Always `US`.")
    formatted: str = strawberry.field(description="The address on one line.")

    @classmethod
    def of(cls, fact: geography.PostalAddress) -> Self:
        """Present an address."""
        return cls(
            street1=fact.street1,
            street2=fact.street2,
            city=fact.city,
            state=StateCode(fact.state),
            postal_code=fact.postal_code,
            country_code=fact.country_code,
            formatted=fact.formatted,
        )
