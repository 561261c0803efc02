"""The shapes of the JSON files of a source; fields that we do not use are not named."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from datasources.dataset.national.values import Key, Limit, Money, Share, Size, StateCode
from datasources.facts.household import OwnerStatus, TaxFiling
from datasources.facts.incentive import Amount, AuthorityType, Image, PaymentMethod
from datasources.facts.text import Text


class Record(msgspec.Struct):
    """An object of a JSON file."""


class IncentiveRecord(Record):
    """An element of ``incentives.json``."""

    id: Key
    program: Key
    items: Annotated[tuple[Key, ...], Meta(min_length=1)]
    amount: Amount
    payment_methods: Annotated[tuple[PaymentMethod, ...], Meta(min_length=1)]
    owner_status: Annotated[tuple[OwnerStatus, ...], Meta(min_length=1)]
    short_description: Text
    url: Text
    more_info_url: Text | None = None
    start_date: str | None = None
    end_date: str | None = None
    low_income: str | None = None
    eligible_geo_group: str | None = None
    paused: bool = False


class ProgramRecord(Record):
    """A value of ``programs.json``."""

    name: Text
    url: Text
    authority_type: AuthorityType
    authority: str | None = None
    items: tuple[str, ...] = ()


class AuthorityRecord(Record):
    """A value of ``authorities.json``, below its type."""

    name: Key
    geography_ids: frozenset[int]
    logo: Image | None = None


class PartnerRecord(Record):
    """A value of ``data_partners.json``, below its state."""

    name: Key
    logo: Image | None = None


class GeoGroupRecord(Record):
    """A value of ``geo_groups.json``, below its state."""

    geographies: frozenset[int]


class LoanRecord(Record):
    """What must be so for a loan program to be found; the rest is passed on as it is."""

    state: StateCode | None
    is_national: bool
    name: Key


class NeedRecord(Record):
    """A combination of prerequisites; exactly one of the two is set."""

    all_of: tuple["str | NeedRecord", ...] | None = msgspec.field(default=None, name="allOf")
    any_of: tuple["str | NeedRecord", ...] | None = msgspec.field(default=None, name="anyOf")

    def __post_init__(self) -> None:
        if (self.all_of is None) == (self.any_of is None):
            raise ValueError("expected either allOf or anyOf")


class ExclusionRecord(Record):
    """What one incentive excludes."""

    ids: tuple[str, ...]


class CombinationRecord(Record):
    """Incentives with a maximum together."""

    ids: tuple[str, ...]
    max_value: Limit


class RelationshipsRecord(Record):
    """The whole of ``incentive_relationships.json``."""

    prerequisites: dict[str, str | NeedRecord] = {}
    exclusions: dict[str, tuple[str, ...] | ExclusionRecord] = {}
    combinations: tuple[CombinationRecord, ...] = ()


class Threshold(Record, tag_field="type"):
    """A value of ``low_income_thresholds.json``."""

    source_url: str


class SizeThreshold(Threshold, tag="hhsize"):
    """Highest income by household size."""

    thresholds: dict[Size, Limit]


class CountyThreshold(Threshold, tag="county-hhsize"):
    """Highest income by county, or ``other``, and household size."""

    thresholds: dict[Annotated[str, Meta(pattern=r"^(\d{5}|other)$")], dict[Size, Limit]]


class FilingThreshold(Threshold, tag="filing-status"):
    """Least and highest income by filing status."""

    thresholds: dict[TaxFiling, tuple[Limit, Limit]]


class AmiPercentage(Record):
    """The share of the area median income that the data know limits for."""

    percentage: Literal[80, 150]


class FplPercentage(Record):
    """A percentage of the federal poverty level."""

    percentage: Annotated[float, Meta(gt=0)]


class AmiThreshold(Threshold, tag="ami-percentage"):
    """Highest income as a share of the area median."""

    thresholds: AmiPercentage


class FplThreshold(Threshold, tag="fpl-percentage"):
    """Highest income as a percentage of the poverty level."""

    thresholds: FplPercentage


AnyThreshold = SizeThreshold | CountyThreshold | FilingThreshold | AmiThreshold | FplThreshold


class BracketRecord(Record):
    """An element of ``tax_brackets.json``."""

    filing_status: TaxFiling
    income_min: Money
    income_max: Money
    tax_rate: Share
    standard_deduction: Money


class PovertyRecord(Record):
    """A value of ``federal_poverty_levels.json``; the first level stands for nobody."""

    levels_by_hhsize: Annotated[tuple[Money, ...], Meta(min_length=9, max_length=9)]
    per_additional: Money
