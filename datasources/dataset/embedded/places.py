"""ZIP codes and counties, joined from two packages that name counties differently."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import us.states
import zipcodes

from datasources.facts.geography import ZipCode

_WORD = re.compile(r"[a-z0-9]+")

_COUNTY_ALIASES = {
    ("AK", "Prince of Wales-Outer Ketchikan Borough"): "Prince of Wales-Hyder Census Area",
    ("IN", "La Porte County"): "LaPorte County",
    ("PR", "Bayamon"): "Bayamón Municipio",
    ("PR", "Carolina"): "Carolina Municipio",
    ("PR", "Catano"): "Cataño Municipio",
    ("PR", "San Juan"): "San Juan Municipio",
    ("PR", "Toa Alta"): "Toa Alta Municipio",
    ("TX", "De Witt County"): "DeWitt County",
    ("VA", "James City"): "James City County",
}
"""Names of the ZIP code package that are no spelling of the county's own name."""

_CITY_COUNTIES = {
    ("VI", "Christiansted"): "St. Croix Island",
    ("VI", "Frederiksted"): "St. Croix Island",
    ("VI", "Kingshill"): "St. Croix Island",
    ("VI", "St John"): "St. John Island",
    ("VI", "St Thomas"): "St. Thomas Island",
}
"""Counties by city, where the package knows no county but the city lies in one."""


@dataclass(frozen=True, slots=True)
class County:
    """A county or its equivalent, by the codes in force before Connecticut's of 2022."""

    state: str
    fips: str
    name: str


def counties() -> tuple[County, ...]:
    """Return the counties of all states, DC and the territories, by FIPS code."""
    found = [
        County(state.abbr, county.fips, county.name)
        for state in us.states.STATES_AND_TERRITORIES
        for county in state.counties
    ]
    return tuple(sorted(found, key=lambda county: county.fips))


def zip_codes() -> Iterator[ZipCode]:
    """Yield every ZIP code; military ones and those of freely associated states too.

    A place without a county has ``county_fips`` None: the package does not know it.
    """
    finder = _CountyFinder(counties())
    for row in zipcodes.list_all():  # type: ignore[no-untyped-call]  # it has no types
        state, city = row["state"], row["city"] or None
        county = finder.find(state, row["county"], row["city"])
        yield ZipCode(
            zip=row["zip_code"],
            area=row["zip_code"],
            zcta=None,
            state=state,
            city=city,
            county=county.name if county else None,
            county_fips=county.fips if county else None,
            latitude=float(row["lat"]) if row["lat"] else None,
            longitude=float(row["long"]) if row["long"] else None,
        )


def spelling(name: str) -> str:
    """Reduce a county's name to what all its spellings share.

    >>> spelling("Municipality of Anchorage") == spelling("Anchorage Municipality")
    True
    >>> spelling("Doña Ana County")
    'ana county dona'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(sorted(word for word in _WORD.findall(plain.replace("'", "")) if word != "of"))


class _CountyFinder:
    """Finds counties by state and name."""

    def __init__(self, known: tuple[County, ...]) -> None:
        self._by_name = {(county.state, spelling(county.name)): county for county in known}
        self._by_state: dict[str, list[County]] = {}
        for county in known:
            self._by_state.setdefault(county.state, []).append(county)

    def find(self, state: str, name: str, city: str) -> County | None:
        """Find a ZIP code's county; the only one of DC and Guam needs no name."""
        of_state = self._by_state.get(state, [])
        if len(of_state) == 1:
            return of_state[0]
        own_name = _COUNTY_ALIASES.get((state, name)) or name or _CITY_COUNTIES.get((state, city))
        return self._by_name.get((state, spelling(own_name))) if own_name else None
