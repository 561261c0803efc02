"""Geographies, ZIP codes, and what they touch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from datasources.dataset.national.folder import SourceFolder
from datasources.dataset.national.rows import GeographyRow, OverlapRow, ServiceRow, ZipRow
from datasources.facts.geography import Fuel, Geography, GeographyKind, Utility, ZipCode

GEOGRAPHIES = "scripts/data/geographies.csv"
ZIPS = "scripts/data/zips.csv"
OVERLAPS = "scripts/data/zcta-to-geography.csv"
SERVICE = "scripts/data/zip-to-geography-approx.csv"

_FUELS = {
    GeographyKind.ELECTRIC_TERRITORY: Fuel.ELECTRIC,
    GeographyKind.GAS_TERRITORY: Fuel.GAS,
}


@dataclass(frozen=True, slots=True)
class Areas:
    """The geographies, the utilities among them, and the boundaries of the custom ones."""

    geographies: list[Geography]
    utilities: list[Utility]
    boundaries: dict[int, str]


def read_areas(folder: SourceFolder, eia_ids: Mapping[str, str]) -> Areas:
    """Read the geographies; every territory is a utility.

    Args:
        folder: Where the file is.
        eia_ids: EIA ids by utility key, as far as they are known.
    """
    areas = Areas([], [], {})
    for row in folder.rows(GEOGRAPHIES, GeographyRow):
        areas.geographies.append(
            Geography(
                number=row.id,
                kind=row.type,
                name=row.name,
                state=row.state,
                key=row.key or None,
                county_fips=row.county_fips or None,
            )
        )
        fuel = _FUELS.get(row.type)
        if fuel:
            eia_id = eia_ids.get(row.key)
            areas.utilities.append(Utility(row.key, row.name, fuel, row.state, row.id, eia_id))
        if row.geometry:
            areas.boundaries[row.id] = row.geometry
    return areas


def read_zips(folder: SourceFolder) -> list[ZipCode]:
    """Read the ZIP codes that have a ZCTA, their own or a parent's; the others lie nowhere."""
    return [
        ZipCode(
            zip=row.zip,
            area=zcta,
            zcta=zcta,
            state=row.state_id,
            city=row.city or None,
            county=row.county_name or None,
            county_fips=row.county_fips or None,
        )
        for row in folder.rows(ZIPS, ZipRow)
        if (zcta := row.zip if row.zcta else row.parent_zcta)
    ]


def read_overlaps(folder: SourceFolder) -> list[tuple[str, int, float]]:
    """Read what each ZCTA touches, greatest share first, ties in the order of the file."""
    rows = folder.rows(OVERLAPS, OverlapRow)
    rows.sort(key=lambda row: (row.zcta, -row.intersection_proportion))
    return [(row.zcta, row.geography_id, row.intersection_proportion) for row in rows]


def read_service(folder: SourceFolder, zips: Iterable[ZipCode]) -> list[tuple[str, int]]:
    """Read which territories touch each ZIP area, predominant ones first.

    Of equally predominant ones those of the area's own ZIP code come before those of its other
    ZIP codes; then the order of the file decides. A ZIP code without an area is its own.
    """
    areas = {zip_code.zip: zip_code.area for zip_code in zips}
    rows = folder.rows(SERVICE, ServiceRow)
    placed = [(areas.get(row.zip, row.zip), row) for row in rows]
    placed.sort(key=lambda each: (each[0], not each[1].predominant, each[1].zip != each[0]))
    return list(dict.fromkeys((area, row.geography_id) for area, row in placed))
