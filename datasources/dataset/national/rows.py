"""The columns of the CSV files of a source that we use."""

import msgspec

from datasources.dataset.national.values import (
    ElevenDigits,
    FiveDigits,
    Key,
    MaybeFiveDigits,
    Money,
    Share,
    StateCode,
)
from datasources.facts.geography import GeographyKind


class Row(msgspec.Struct, array_like=True, gc=False):
    """A row of a CSV file, of which the named columns are read."""


class GeographyRow(Row):
    """A row of ``geographies.csv``."""

    id: int
    key: str
    type: GeographyKind
    name: Key
    state: StateCode
    county_fips: MaybeFiveDigits
    geometry: str


class ZipRow(Row):
    """A row of ``zips.csv``."""

    zip: FiveDigits
    city: str
    state_id: StateCode
    zcta: bool
    parent_zcta: MaybeFiveDigits
    county_fips: MaybeFiveDigits
    county_name: str


class OverlapRow(Row):
    """A row of ``zcta-to-geography.csv``."""

    zcta: FiveDigits
    geography_id: int
    intersection_proportion: Share


class ServiceRow(Row):
    """A row of ``zip-to-geography-approx.csv``."""

    zip: FiveDigits
    geography_id: int
    predominant: bool


class AmiZctaRow(Row):
    """A row of ``ami_by_zcta.csv``."""

    zcta: FiveDigits
    ami_80: Money
    ami_150: Money


class AmiTractRow(Row):
    """A row of ``ami_by_tract.csv``."""

    tract_geoid: ElevenDigits
    ami_80: Money
    ami_150: Money


class AmiCountyRow(Row):
    """A row of ``ami-by-county.csv``."""

    county_fips: FiveDigits
    ami_80: Money
    ami_150: Money


class AmiTerritoryRow(Row):
    """A row of ``ami_by_territory_zip.csv``; a blank ZIP stands for the whole territory."""

    zip: MaybeFiveDigits
    state: StateCode
    ami_80: Money
    ami_150: Money


class ChargerZctaRow(Row):
    """A row of ``30c_eligibility_by_zcta.csv``."""

    zcta: FiveDigits
    is_eligible: bool


class ChargerTractRow(Row):
    """A row of ``30c_eligibility_by_tract.csv``."""

    tract_geoid: ElevenDigits
    is_eligible: bool
