"""Numbers the areas of the embedded data set and finds them by how the files write them."""

from collections.abc import Iterable, Sequence

from datasources.dataset.embedded.places import County
from datasources.dataset.embedded.shapes import StateFile, UtilityEntry
from datasources.facts.geography import Fuel, Geography, GeographyKind

_TERRITORIES = {
    Fuel.ELECTRIC: GeographyKind.ELECTRIC_TERRITORY,
    Fuel.GAS: GeographyKind.GAS_TERRITORY,
}


class Atlas:
    """Every area and its number: states by FIPS code, then counties, then territories.

    Attributes:
        geographies: In the order of their numbers.
    """

    geographies: tuple[Geography, ...]

    def __init__(self, states: Sequence[StateFile], counties: Iterable[County]) -> None:
        self._by_key: dict[str, Geography] = {}
        in_order = sorted(states, key=lambda state: state.fips)
        for state in in_order:
            area = Geography(self._next, GeographyKind.STATE, state.name, state.code)
            self._by_key[f"state:{state.code}"] = area
        for county in counties:
            self._by_key[f"county:{county.fips}"] = Geography(
                self._next,
                GeographyKind.COUNTY,
                county.name,
                county.state,
                county_fips=county.fips,
            )
        for state in in_order:
            for utility in state.utilities:
                kind = _TERRITORIES[utility.fuel]
                area = Geography(self._next, kind, utility.name, state.code, utility.key)
                self._by_key[f"utility:{utility.key}"] = area
        self.geographies = tuple(self._by_key.values())

    @property
    def _next(self) -> int:
        return len(self._by_key) + 1

    def find(self, area: str, state: str) -> int | None:
        """Find the number of an area of a state.

        Args:
            area: ``state``, ``county:`` and a FIPS code, or ``utility:`` and a key.
            state: Two-letter code; areas of other states are not found.
        """
        key = f"state:{state}" if area == "state" else area
        found = self._by_key.get(key)
        return found.number if found and found.state == state else None

    def territory(self, utility: UtilityEntry) -> int:
        """Return the number of a utility's territory."""
        return self._by_key[f"utility:{utility.key}"].number
