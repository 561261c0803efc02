"""What one tier of a program is for one device of a customer, and how its amount came about."""

from decimal import Decimal
from typing import Self

import strawberry

from datasources.facts import check as facts
from resolvers.any_program import AnyProgram, program_named
from schema.checks import given
from schema.edges import Asks, edge
from schema.enums import CheckStatus, Language
from schema.money import dollars_of
from schema.stored import gone, there
from schema.types.check import Check, WithStatus
from schema.types.device import Device
from schema.types.program import InLanguage
from schema.types.tier import Tier
from schema.view import View


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
    cap: Decimal | None = strawberry.field(description="The maximum that applied; null: none did.")
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


@strawberry.type
class DeviceTierResultValues:
    """What one tier is for one unit."""

    eligible: bool = strawberry.field(description="Whether nothing is in the way.")
    incentive_amount: Decimal = strawberry.field(description="What it pays, US dollars.")

    program: strawberry.Private[str]
    fact: strawberry.Private[facts.TierResult]
    view: strawberry.Private[View]

    @edge(description="What the device is.")
    def device(self) -> Asks[Device]:
        """Find the device in the catalog."""
        found = self.view.loaders.devices.load(self.fact.device)
        return found.then(lambda row: Device.of(there(row), self.view))

    @edge(description="Which tier.")
    def tier(self) -> Asks[Tier]:
        """Find the tier."""
        found = program_named(self.view.scope, self.program)
        return found.then(self._tier)

    @strawberry.field(description="How the amount came about; null where it is not eligible.")
    def calculation(self) -> CalculationDetails | None:
        """Tell how the amount came about."""
        return CalculationDetails.of(self.fact.calculation, self.view.language)

    @strawberry.field(description="What is not met, in words.")
    def failed_requirements(self, language: InLanguage = strawberry.UNSET) -> list[str]:
        """Say what failed."""
        return self._texts(CheckStatus.FAILED, language)

    @strawberry.field(
        description="What cannot be known yet and is not in the way for now, in words."
    )
    def ignored_requirements(self, language: InLanguage = strawberry.UNSET) -> list[str]:
        """Say what is pending."""
        return self._texts(CheckStatus.PENDING, language)

    @strawberry.field(description="What is met, in words.")
    def completed_requirements(self, language: InLanguage = strawberry.UNSET) -> list[str]:
        """Say what is met."""
        return self._texts(CheckStatus.MET, language)

    @strawberry.field(description="Everything it asks for, checked one by one.")
    def checks(self, status: WithStatus = strawberry.UNSET) -> list[Check]:
        """List the checks."""
        wanted = given(status)
        return [
            Check.of_finding(each, self.view)
            for each in self.fact.findings
            if wanted in (None, each.status)
        ]

    def _texts(self, status: CheckStatus, language: Language | None) -> list[str]:
        """Return what was found so, but for what is only reported."""
        spoken = language or self.view.language
        found = (each for each in self.fact.findings if each.status is status)
        return [each.text.read(spoken) for each in found if not each.advisory]

    @classmethod
    def of(cls, fact: facts.TierResult, program: str, view: View) -> Self:
        """Present a tier for a unit; the program is named by its key."""
        return cls(
            eligible=fact.eligible,
            incentive_amount=dollars_of(fact.amount),
            program=program,
            fact=fact,
            view=view,
        )

    def _tier(self, program: AnyProgram) -> Tier:
        tier = program.tier(self.fact.tier)
        if tier is None:
            raise gone()
        return Tier.of(tier, self.view)
