"""Reads one data set: small facts kept in memory, places looked up in the file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import msgspec

from datasources.dataset import documents
from datasources.dataset.boundaries import Boundaries
from datasources.dataset.errors import DatasetUnreadable
from datasources.dataset.file import DatasetFile
from datasources.dataset.grouping import by_state
from datasources.dataset.places import Places
from datasources.facts.coverage import DataPartner, DatasetCard, Jurisdiction, RebateRollout
from datasources.facts.geography import Geography, GeographyKind, Utility, ZipCode
from datasources.facts.incentive import Authority, AuthorityType, Incentive, Program
from datasources.facts.income import AmiLimits, IncomeTest, PovertyLevels, StateTax, TaxTable
from datasources.facts.relationship import FederalReplacement, Relationships, SharedProgram


@dataclass(frozen=True, slots=True)
class StateData:
    """What the data set says of one state, in the order of its source.

    Attributes:
        relationships: None where the source has none for the state.
    """

    jurisdiction: Jurisdiction
    incentives: tuple[Incentive, ...]
    programs: tuple[Program, ...]
    authorities: Mapping[tuple[AuthorityType, str], Authority]
    utilities: tuple[Utility, ...]
    relationships: Relationships | None
    geo_groups: Mapping[str, frozenset[int]]
    partners: tuple[DataPartner, ...]
    rollouts: tuple[RebateRollout, ...]


class Dataset:
    """One opened data set. It never changes; use it from one thread."""

    card: DatasetCard
    states: Mapping[str, StateData]  # all 56 jurisdictions, by code in order
    federal: tuple[Incentive, ...]
    federal_programs: tuple[Program, ...]
    programs: Mapping[str, Program]  # by key, federal ones too
    incentives: Mapping[str, Incentive]  # by key, federal ones too
    utilities: Mapping[str, Utility]  # by key
    income_tests: Mapping[str, IncomeTest]
    poverty_levels: tuple[PovertyLevels, ...]
    tax_tables: tuple[TaxTable, ...]
    state_taxes: tuple[StateTax, ...]
    shared_programs: tuple[SharedProgram, ...]
    federal_replacements: tuple[FederalReplacement, ...]
    loans: tuple[Mapping[str, Any], ...]

    def __init__(self, file: DatasetFile) -> None:
        self._file = file
        self._places = Places(file)
        self._boundaries = Boundaries(file)
        self.card = _read_card(file)
        self._read_offers()
        self._read_geographies()
        self._read_figures()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an artefact read-only.

        Raises:
            DatasetUnreadable: The file is missing, of another format version, or damaged.
        """
        file = DatasetFile.open(path)
        try:
            return cls(file)
        except DatasetUnreadable:
            file.close()
            raise

    def verify(self) -> None:
        """See that the whole file says what its version promises; this takes about a second.

        Raises:
            DatasetUnreadable: It does not: the file is damaged.
        """
        if self._file.version() != self.card.version:
            raise self._file.damaged()

    def close(self) -> None:
        """Release the file."""
        self._file.close()

    def geography(self, number: int) -> Geography:
        """Return a geography by its number."""
        return self._geographies[number]

    def state_geography(self, state: str) -> int | None:
        """Return the number of a state's own geography."""
        return self._state_numbers.get(state)

    def county_geography(self, fips: str) -> int | None:
        """Return the number of a county's geography."""
        return self._county_numbers.get(fips)

    def zip(self, zip_code: str) -> ZipCode | None:
        """Find a ZIP code."""
        return self._places.zip(zip_code)

    def overlaps(self, area: str) -> tuple[tuple[int, float], ...]:
        """Return (geography number, share) of a ZIP area, greatest share first."""
        return self._places.overlaps(area)

    def custom_areas_at(self, latitude: float, longitude: float) -> tuple[int, ...]:
        """Return the custom geographies that cover a point; their boundary counts as inside."""
        return tuple(self._boundaries.at(latitude, longitude))

    def service(self, area: str) -> tuple[Utility, ...]:
        """Return the utilities that may serve a ZIP area, of every state and fuel.

        Returns:
            The most likely ones first; () where the area is unknown.
        """
        return tuple(self._territories[number] for number in self._places.service(area))

    def ami(self, level: str, key: str) -> tuple[AmiLimits, ...]:
        """Return the limits of an area, oldest first; () where there are none.

        Args:
            level: See ``content.AreaKey``.
            key: The area's key at that level.
        """
        return self._places.ami(level, key)

    def charger_tract(self, level: str, key: str) -> bool | None:
        """Tell whether an area is eligible for the 30C credit; None where the data do not say."""
        return self._places.charger_tract(level, key)

    @property
    def knows_charger_tracts(self) -> bool:
        """Tell whether the data say anything of the 30C credit's tracts, for whatever place."""
        return self._places.knows_charger_tracts

    def _read_offers(self) -> None:
        incentives = documents.INCENTIVES.read(self._file)
        programs = documents.PROGRAMS.read(self._file)
        utilities = documents.UTILITIES.read(self._file)
        self.states = _read_states(self._file, incentives, programs, utilities)
        self.federal = tuple(offer for offer in incentives if offer.state is None)
        self.federal_programs = tuple(program for program in programs if program.state is None)
        self.incentives = {offer.key: offer for offer in incentives}
        self.programs = {program.key: program for program in programs}
        self.utilities = {utility.key: utility for utility in utilities}
        self._territories = {utility.geography: utility for utility in utilities}
        self.shared_programs = documents.SHARED_PROGRAMS.read(self._file)
        self.federal_replacements = documents.FEDERAL_REPLACEMENTS.read(self._file)
        self.loans = documents.LOANS.read(self._file)

    def _read_geographies(self) -> None:
        geographies = documents.GEOGRAPHIES.read(self._file)
        self._geographies = {area.number: area for area in geographies}
        self._state_numbers = {
            area.state: area.number for area in geographies if area.kind is GeographyKind.STATE
        }
        self._county_numbers = {
            area.county_fips: area.number
            for area in geographies
            if area.kind is GeographyKind.COUNTY and area.county_fips
        }

    def _read_figures(self) -> None:
        tests = documents.INCOME_TESTS.read(self._file)
        try:
            self.income_tests = {test.key: test.to_fact() for test in tests}
        except ValueError as error:
            raise self._file.damaged() from error
        self.poverty_levels = documents.POVERTY_LEVELS.read(self._file)
        self.tax_tables = documents.TAX_TABLES.read(self._file)
        self.state_taxes = documents.STATE_TAXES.read(self._file)


def _read_card(file: DatasetFile) -> DatasetCard:
    try:
        ((body,),) = file.rows("SELECT body FROM card")
        return msgspec.json.decode(body, type=DatasetCard)
    except (ValueError, msgspec.DecodeError) as error:
        raise file.damaged() from error


def _read_states(
    file: DatasetFile,
    incentives: Iterable[Incentive],
    programs: Iterable[Program],
    utilities: Iterable[Utility],
) -> dict[str, StateData]:
    """Return every jurisdiction's data by its code, in the order of the file."""
    offers, runs, serves = by_state(incentives), by_state(programs), by_state(utilities)
    authorities = by_state(documents.AUTHORITIES.read(file))
    relationships = documents.RELATIONSHIPS.read(file)
    related = {relation.state: relation.to_fact() for relation in relationships}
    groups = by_state(documents.GEO_GROUPS.read(file))
    partners = by_state(documents.PARTNERS.read(file))
    rollouts = by_state(documents.ROLLOUTS.read(file))
    return {
        state.code: StateData(
            jurisdiction=state,
            incentives=offers[state.code],
            programs=runs[state.code],
            authorities={(each.type, each.key): each for each in authorities[state.code]},
            utilities=serves[state.code],
            relationships=related.get(state.code),
            geo_groups={group.key: group.geographies for group in groups[state.code]},
            partners=partners[state.code],
            rollouts=rollouts[state.code],
        )
        for state in documents.JURISDICTIONS.read(file)
    }
