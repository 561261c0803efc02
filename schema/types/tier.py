"""What a program pays for one thing."""

from typing import Self

import strawberry

from datasources.facts.catalog import CatalogTier
from datasources.facts.incentive import Offer, PaymentMethod
from resolvers.any_program import Tier as AnyTier
from resolvers.device_categories import categories_of, category_of
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
    """One thing that a program pays for."""

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

    fact: strawberry.Private[AnyTier]
    view: strawberry.Private[View]

    @strawberry.field(description="What it asks for, in the order in which it is explained.")
    def requirements(self) -> list[Requirement]:
        """List the requirements; those of an offer as seen from the program's state."""
        if isinstance(self.fact, CatalogTier):
            number = self.fact.number
            asked = self.fact.requirements
            return [Requirement.of_stored(each, number, self.view) for each in asked]
        catalogue, incentive = self.view.scope.catalogue, self.fact.incentive
        state = incentive.state or next(iter(catalogue.dataset.states))
        return [
            Requirement.of(requirement, incentive.key, self.view)
            for requirement in catalogue.requirements_of(self.fact, state)
        ]

    @classmethod
    def of(cls, fact: AnyTier, view: View) -> Self:
        """Present a tier of a program, wherever it is kept."""
        if isinstance(fact, CatalogTier):
            return cls._of_catalog(fact, view)
        return cls._of_dataset(fact, view)

    @classmethod
    def _of_catalog(cls, tier: CatalogTier, view: View) -> Self:
        return cls(
            id=global_id("Tier", str(tier.number)),
            number=tier.number,
            name=tier.name.read(view.language),
            device_category=DeviceCategory.of(category_of(tier.category), view.language),
            payment_type=tier.payment_type,
            amount=Amount.of(tier.amount),
            fact=tier,
            view=view,
        )

    @classmethod
    def _of_dataset(cls, offer: Offer, view: View) -> Self:
        incentive = offer.incentive
        kinds = categories_of(incentive.items)
        return cls(
            id=global_id("Tier", incentive.key),
            number=None,
            name=incentive.description.read(view.language),
            device_category=DeviceCategory.of(kinds[0], view.language) if kinds else None,
            payment_type=payment_type(incentive.payment_methods),
            amount=Amount.of(incentive.amount),
            fact=offer,
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
