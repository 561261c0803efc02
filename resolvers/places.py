"""Finds the place of a question: by ZIP code, by address, with the areas it touches."""

import re
from dataclasses import dataclass
from datetime import date

from datasources.dataset.reader import Dataset
from datasources.facts.errors import BadInput, LocationNotFound, NoData
from datasources.facts.geography import (
    GeocodedAddress,
    GeographyKind,
    LocationPrecision,
    Place,
    PostalAddress,
    ZipCode,
)
from datasources.facts.income import AmiLimits
from datasources.facts.text import Text
from resolvers.rules.dates import in_force
from resolvers.scope import Scope

ZIP_UNKNOWN = Text("That ZIP code doesn't exist.", "Ese código postal no existe.")
ADDRESS_UNKNOWN = Text(
    "We can't locate that address.", "No se puede encontrar la ubicación de esa dirección."
)
NO_DATA = Text(
    "We currently don't have data for that location.",
    "Actualmente no contamos con datos para esa ubicación.",
)
_COUNTY_DIGITS = 5
_RENUMBERED = frozenset({"CT"})
"""States whose tracts go by old county codes in one table and by new ones in another.

Source: the Census Bureau replaced Connecticut's counties by planning regions in 2022.
"""
_ZIP = re.compile(r"(?P<five>.{5})(?:-\d{4})?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """How a caller names a place: exactly one of the three."""

    zip: str | None = None
    address: str | None = None
    postal_address: PostalAddress | None = None


async def locate(scope: Scope, at: Whereabouts) -> Place:
    """Find the place that a caller names.

    Raises:
        BadInput: A ZIP code has not five characters, or lies in another state than the address.
        LocationNotFound: No such ZIP code or address.
        NoData: The place is outside the 56 jurisdictions of the data set.
        UpstreamTransient: The service that locates addresses does not answer.
    """
    if at.zip is not None:
        return place_of_zip(scope.dataset, _five(at.zip), ZIP_UNKNOWN)
    line = at.postal_address.formatted if at.postal_address else (at.address or "")
    found = await scope.geocoder.geocode(line)
    if found is None or found.precision is LocationPrecision.STATE:
        raise LocationNotFound(ADDRESS_UNKNOWN, "at")
    if found.latitude is None or found.longitude is None:
        place = place_of_zip(scope.dataset, found.zip, ADDRESS_UNKNOWN)
        _same_state(scope.dataset, place, found.state)
        return place
    return place_of_address(scope.dataset, found)


def place_of_zip(dataset: Dataset, zip_code: str, unknown: Text) -> Place:
    """Find a ZIP code's place: every area it touches, however little."""
    row = dataset.zip(zip_code)
    if row is None:
        raise LocationNotFound(unknown, "at")
    if row.state not in dataset.states:
        raise NoData(NO_DATA, "at")
    overlaps = dataset.overlaps(row.area)
    touched = [dataset.geography(number) for number, _ in overlaps]
    state = next((area.state for area in touched if area.kind is GeographyKind.STATE), None)
    if state is None:
        raise LocationNotFound(unknown, "at")
    return Place(
        state=state,
        precision=LocationPrecision.ZIP,
        geographies=tuple(area.number for area in touched),
        counties=tuple(area.county_fips for area in touched if area.county_fips),
        area=row.area,
        zip=row.zip,
        zcta=row.zcta,
        city=row.city,
        county=row.county,
        county_fips=row.county_fips,
        latitude=row.latitude,
        longitude=row.longitude,
    )


def place_of_address(dataset: Dataset, found: GeocodedAddress) -> Place:
    """Find the place of a geocoded address: its state, county, and custom areas around it."""
    if found.state not in dataset.states or found.latitude is None or found.longitude is None:
        raise NoData(NO_DATA, "at")
    county = dataset.county_geography(found.county_fips) if found.county_fips else None
    named = (dataset.state_geography(found.state), county)
    row = dataset.zip(found.zip) or ZipCode(found.zip, found.zip, None, found.state)
    return Place(
        state=found.state,
        precision=found.precision,
        geographies=(
            *(number for number in named if number is not None),
            *dataset.custom_areas_at(found.latitude, found.longitude),
        ),
        counties=(found.county_fips,) if county is not None and found.county_fips else (),
        area=row.area,
        zip=found.zip,
        zcta=row.zcta,
        tract=found.tract,
        city=found.city or row.city,
        county=found.county or row.county,
        county_fips=found.county_fips or row.county_fips,
        latitude=found.latitude,
        longitude=found.longitude,
    )


def ami_of(dataset: Dataset, place: Place, today: date) -> AmiLimits | None:
    """Return the income limits of a place, of the smallest area they are known for."""
    for level, key in _areas(place):
        limits = in_force(dataset.ami(level, key), today)
        if limits is not None:
            return limits
    return None


def charger_tract_of(dataset: Dataset, place: Place) -> bool | None:
    """Tell whether a place is eligible for the charger credit; None where the data do not say."""
    if not dataset.knows_charger_tracts:
        return None
    for level, key in _areas(place):
        eligible = dataset.charger_tract(level, key)
        if eligible is not None:
            return eligible
    return None


def _areas(place: Place) -> list[tuple[str, str]]:
    """List what figures of a place may be published for, smallest first.

    A tract's figures are not replaced by its ZIP area's, which may lie mostly elsewhere.
    """
    areas = []
    if place.tract:
        areas += [("tract", place.tract), ("tract", place.tract[:_COUNTY_DIGITS])]
    if place.area and (not place.tract or place.state in _RENUMBERED):
        areas.append(("zcta", place.area))
    if place.county_fips:
        areas.append(("county", place.county_fips))
    return [*areas, ("state", place.state)]


def _five(zip_code: str) -> str:
    """Return the five characters of a ZIP code, without the four digits some add."""
    match = _ZIP.fullmatch(zip_code)
    if match is None:
        raise BadInput(f"A ZIP code has five digits, unlike {zip_code[:20]!r}.", "at.zip")
    return match["five"]


def _same_state(dataset: Dataset, place: Place, state: str) -> None:
    """Refuse an address whose state its ZIP code does not touch: one of the two is a slip."""
    if state and dataset.state_geography(state) not in place.geographies:
        raise BadInput(f"ZIP code {place.zip} is in {place.state}, not in {state}.", "at")
