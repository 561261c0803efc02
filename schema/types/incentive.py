"""Incentives: single offers of programs."""

from typing import Self

import strawberry

from datasources.facts.dates import FuzzyDate
from datasources.facts.incentive import Offer
from resolvers.any_program import OfDataset
from schema.derived import derived, derived_by, derived_id
from schema.enums import AuthorityType, OwnerStatus, PaymentMethod
from schema.items import Item, known_items
from schema.types.amount import Amount
from schema.types.node import Node
from schema.types.program import Authority, InLanguage, Program
from schema.view import View


def _more_info_url(shown: "Incentive") -> str | None:
    found = shown.offer.incentive.more_info_url
    return found.read(shown.view.language) if found else None


@strawberry.type(description="One offer of a program.")
class Incentive(Node):
    """One offer of a program."""

    id: strawberry.ID = derived_id("Incentive", "offer.incentive.key")
    key: str = derived("offer.incentive.key", description="Its key in the data set.")
    payment_methods: list[PaymentMethod] = derived_by(
        lambda shown: list(shown.offer.incentive.payment_methods),
        description="How the money reaches the consumer, the main way first.",
    )
    authority_type: AuthorityType = derived(
        "offer.program.authority_type", description="The reach of who offers it."
    )
    program_url: str = derived_by(
        lambda shown: shown.offer.incentive.url.read(shown.view.language),
        description="Page of this offer, in the language of the enclosing input.",
    )
    more_info_url: str | None = derived_by(
        _more_info_url, description="A page that explains more; null: none known."
    )
    items: list[Item] = derived_by(
        lambda shown: list(known_items(shown.offer.incentive.items)),
        description="What it pays for; `OTHER` for items newer than the enum.",
    )
    item_keys: list[str] = derived_by(
        lambda shown: list(shown.offer.incentive.items),
        description="What it pays for, by the data set's own keys, also those newer than the enum.",
    )
    amount: Amount = derived_by(
        lambda shown: Amount.of(shown.offer.incentive.amount), description="What it pays."
    )
    owner_status: list[OwnerStatus] = derived_by(
        lambda shown: list(shown.offer.incentive.owner_status), description="Who may get it."
    )
    start_date: FuzzyDate | None = derived(
        "offer.incentive.start",
        description="When it begins; null: it has begun, or nothing is known.",
    )
    end_date: FuzzyDate | None = derived(
        "offer.incentive.end",
        description="When it ends, the last day included; null: no end is known.",
    )
    paused: bool = derived(
        "offer.incentive.paused", description="Whether it takes no applications at present."
    )

    offer: strawberry.Private[Offer]
    view: strawberry.Private[View]

    @strawberry.field(description="Who offers it; null for federal incentives.")
    def authority(self) -> Authority | None:
        """Return the authority."""
        found = self.offer.authority
        return Authority.of(found, self.view) if found else None

    @strawberry.field(description="The program it belongs to.")
    def program(self) -> Program:
        """Return the program."""
        return Program.of(OfDataset.of(self.view.scope, self.offer.program), self.view)

    @strawberry.field(description="What it offers, in a sentence or two.")
    def short_description(self, language: InLanguage = strawberry.UNSET) -> str:
        """Return the description in a language."""
        return self.offer.incentive.description.read(language or self.view.language)

    @classmethod
    def of(cls, offer: Offer, view: View) -> Self:
        """Present an offer."""
        return cls(offer=offer, view=view)
