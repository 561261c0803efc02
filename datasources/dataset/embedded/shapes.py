"""What the files of the embedded data set may say of states, programs and policies.

Everything is a list rather than a mapping, so that a fault has one place: ``programs[3].url``.
"""

from datetime import date
from typing import Literal

import msgspec

from datasources.dataset.yaml_files import Shape
from datasources.facts.coverage import RolloutStatus
from datasources.facts.geography import Fuel
from datasources.facts.household import OwnerStatus, TaxFiling
from datasources.facts.incentive import AmountType, AmountUnit, AuthorityType, PaymentMethod
from datasources.facts.item import Item


class Words(Shape):
    """A text in both languages."""

    en: str
    es: str


class Rollout(Shape):
    """How far the state is with a federally funded rebate, as of a day."""

    rebate: Literal["HEAR", "HOMES"]
    status: Literal["open", "paused", "planned", "partial", "closed", "none"]
    as_of: date
    source: str


class UtilityEntry(Shape):
    """A utility of the state; ``statewide`` serves every county."""

    key: str
    name: str
    fuel: Fuel = Fuel.ELECTRIC
    eia_id: str | None = None
    statewide: bool = False


class ServiceEntry(Shape):
    """The utilities of a county (FIPS), most likely first."""

    county: str
    utilities: tuple[str, ...]


class AuthorityEntry(Shape):
    """Who offers, other than the utilities.

    ``serves`` holds ``state``, ``county:`` and a FIPS code, or ``utility:`` and a key.
    """

    key: str
    name: str
    type: AuthorityType
    serves: tuple[str, ...]


class CountyTable(Shape):
    """Highest income in one county, for one person to eight."""

    county: str
    by_size: tuple[float, ...]


class FilingRange(Shape):
    """Highest income of one filing status."""

    filing: TaxFiling
    maximum: float


class IncomeTestEntry(Shape):
    """An income limit: one of ``ami``, ``fpl``, ``by_size``, ``by_county`` and ``by_filing``."""

    key: str
    source: str
    period: Literal["year", "month"] = "year"
    ami: Literal[80, 150] | None = None
    fpl: float | None = None
    by_size: tuple[float, ...] | None = None
    by_county: tuple[CountyTable, ...] | None = None
    other_counties: tuple[float, ...] | None = None
    by_filing: tuple[FilingRange, ...] | None = None


class GeoGroupEntry(Shape):
    """A named group of areas; see ``AuthorityEntry`` for how they are written."""

    key: str
    areas: tuple[str, ...]


class AmountEntry(Shape):
    """What an incentive pays; a percentage is a share from 0 to 1."""

    type: AmountType
    number: float
    unit: AmountUnit | None = None
    minimum: float | None = None
    maximum: float | None = None


class IncentiveEntry(Shape):
    """One offer of a program; its text is composed, its link is the program's."""

    key: str
    items: tuple[Item, ...]
    amount: AmountEntry
    payment_methods: tuple[PaymentMethod, ...]
    owner_status: tuple[OwnerStatus, ...]
    start: str | None = None
    end: str | None = None
    income_test: str | None = None
    geo_group: str | None = None
    paused: bool = False


class ProgramEntry(Shape):
    """A program; ``authority`` names a utility or an authority of the state, or nobody."""

    key: str
    name: str | Words
    url: str | Words
    incentives: tuple[IncentiveEntry, ...]
    authority: str | None = None
    more_info_url: str | None = None


class Combine(Shape):
    """A combination of prerequisites."""

    all_of: tuple["str | Combine", ...] | None = None
    any_of: tuple["str | Combine", ...] | None = None


class PrerequisiteEntry(Shape):
    """What an incentive needs."""

    incentive: str
    needs: str | Combine


class ExclusionEntry(Shape):
    """Incentives that are not to be had beside another."""

    winner: str
    losers: tuple[str, ...]


class CombinationEntry(Shape):
    """Incentives that together pay no more than a maximum."""

    incentives: tuple[str, ...]
    maximum: float


class RelationshipsEntry(Shape):
    """How incentives bear on each other."""

    prerequisites: tuple[PrerequisiteEntry, ...] = ()
    exclusions: tuple[ExclusionEntry, ...] = ()
    combinations: tuple[CombinationEntry, ...] = ()


class OffersFile(Shape):
    """Programs and what they refer to; the federal file is no more than this."""

    income_tests: tuple[IncomeTestEntry, ...] = ()
    programs: tuple[ProgramEntry, ...] = ()
    relationships: RelationshipsEntry = msgspec.field(default_factory=RelationshipsEntry)


class StateFile(OffersFile, kw_only=True):
    """One state, the District of Columbia or a territory."""

    code: str
    name: str
    fips: str
    status: RolloutStatus
    territory: bool = False
    freshest: date | None = None
    rollouts: tuple[Rollout, ...] = ()
    utilities: tuple[UtilityEntry, ...] = ()
    service: tuple[ServiceEntry, ...] = ()
    authorities: tuple[AuthorityEntry, ...] = ()
    geo_groups: tuple[GeoGroupEntry, ...] = ()
