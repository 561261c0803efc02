"""Reads a folder laid out like the public repository."""

from collections.abc import Collection
from pathlib import Path

import us

from datasources.dataset.check import faults
from datasources.dataset.content import DatasetContent
from datasources.dataset.embedded.policies import read_eia_ids, read_policies
from datasources.dataset.errors import ImportRefused
from datasources.dataset.national.figures import (
    read_income_tests,
    read_poverty_levels,
    read_tax_table,
)
from datasources.dataset.national.folder import SourceFolder
from datasources.dataset.national.limits import read_ami, read_charger_tracts
from datasources.dataset.national.locate import file_of
from datasources.dataset.national.offers import (
    FEDERAL_INCENTIVES,
    file_of_state,
    read_authorities,
    read_federal_programs,
    read_incentives,
    read_programs,
)
from datasources.dataset.national.partners import read_loans, read_partners
from datasources.dataset.national.places import read_areas, read_overlaps, read_service, read_zips
from datasources.dataset.national.progress import Progress
from datasources.dataset.national.relations import read_geo_groups, read_relationships
from datasources.dataset.national.sources import COUNTY_MINIMUM, REWIRING_AMERICA
from datasources.facts.coverage import Jurisdiction, RolloutStatus

_NAME = "Rewiring America"


def read_national(folder: Path, progress: Progress) -> DatasetContent:
    """Read all facts of a folder and check them.

    Args:
        folder: A checkout of the public repository, or a copy of its data.
        progress: Told what comes next.

    Raises:
        ImportRefused: The folder has faults; all of them are named.
    """
    source = SourceFolder(folder)
    content = _content()
    steps = {
        "federal": _add_federal,
        "states": _add_states,
        "figures": _add_figures,
        "places": _add_places,
        "income limits": _add_limits,
    }
    total = len(steps) + 1
    for done, (name, add) in enumerate(steps.items()):
        progress(name, done, total)
        add(source, content)
    progress("check", total - 1, total)
    found = (*source.faults, *faults(content, file_of))
    progress("check", total, total)
    if found:
        raise ImportRefused(found)
    return content


def _content() -> DatasetContent:
    """Return what is known without the folder."""
    policies = read_policies()
    return DatasetContent(
        name=_NAME,
        published_at=None,
        sources=[REWIRING_AMERICA, COUNTY_MINIMUM],
        jurisdictions=_jurisdictions(policies.launched),
        shared_programs=list(policies.shared_programs),
        federal_replacements=list(policies.federal_replacements),
        state_taxes=list(policies.state_taxes),
    )


def _jurisdictions(launched: Collection[str]) -> list[Jurisdiction]:
    territories = {state.abbr for state in us.states.TERRITORIES}
    every = (*us.states.STATES, us.states.DC, *us.states.TERRITORIES)
    return [
        Jurisdiction(
            code=state.abbr,
            name=state.name,
            fips=str(state.fips),
            status=RolloutStatus.LAUNCHED if state.abbr in launched else RolloutStatus.NONE,
            territory=state.abbr in territories,
        )
        for state in sorted(every, key=lambda state: str(state.abbr))
    ]


def _add_federal(source: SourceFolder, content: DatasetContent) -> None:
    content.programs.extend(read_federal_programs(source))
    content.incentives.extend(read_incentives(source, FEDERAL_INCENTIVES, None))


def _add_states(source: SourceFolder, content: DatasetContent) -> None:
    for jurisdiction in content.jurisdictions:
        state = jurisdiction.code
        launched = jurisdiction.status is RolloutStatus.LAUNCHED
        incentives = file_of_state(state, "incentives")
        if launched or source.has(file_of_state(state, "programs")):
            content.authorities.extend(read_authorities(source, state))
            content.programs.extend(read_programs(source, state))
        if launched or source.has(incentives):
            content.incentives.extend(read_incentives(source, incentives, state))
        relationships = read_relationships(source, state)
        if relationships:
            content.relationships[state] = relationships
    content.geo_groups = read_geo_groups(source)
    content.partners.extend(read_partners(source))
    content.loans.extend(read_loans(source))


def _add_figures(source: SourceFolder, content: DatasetContent) -> None:
    content.income_tests.extend(read_income_tests(source))
    content.poverty_levels.extend(read_poverty_levels(source))
    content.tax_tables.append(read_tax_table(source))


def _add_places(source: SourceFolder, content: DatasetContent) -> None:
    areas = read_areas(source, read_eia_ids())
    content.geographies = areas.geographies
    content.utilities = areas.utilities
    content.boundaries = areas.boundaries
    content.zips = read_zips(source)
    content.overlaps = read_overlaps(source)
    content.service = read_service(source, content.zips)


def _add_limits(source: SourceFolder, content: DatasetContent) -> None:
    content.ami = read_ami(source)
    content.charger_tracts = read_charger_tracts(source)
