"""Asks how far the data go, and who is in them."""

from typing import Annotated

import strawberry

from resolvers.coverage import coverage, coverage_of
from schema.checks import given
from schema.context import Info
from schema.enums import AuthorityType, RolloutStatus
from schema.errors import possibilities
from schema.state_codes import StateCode
from schema.types.dataset import Dataset
from schema.types.possible_error import PossibleError
from schema.types.program import Authority
from schema.types.state_coverage import StateCoverage

WithStatus = Annotated[
    RolloutStatus | None, strawberry.argument(description="Only states of this status; null: all.")
]
Code = Annotated[StateCode, strawberry.argument(description="The state.")]
OfType = Annotated[
    AuthorityType | None, strawberry.argument(description="Only those of this type; null: all.")
]


@strawberry.type
class CoverageQueries:
    """Root fields of states, authorities and the data set."""

    @strawberry.field(
        description="The 50 states, the District of Columbia and five territories, by code."
    )
    def states(self, info: Info, status: WithStatus = strawberry.UNSET) -> list[StateCoverage]:
        """List the states."""
        found = coverage(info.context.scope.dataset, given(status))
        return [StateCoverage.of(state) for state in found]

    @strawberry.field(description="What the data set holds of a state.")
    def state(self, info: Info, code: Code) -> StateCoverage | None:
        """Return a state."""
        return StateCoverage.of(coverage_of(info.context.scope.dataset, code.value))

    @strawberry.field(description="Who offers incentives in a state, in the order of the data set.")
    def authorities(
        self, info: Info, state: Code, type: OfType = strawberry.UNSET
    ) -> list[Authority]:
        """List the authorities of a state."""
        found, wanted = info.context.scope.dataset.states[state].authorities, given(type)
        view = info.context.view()
        return [Authority.of(row, view) for row in found.values() if wanted in (None, row.type)]

    @strawberry.field(description="The data set that answers come from.")
    def dataset(self, info: Info) -> Dataset:
        """Return the data set."""
        return Dataset.of(info.context.scope.dataset.card)

    @strawberry.field(description="Every failure that the graph can answer with, by code.")
    def possible_errors(self) -> list[PossibleError]:
        """List the failures."""
        return [PossibleError.of(each) for each in possibilities()]
