"""What a household can get."""

from datetime import date
from typing import Self

import strawberry

from resolvers.calculator import Calculation, Caution
from resolvers.coverage import coverage_of
from schema.enums import RolloutStatus
from schema.state_codes import StateCode
from schema.types.dataset import Dataset
from schema.types.incentive import Incentive
from schema.types.location import Location
from schema.types.program import Authority
from schema.types.state_coverage import DataPartner
from schema.view import View


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


@strawberry.type(description="Something to know about the answer that did not stop it.")
class CheckWarning:
    """Something the caller should know that did not stop the answer."""

    code: str = strawberry.field(description="Stable name, for programs.")
    message: str = strawberry.field(description="In words.")

    @classmethod
    def of(cls, caution: Caution) -> Self:
        """Present a caution."""
        return cls(code=caution.code, message=caution.message)


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
        state = coverage_of(self.view.scope.dataset, self.found.place.state)
        status, with_beta = state.jurisdiction.status, self.found.question.include_beta_states
        if status is RolloutStatus.LAUNCHED or (with_beta and status is RolloutStatus.BETA):
            return [DataPartner.of(partner) for partner in state.partners]
        return []

    @strawberry.field(
        description=(
            "What the household can get, as far as known for certain: by payment method, then by "
            "amount."
        )
    )
    def incentives(self) -> list[Incentive]:
        """List the eligible offers in the calculator's order."""
        return [Incentive.of(offer, self.view) for offer in self.found.offers]

    @strawberry.field(description="The data set that the answer comes from.")
    def dataset(self) -> Dataset:
        """Return the data set."""
        return Dataset.of(self.view.scope.dataset.card)

    @classmethod
    def of(cls, found: Calculation, view: View) -> Self:
        """Present a calculation."""
        under_150 = found.under(150)
        return cls(
            is_under80_ami=found.under(80),
            is_under150_ami=under_150,
            is_over150_ami=None if under_150 is None else not under_150,
            coverage=Coverage.of(found),
            warnings=[CheckWarning.of(caution) for caution in found.cautions],
            as_of=found.facts.today,
            found=found,
            view=view,
        )
