"""What a program pays for one thing."""

from typing import Self

import strawberry

from datasources.facts.incentive import Offer, PaymentMethod
from resolvers.device_categories import categories_of
from schema.enums import PaymentType
from schema.ids import global_id
from schema.types.amount import Amount
from schema.types.device_category import DeviceCategory
from schema.types.requirement import Requirement
from schema.view import View

_UPFRONT = frozenset({PaymentMethod.POS_REBATE})
_ONGOING = frozenset({PaymentMethod.ACCOUNT_CREDIT, PaymentMethod.PERFORMANCE_REBATE})


@strawberry.type(description="What a program pays for one thing, and what it asks for.")
class Tier:
    """One offer of a program."""

    id: strawberry.ID = strawberry.field(description="Opaque id.")
    number: int | None = strawberry.field(
        description="Its number, which tiers of the data set do not have."
    )
    name: str = strawberry.field(
        description="What it offers in short, in the language of the enclosing input."
    )
    device_category: DeviceCategory | None = strawberry.field(
        description="The kind of device it pays for first; null: none."
    )
    payment_type: PaymentType = strawberry.field(
        description=(
            "When the money comes, by the first payment method: `UPFRONT` off the price, `ONGOING` "
            "as account credit or by performance, else `INSTALL`."
        )
    )
    amount: Amount = strawberry.field(description="What it pays.")

    offer: strawberry.Private[Offer]
    view: strawberry.Private[View]

    @strawberry.field(description="What it asks for, in the order in which it is explained.")
    def requirements(self) -> list[Requirement]:
        """List the requirements, as seen from the program's state."""
        catalogue = self.view.scope.catalogue
        state = self.offer.incentive.state or next(iter(catalogue.dataset.states))
        return [
            Requirement.of(requirement, self.offer.incentive.key, self.view)
            for requirement in catalogue.requirements_of(self.offer, state)
        ]

    @classmethod
    def of(cls, offer: Offer, view: View) -> Self:
        """Present an offer of the data set as a tier of its program."""
        incentive = offer.incentive
        kinds = categories_of(incentive.items)
        return cls(
            id=global_id("Tier", incentive.key),
            number=None,
            name=incentive.description.read(view.language),
            device_category=DeviceCategory.of(kinds[0], view.language) if kinds else None,
            payment_type=payment_type(incentive.payment_methods),
            amount=Amount.of(incentive.amount),
            offer=offer,
            view=view,
        )


def payment_type(methods: tuple[PaymentMethod, ...]) -> PaymentType:
    """Tell when the money comes, by the first of an offer's payment methods.

    >>> payment_type((PaymentMethod.POS_REBATE, PaymentMethod.TAX_CREDIT))
    <PaymentType.UPFRONT: 'upfront'>
    """
    first = methods[0] if methods else PaymentMethod.UNKNOWN
    if first in _UPFRONT:
        return PaymentType.UPFRONT
    return PaymentType.ONGOING if first in _ONGOING else PaymentType.INSTALL
