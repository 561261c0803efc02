"""What a check of incentives tells, without whom and which devices it is about."""

from decimal import Decimal
from typing import Self

import strawberry

from datasources.facts import check as facts
from resolvers.any_program import program_named
from schema.edges import Asks, edge
from schema.enums import BuildingType
from schema.errors import presented
from schema.money import dollars_of
from schema.partner_enums import IncentiveOperation
from schema.stored import there
from schema.types.check_warning import CheckWarning
from schema.types.dataset import Dataset
from schema.types.postal_address import PostalAddress
from schema.types.program import Program, Utility
from schema.view import View


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


@strawberry.type
class ProgramResultValues:
    """What one program is for all units."""

    total_incentive: Decimal = strawberry.field(
        description="What it can come to, US dollars, pending checks included."
    )
    eligible_combinations: int = strawberry.field(
        description="Pairs of device and tier that are eligible and pay something."
    )

    fact: strawberry.Private[facts.ProgramResult]
    view: strawberry.Private[View]

    @edge(description="Which program.")
    def program(self) -> Asks[Program]:
        """Find the program."""
        found = program_named(self.view.scope, self.fact.program)
        return found.then(lambda program: Program.of(program, self.view))

    @classmethod
    def of(cls, fact: facts.ProgramResult, view: View) -> Self:
        """Present a program for all units."""
        return cls(
            total_incentive=dollars_of(fact.total),
            eligible_combinations=fact.combinations,
            fact=fact,
            view=view,
        )


@strawberry.type
class IncentiveCheckValues:
    """What all devices of a customer are to all programs."""

    operation: IncentiveOperation | None = strawberry.field(
        description="How it came about; null: it was only read, and nothing was changed."
    )
    reference_id: str = strawberry.field(description="The customer's reference id.")
    address: PostalAddress = strawberry.field(description="Where the home is.")
    building_type: BuildingType = strawberry.field(description="What the home is.")
    programs_evaluated: int = strawberry.field(
        description=(
            "How many programs there are for the place, the utility, the building and the kinds of "
            "device; as many as in `byProgram`."
        )
    )
    total_incentive_amount: Decimal = strawberry.field(
        description="What all programs can come to, US dollars, pending checks included."
    )
    certain_incentive_amount: Decimal = strawberry.field(
        description="What no pending check stands before, US dollars."
    )
    total_eligible_combinations: int = strawberry.field(
        description="Pairs of device and tier that are eligible and pay something."
    )
    household: HouseholdFlags | None = strawberry.field(
        description="Where the household's income stands; null: income or size is not known."
    )
    connect_url: str | None = strawberry.field(
        description=(
            "Link for the customer to fill in applications; null unless applications were asked "
            "for and something is eligible."
        )
    )
    warnings: list[CheckWarning] = strawberry.field(
        description="What to know about the answer that did not stop it."
    )

    fact: strawberry.Private[facts.IncentiveCheck]
    view: strawberry.Private[View]

    @strawberry.field(description="The utility that serves the home.")
    def utility(self) -> Utility:
        """Find the utility."""
        found = self.view.scope.dataset.utilities.get(self.fact.utility)
        with presented(self.view.language):
            return Utility.of(there(found), self.view)

    @strawberry.field(description="Every utility that may serve the home, most likely first.")
    def possible_utilities(self) -> list[Utility]:
        """List the candidates."""
        known = self.view.scope.dataset.utilities
        found = (known.get(key) for key in self.fact.possible_utilities)
        return [Utility.of(each, self.view) for each in found if each]

    @strawberry.field(description="The data set that the answer comes from.")
    def dataset(self) -> Dataset:
        """Return the data set."""
        return Dataset.of(self.view.scope.dataset.card)

    @classmethod
    def of(cls, fact: facts.IncentiveCheck, view: View) -> Self:
        """Present a check."""
        return cls(
            operation=fact.operation,
            reference_id=fact.reference_id,
            address=PostalAddress.of(fact.address),
            building_type=fact.building_type,
            programs_evaluated=len(fact.programs),
            total_incentive_amount=dollars_of(fact.total),
            certain_incentive_amount=dollars_of(fact.certain),
            total_eligible_combinations=fact.combinations,
            household=HouseholdFlags.of(fact.household),
            connect_url=fact.connect_url,
            warnings=[CheckWarning.of(each, view.language) for each in fact.warnings],
            fact=fact,
            view=view,
        )
