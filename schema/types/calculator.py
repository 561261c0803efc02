"""What a household can get."""

from datetime import date
from typing import Annotated, Self

import strawberry

from resolvers.calculator import Calculation
from resolvers.explanation import Explanation
from schema.checks import some
from schema.enums import Outcome
from schema.errors import presented
from schema.paging import DEFAULT_FIRST, After, Connection, First, Window, page
from schema.state_codes import StateCode
from schema.types.check_warning import CheckWarning
from schema.types.dataset import Dataset
from schema.types.evaluation import IncentiveEvaluation
from schema.types.incentive import Incentive
from schema.types.location import Location
from schema.types.missing_input import MissingInput
from schema.types.program import Authority
from schema.types.state_coverage import DataPartner
from schema.types.totals import CalculatorTotals
from schema.view import View

WithOutcome = Annotated[
    list[Outcome] | None,
    strawberry.argument(description="Only those of these outcomes; null: all."),
]


@strawberry.type(description="What the answer covers besides federal offers.")
class Coverage:
    """What the answer covers besides federal offers."""

    state: StateCode | None = strawberry.field(
        description="The state whose own offers were considered; null: none were."
    )
    utility: str | None = strawberry.field(
        description="Key of the electric utility that was considered; null: none was."
    )

    @classmethod
    def of(cls, found: Calculation) -> Self:
        """Present what a calculation covers."""
        electric = found.service.electric if found.covered else None
        return cls(
            state=StateCode(found.place.state) if found.covered else None,
            utility=electric.key if electric else None,
        )


@strawberry.type(description="What a household can get.")
class CalculatorResult:
    """What a household can get."""

    is_under80_ami: bool | None = strawberry.field(
        description=(
            "Whether income is below 80 % of the area median; null: income or size is not known."
        ),
    )
    is_under150_ami: bool | None = strawberry.field(
        description=(
            "Whether income is below 150 % of the area median; null: income or size is not known."
        ),
    )
    is_over150_ami: bool | None = strawberry.field(
        description=(
            "Whether income is at or above 150 % of the area median; null: income or size is not "
            "known."
        ),
    )
    coverage: Coverage = strawberry.field(description="What was considered.")
    warnings: list[CheckWarning] = strawberry.field(
        description="What to know about the answer that did not stop it."
    )
    as_of: date = strawberry.field(description="The day the answer holds for.")

    found: strawberry.Private[Calculation]
    explained: strawberry.Private[Explanation]
    view: strawberry.Private[View]

    @strawberry.field(description="Who offers the incentives listed, but for federal ones.")
    def authorities(self) -> list[Authority]:
        """List the authorities by first appearance."""
        return [Authority.of(authority, self.view) for authority in self.found.authorities()]

    @strawberry.field(description="Where the home is.")
    def location(self) -> Location:
        """Return the place."""
        return Location.of(self.found.place, self.view)

    @strawberry.field(
        description="Who helps to keep the state's data; empty where those were not considered."
    )
    def data_partners(self) -> list[DataPartner]:
        """List the partners."""
        if not self.found.considered:
            return []
        state = self.view.scope.dataset.states[self.found.place.state]
        return [DataPartner.of(partner) for partner in state.partners]

    @strawberry.field(
        description=(
            "What the household can get, as far as known for certain: by payment method, then by "
            "amount."
        )
    )
    def incentives(self) -> list[Incentive]:
        """List the eligible offers in the calculator's order."""
        return [Incentive.of(offer, self.view) for offer in self.found.offers]

    @strawberry.field(
        description=(
            "Every incentive that was considered and asked for, eligible or not, and why: eligible "
            "ones as in `incentives`, then conditional ones, then ineligible ones. Within the last "
            "two, those with fewest checks in the way come first."
        )
    )
    def evaluations(
        self,
        outcomes: WithOutcome = strawberry.UNSET,
        first: First = DEFAULT_FIRST,
        after: After = strawberry.UNSET,
    ) -> Connection[IncentiveEvaluation]:
        """Page through the candidates and what was found of them."""
        with presented(self.view.language):
            window = Window.read(first, after)
            found = self.explained.evaluations(some(outcomes, "outcomes"))
        return page(
            found,
            window,
            lambda number: self.found.shelf.offers[number].incentive.key,
            lambda number: IncentiveEvaluation.of(number, self.explained, self.view),
        )

    @strawberry.field(description="What the incentives that were asked for are worth together.")
    def totals(self) -> CalculatorTotals:
        """Add up the offers."""
        return CalculatorTotals.of(self.explained, self.view)

    @strawberry.field(
        description=(
            "The inputs that were not given and would change the answer; what could unlock most "
            "money first."
        )
    )
    def missing_inputs(self) -> list[MissingInput]:
        """List the inputs that would change the answer."""
        found = self.explained.missing
        return [MissingInput.of(each, self.explained, self.view) for each in found]

    @strawberry.field(description="The data set that the answer comes from.")
    def dataset(self) -> Dataset:
        """Return the data set."""
        return Dataset.of(self.view.scope.dataset.card)

    @classmethod
    def of(cls, explained: Explanation, view: View) -> Self:
        """Present a calculation and what can be told of it."""
        found = explained.calculation
        under_150 = found.under(150)
        return cls(
            is_under80_ami=found.under(80),
            is_under150_ami=under_150,
            is_over150_ami=None if under_150 is None else not under_150,
            coverage=Coverage.of(found),
            warnings=[CheckWarning.of(caution, view.language) for caution in found.cautions],
            as_of=found.facts.today,
            found=found,
            explained=explained,
            view=view,
        )
