"""How far a state's data go."""

from datetime import date, datetime
from typing import Self

import strawberry

from datasources.facts import coverage as facts
from resolvers import coverage
from schema.enums import RolloutStatus
from schema.state_codes import StateCode
from schema.types.dataset import midnight
from schema.types.image import Image


@strawberry.type(description="An organization that helps to keep a state's data.")
class DataPartner:
    """An organization that helps to keep a state's data."""

    key: str = strawberry.field(description="Its stable name.")
    name: str = strawberry.field(description="Its name.")
    logo: Image | None = strawberry.field(description="Its logo; null: none known.")

    @classmethod
    def of(cls, fact: facts.DataPartner) -> Self:
        """Present a partner."""
        return cls(key=fact.key, name=fact.name, logo=Image.of(fact.logo))


@strawberry.type(description="How far a state is with a federally funded home energy rebate.")
class RebateRollout:
    """How far a state is with a federally funded home energy rebate."""

    rebate: str = strawberry.field(
        description=(
            "`HEAR` (electrification and appliance rebates) or `HOMES` (rebates for energy saved)."
        )
    )
    status: str = strawberry.field(
        description="`open`, `paused`, `planned`, `partial`, `closed` or `none`."
    )
    as_of: date = strawberry.field(description="The day on which this was so.")
    source_url: str = strawberry.field(description="Where this was read.")

    @classmethod
    def of(cls, fact: facts.RebateRollout) -> Self:
        """Present a rollout."""
        return cls(
            rebate=fact.rebate, status=fact.status, as_of=fact.as_of, source_url=fact.source_url
        )


@strawberry.type(description="What the data set holds of a state.")
class StateCoverage:
    """What the data set holds of a state."""

    code: StateCode = strawberry.field(description="The state.")
    name: str = strawberry.field(description="Its name.")
    status: RolloutStatus = strawberry.field(description="How far its own data go.")
    program_count: int = strawberry.field(description="Programs of its own.")
    incentive_count: int = strawberry.field(description="Incentives of its own, ended ones too.")
    utility_count: int = strawberry.field(description="Utilities, electric and gas.")
    freshest_at: datetime | None = strawberry.field(
        description="When its facts were last refreshed; null: not known."
    )
    data_partners: list[DataPartner] = strawberry.field(
        description="The organizations that help to keep its data."
    )
    rebate_rollouts: list[RebateRollout] = strawberry.field(
        description="How far it is with federally funded rebates; empty: not known."
    )

    @classmethod
    def of(cls, found: coverage.StateCoverage) -> Self:
        """Present what is held of a state."""
        state = found.jurisdiction
        return cls(
            code=StateCode(state.code),
            name=state.name,
            status=state.status,
            program_count=found.program_count,
            incentive_count=found.incentive_count,
            utility_count=found.utility_count,
            freshest_at=midnight(found.freshest),
            data_partners=[DataPartner.of(partner) for partner in found.partners],
            rebate_rollouts=[RebateRollout.of(rollout) for rollout in found.rollouts],
        )
