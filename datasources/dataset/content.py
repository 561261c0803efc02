"""Everything a data set holds, in memory, before it is written or after a source was read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from datasources.facts.coverage import DataPartner, DataSource, Jurisdiction, RebateRollout
from datasources.facts.geography import Geography, Utility, ZipCode
from datasources.facts.incentive import Authority, Incentive, Program
from datasources.facts.income import AmiLimits, IncomeTest, PovertyLevels, StateTax, TaxTable
from datasources.facts.relationship import FederalReplacement, Relationships, SharedProgram

AreaKey = tuple[str, str]
"""(level, key): level is ``tract``, ``zcta``, ``county`` or ``state``.

``tract`` keys are eleven digits, or the five of a county whose tracts share one figure; ``zcta``
keys are a ZIP code's ``area``; ``county`` keys are FIPS codes; ``state`` keys two-letter codes.
"""


@dataclass(slots=True)
class DatasetContent:
    """All facts of one data set; lists keep the order of their source.

    Attributes:
        incentives: Federal ones first, then by state; order within each is the source's.
        geo_groups: By state and group key, the numbers of the group's geographies.
        overlaps: (ZIP area, geography number, share of the ZIP area), greatest share first within
            an area.
        service: (ZIP area, geography number of a utility's territory), most likely first within
            an area.
        boundaries: GeoJSON text by geography number, for custom areas.
        ami: Limits by area; several entries where they change over time.
        charger_tracts: Whether an area lies in census tracts eligible for the 30C credit.
        loans: Loan programs as their source publishes them (JSON objects), in its order.
    """

    name: str
    published_at: datetime | None
    sources: list[DataSource]
    jurisdictions: list[Jurisdiction]
    rollouts: list[RebateRollout] = field(default_factory=list)
    partners: list[DataPartner] = field(default_factory=list)
    geographies: list[Geography] = field(default_factory=list)
    utilities: list[Utility] = field(default_factory=list)
    authorities: list[Authority] = field(default_factory=list)
    programs: list[Program] = field(default_factory=list)
    incentives: list[Incentive] = field(default_factory=list)
    income_tests: list[IncomeTest] = field(default_factory=list)
    geo_groups: dict[str, dict[str, frozenset[int]]] = field(default_factory=dict)
    relationships: dict[str, Relationships] = field(default_factory=dict)
    shared_programs: list[SharedProgram] = field(default_factory=list)
    federal_replacements: list[FederalReplacement] = field(default_factory=list)
    poverty_levels: list[PovertyLevels] = field(default_factory=list)
    tax_tables: list[TaxTable] = field(default_factory=list)
    state_taxes: list[StateTax] = field(default_factory=list)
    zips: Collection[ZipCode] = ()
    overlaps: Collection[tuple[str, int, float]] = ()
    service: Collection[tuple[str, int]] = ()
    boundaries: Mapping[int, str] = field(default_factory=dict)
    ami: Collection[tuple[AreaKey, AmiLimits]] = ()
    charger_tracts: Collection[tuple[AreaKey, bool]] = ()
    loans: list[dict[str, Any]] = field(default_factory=list)
