"""Area median income limits, and the areas eligible for the 30C credit."""

from collections.abc import Iterable, Iterator

from datasources.dataset.content import AreaKey
from datasources.dataset.national.figures import YEAR_OF_FIGURES
from datasources.dataset.national.folder import SourceFolder
from datasources.dataset.national.rows import (
    AmiCountyRow,
    AmiTerritoryRow,
    AmiTractRow,
    AmiZctaRow,
    ChargerTractRow,
    ChargerZctaRow,
)
from datasources.dataset.national.sources import COUNTY_MINIMUM, REWIRING_AMERICA
from datasources.facts.income import AmiLimits, AmiPrecision
from datasources.facts.money import Dollars

_FOLDER = "scripts/income_limits/data/processed"
AMI_BY_ZCTA = f"{_FOLDER}/ami_by_zcta.csv"
AMI_BY_TRACT = f"{_FOLDER}/ami_by_tract.csv"
AMI_BY_TERRITORY = f"{_FOLDER}/ami_by_territory_zip.csv"
AMI_BY_COUNTY = ("ami-by-county.csv", "../ami-by-county.csv")
CHARGER_BY_ZCTA = f"{_FOLDER}/30c_eligibility_by_zcta.csv"
CHARGER_BY_TRACT = f"{_FOLDER}/30c_eligibility_by_tract.csv"

_CHARGER_TERRITORIES = ("AS", "GU", "MP", "VI")
"""Every charger there is eligible; the files have no rows for them."""


def read_ami(folder: SourceFolder) -> list[tuple[AreaKey, AmiLimits]]:
    """Read the limits of ZCTAs, tracts or, in their place, counties, and territories."""
    return [*_by_zcta(folder), *_by_tract(folder), *_by_territory(folder)]


def read_charger_tracts(folder: SourceFolder) -> list[tuple[AreaKey, bool]]:
    """Read which ZCTAs and tracts are eligible."""
    zctas = folder.rows(CHARGER_BY_ZCTA, ChargerZctaRow)
    tracts = folder.rows(CHARGER_BY_TRACT, ChargerTractRow)
    return [
        *((("zcta", row.zcta), row.is_eligible) for row in zctas),
        *((("tract", row.tract_geoid), row.is_eligible) for row in tracts),
        *((("state", code), True) for code in _CHARGER_TERRITORIES),
    ]


def _by_zcta(folder: SourceFolder) -> Iterator[tuple[AreaKey, AmiLimits]]:
    for row in folder.rows(AMI_BY_ZCTA, AmiZctaRow):
        yield ("zcta", row.zcta), _limits(row, AmiPrecision.ZCTA)


def _by_tract(folder: SourceFolder) -> Iterator[tuple[AreaKey, AmiLimits]]:
    if folder.has(AMI_BY_TRACT):
        for row in folder.rows(AMI_BY_TRACT, AmiTractRow):
            yield ("tract", row.tract_geoid), _limits(row, AmiPrecision.TRACT)
        return
    for county in _counties(folder):
        limits = _limits(county, AmiPrecision.COUNTY, COUNTY_MINIMUM.key)
        yield ("tract", county.county_fips), limits


def _counties(folder: SourceFolder) -> Iterable[AmiCountyRow]:
    """Read the counties' limits from the folder or from beside it, if they are in either."""
    name = next((name for name in AMI_BY_COUNTY if folder.has(name)), None)
    return folder.rows(name, AmiCountyRow) if name else ()


def _by_territory(folder: SourceFolder) -> Iterator[tuple[AreaKey, AmiLimits]]:
    for row in folder.rows(AMI_BY_TERRITORY, AmiTerritoryRow):
        area = ("zcta", row.zip) if row.zip else ("state", row.state)
        yield area, _limits(row, AmiPrecision.TERRITORY)


def _limits(
    row: AmiZctaRow | AmiTractRow | AmiCountyRow | AmiTerritoryRow,
    precision: AmiPrecision,
    source: str = REWIRING_AMERICA.key,
) -> AmiLimits:
    return AmiLimits(
        ami_80=Dollars(row.ami_80),
        ami_150=Dollars(row.ami_150),
        precision=precision,
        source=source,
        valid_from=YEAR_OF_FIGURES,
    )
