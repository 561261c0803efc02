"""How far each state's data go."""

from dataclasses import dataclass
from datetime import date

from datasources.dataset.reader import Dataset, StateData
from datasources.facts.coverage import DataPartner, Jurisdiction, RebateRollout, RolloutStatus


@dataclass(frozen=True, slots=True)
class StateCoverage:
    """What the data set holds of one state.

    Attributes:
        freshest: When the state's facts were last refreshed, as far as known.
    """

    jurisdiction: Jurisdiction
    program_count: int
    incentive_count: int
    utility_count: int
    freshest: date | None
    partners: tuple[DataPartner, ...]
    rollouts: tuple[RebateRollout, ...]


def coverage_of(dataset: Dataset, state: str) -> StateCoverage:
    """Tell what the data set holds of a state."""
    return _cover(dataset.states[state])


def coverage(dataset: Dataset, status: RolloutStatus | None = None) -> list[StateCoverage]:
    """List all jurisdictions, or those of a status, by code."""
    return [
        _cover(state)
        for _, state in sorted(dataset.states.items())
        if status in (None, state.jurisdiction.status)
    ]


def _cover(state: StateData) -> StateCoverage:
    return StateCoverage(
        jurisdiction=state.jurisdiction,
        program_count=len(state.programs),
        incentive_count=len(state.incentives),
        utility_count=len(state.utilities),
        freshest=state.jurisdiction.freshest,
        partners=state.partners,
        rollouts=state.rollouts,
    )
