"""Incentives: single offers of programs."""

from typing import Self

import strawberry

from datasources.facts.dates import FuzzyDate
from datasources.facts.incentive import Offer
from resolvers.any_program import OfDataset
from schema.enums import AuthorityType, OwnerStatus, PaymentMethod
from schema.ids import global_id
from schema.items import Item, known_items
from schema.types.amount import Amount
from schema.types.node import Node
from schema.types.program import Authority, InLanguage, Program
from schema.view import View


@strawberry.type(description="One offer of a program.")
class Incentive(Node):
    """One offer of a program."""

    key: str = strawberry.field(description="Its key in the data set.")
    payment_methods: list[PaymentMethod] = strawberry.field(
        description="How the money reaches the consumer, the main way first."
    )
    authority_type: AuthorityType = strawberry.field(description="The reach of who offers it.")
    program_url: str = strawberry.field(
        description="Page of this offer, in the language of the enclosing input."
    )
    more_info_url: str | None = strawberry.field(
        description="A page that explains more; null: none known."
    )
    items: list[Item] = strawberry.field(
        description="What it pays for; `OTHER` for items newer than the enum."
    )
    item_keys: list[str] = strawberry.field(
        description="What it pays for, by the data set's own keys, also those newer than the enum."
    )
    amount: Amount = strawberry.field(description="What it pays.")
    owner_status: list[OwnerStatus] = strawberry.field(description="Who may get it.")
    start_date: FuzzyDate | None = strawberry.field(
        description="When it begins; null: it has begun, or nothing is known."
    )
    end_date: FuzzyDate | None = strawberry.field(
        description="When it ends, the last day included; null: no end is known."
    )
    paused: bool = strawberry.field(description="Whether it takes no applications at present.")

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
        fact = offer.incentive
        more_info = fact.more_info_url
        return cls(
            id=global_id("Incentive", fact.key),
            key=fact.key,
            payment_methods=list(fact.payment_methods),
            authority_type=offer.program.authority_type,
            program_url=fact.url.read(view.language),
            more_info_url=more_info.read(view.language) if more_info else None,
            items=list(known_items(fact.items)),
            item_keys=list(fact.items),
            amount=Amount.of(fact.amount),
            owner_status=list(fact.owner_status),
            start_date=fact.start,
            end_date=fact.end,
            paused=fact.paused,
            offer=offer,
            view=view,
        )
