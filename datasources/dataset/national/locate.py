"""Says which file of a source a faulty fact stands in."""

from datasources.dataset.national.figures import INCOME_TESTS, POVERTY_LEVELS, TAX_BRACKETS
from datasources.dataset.national.limits import AMI_BY_ZCTA, CHARGER_BY_ZCTA
from datasources.dataset.national.offers import (
    FEDERAL_INCENTIVES,
    FEDERAL_PROGRAMS,
    file_of_state,
)
from datasources.dataset.national.partners import LOANS, PARTNERS
from datasources.dataset.national.places import GEOGRAPHIES, OVERLAPS, SERVICE, ZIPS
from datasources.dataset.national.relations import GEO_GROUPS

_FILES = {
    "partner": PARTNERS,
    "geography": GEOGRAPHIES,
    "utility": GEOGRAPHIES,
    "boundary": GEOGRAPHIES,
    "incentive": FEDERAL_INCENTIVES,
    "program": FEDERAL_PROGRAMS,
    "income_test": INCOME_TESTS,
    "geo_group": GEO_GROUPS,
    "poverty_levels": POVERTY_LEVELS,
    "tax_table": TAX_BRACKETS,
    "zip": ZIPS,
    "overlap": OVERLAPS,
    "service": SERVICE,
    "ami": AMI_BY_ZCTA,
    "charger_tract": CHARGER_BY_ZCTA,
    "loan": LOANS,
}
_FILES_OF_STATES = {
    "incentive": "incentives",
    "program": "programs",
    "authority": "authorities",
    "relationships": "incentive_relationships",
}


def file_of(kind: str, state: str | None) -> str:
    """Return the path below the folder of the file that holds a kind of fact.

    Args:
        kind: Kind of fact, as ``check.faults`` names it.
        state: Two-letter code where the fact belongs to one.
    """
    if state and kind in _FILES_OF_STATES:
        return file_of_state(state, _FILES_OF_STATES[kind])
    return _FILES.get(kind, kind)
