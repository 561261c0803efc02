"""How far each state's data go, and where the data come from."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from datasources.facts.incentive import Image


class RolloutStatus(StrEnum):
    """How far a state's own data go; federal offers are known everywhere.

    LAUNCHED: vetted and used. BETA: used where asked for. NONE: not used.
    """

    LAUNCHED = "launched"
    BETA = "beta"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A state, the District of Columbia or a territory."""

    code: str
    name: str
    fips: str
    status: RolloutStatus
    territory: bool = False
    freshest: date | None = None


@dataclass(frozen=True, slots=True)
class RebateRollout:
    """How far a state is with a federally funded home energy rebate.

    Attributes:
        rebate: ``HEAR`` or ``HOMES``.
        status: ``open``, ``paused``, ``planned``, ``partial``, ``closed`` or ``none``.
    """

    state: str
    rebate: str
    status: str
    as_of: date
    source_url: str


@dataclass(frozen=True, slots=True)
class DataPartner:
    """An organization that helps to keep a state's data."""

    key: str
    state: str
    name: str
    logo: Image | None = None


@dataclass(frozen=True, slots=True)
class DataSource:
    """Where data came from, and under which terms."""

    key: str
    name: str
    url: str
    licence: str
    retrieved: date | None = None
    estimate: bool = False


@dataclass(frozen=True, slots=True)
class DatasetCard:
    """What a data set says of itself.

    Attributes:
        version: Hash of the content; equal content has an equal version.
        published_at: When its facts were last refreshed by their source.
        imported_at: When the artefact was written.
    """

    version: str
    name: str
    published_at: datetime | None
    imported_at: datetime
    sources: tuple[DataSource, ...]
    incentive_count: int
    state_count: int
