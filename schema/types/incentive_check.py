"""What a check of incentives tells of itself: amounts, findings, warnings."""

from decimal import Decimal
from typing import Self

import strawberry

from datasources.facts import check as facts
from schema.enums import Language
from schema.money import dollars_of


@strawberry.type(description="How an amount came about.")
class CalculationDetails:
    """How an amount came about."""

    method: str = strawberry.field(
        description=(
            "`fixed`, `percent`, `per_unit`, `representative`, `counted_once` for another device, "
            "or `unknown` as long as a price or a size is not known."
        )
    )
    base_amount: Decimal | None = strawberry.field(
        description="The fixed amount, or what a share or rate applies to; null: not known."
    )
    units: Decimal | None = strawberry.field(
        description="How many units a rate counted; null: there is no rate."
    )
    cap: Decimal | None = strawberry.field(
        description="The maximum that applied; null: none did."
    )
    text: str = strawberry.field(description="In words.")

    @classmethod
    def of(cls, fact: facts.Calculation | None, language: Language) -> Self | None:
        """Present how an amount came about, if there is one."""
        if fact is None:
            return None
        return cls(
            method=fact.method,
            base_amount=dollars_of(fact.base),
            units=None if fact.units is None else Decimal(fact.units),
            cap=dollars_of(fact.cap),
            text=fact.text.read(language),
        )


@strawberry.type(description="Where a household's income stands against the area's median.")
class HouseholdFlags:
    """Where a household's income stands against the area's median."""

    is_under80_ami: bool = strawberry.field(
        description="Whether income is below 80 % of the area median."
    )
    is_under150_ami: bool = strawberry.field(
        description="Whether income is below 150 % of the area median."
    )
    is_over150_ami: bool = strawberry.field(
        description="Whether income is at or above 150 % of the area median."
    )

    @classmethod
    def of(cls, fact: facts.HouseholdFlags | None) -> Self | None:
        """Present where an income stands, if it is known."""
        if fact is None:
            return None
        return cls(
            is_under80_ami=fact.is_under_80_ami,
            is_under150_ami=fact.is_under_150_ami,
            is_over150_ami=fact.is_over_150_ami,
        )
