"""Turns one state's file into facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from datasources.dataset.embedded.geographies import Atlas
from datasources.dataset.embedded.offers import Surroundings
from datasources.dataset.embedded.shapes import StateFile, UtilityEntry
from datasources.dataset.yaml_files import Document
from datasources.facts.coverage import Jurisdiction, RebateRollout
from datasources.facts.geography import Fuel, Utility
from datasources.facts.incentive import Authority, AuthorityType

_TYPES = {Fuel.ELECTRIC: AuthorityType.UTILITY, Fuel.GAS: AuthorityType.GAS_UTILITY}


@dataclass(frozen=True, slots=True)
class State:
    """One state's file with the numbers of all areas at hand."""

    document: Document[StateFile]
    atlas: Atlas

    @property
    def code(self) -> str:
        """Two-letter code."""
        return self.document.content.code

    def jurisdiction(self) -> Jurisdiction:
        """Return the state itself."""
        file = self.document.content
        return Jurisdiction(
            file.code, file.name, file.fips, file.status, file.territory, file.freshest
        )

    def rollouts(self) -> list[RebateRollout]:
        """Return how far the state is with the federally funded rebates."""
        return [
            RebateRollout(self.code, row.rebate, row.status, row.as_of, row.source)
            for row in self.document.content.rollouts
        ]

    def utilities(self) -> list[Utility]:
        """Return the state's utilities, in the order of its file."""
        return [
            Utility(row.key, row.name, row.fuel, self.code, self.atlas.territory(row), row.eia_id)
            for row in self.document.content.utilities
        ]

    def authorities(self) -> list[Authority]:
        """Return who offers in the state: every utility, and the others that the file names."""
        entries = enumerate(self.document.content.authorities)
        return [
            *(
                Authority(
                    row.key, _TYPES[row.fuel], self.code, row.name, frozenset({row.geography})
                )
                for row in self.utilities()
            ),
            *(
                Authority(
                    row.key,
                    row.type,
                    self.code,
                    row.name,
                    self._areas(row.serves, "authorities", index, "serves"),
                )
                for index, row in entries
            ),
        ]

    def geo_groups(self) -> dict[str, frozenset[int]]:
        """Return the numbers of the areas of each group."""
        return {
            row.key: self._areas(row.areas, "geo_groups", index, "areas")
            for index, row in enumerate(self.document.content.geo_groups)
        }

    def surroundings(self) -> Surroundings:
        """Return what the state's offers may refer to."""
        types = {authority.key: authority.type for authority in self.authorities()}
        return Surroundings(self.code, types, frozenset(self.geo_groups()))

    def service(self) -> "Service":
        """Return which utilities serve which county.

        Raises:
            ImportRefused: A county or a utility is unknown.
        """
        territories = {row.key: self.atlas.territory(row) for row in self._entries()}
        counties: dict[str, tuple[int, ...]] = {}
        for index, row in enumerate(self.document.content.service):
            path = ("service", index)
            if self.atlas.find(f"county:{row.county}", self.code) is None:
                message = f"no county {row.county!r} in {self.code}"
                raise self.document.fault(message, *path, "county")
            for place, key in enumerate(row.utilities):
                if key not in territories:
                    raise self.document.fault(
                        f"no utility {key!r} in {self.code}", *path, "utilities", place
                    )
            counties[row.county] = tuple(territories[key] for key in row.utilities)
        everywhere = tuple(territories[row.key] for row in self._entries() if row.statewide)
        return Service(counties, everywhere, tuple(territories.values()))

    def _entries(self) -> Iterator[UtilityEntry]:
        yield from self.document.content.utilities

    def _areas(self, areas: tuple[str, ...], *path: str | int) -> frozenset[int]:
        numbers = set()
        for index, area in enumerate(areas):
            number = self.atlas.find(area, self.code)
            if number is None:
                raise self.document.fault(f"no area {area!r} in {self.code}", *path, index)
            numbers.add(number)
        return frozenset(numbers)


@dataclass(frozen=True, slots=True)
class Service:
    """Which territories reach where in one state, most likely first.

    Attributes:
        counties: By FIPS code.
        everywhere: Territories of the whole state.
        all: Every territory, for places whose county is unknown.
    """

    counties: Mapping[str, tuple[int, ...]]
    everywhere: tuple[int, ...]
    all: tuple[int, ...]

    def at(self, county: str | None) -> tuple[int, ...]:
        """Return the territories that may reach a place in a county."""
        if county is None:
            return self.all
        return (*self.counties.get(county, ()), *self.everywhere)
