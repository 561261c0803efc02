"""Compiles the files of the embedded data set into facts."""

from collections.abc import Iterator

from datasources.dataset.content import DatasetContent
from datasources.dataset.embedded.figures import read_poverty_levels, read_tax_tables
from datasources.dataset.embedded.files import read
from datasources.dataset.embedded.geographies import Atlas
from datasources.dataset.embedded.income_tests import income_tests
from datasources.dataset.embedded.limits import read_limits
from datasources.dataset.embedded.offers import Surroundings, offers, relationships
from datasources.dataset.embedded.places import counties, zip_codes
from datasources.dataset.embedded.policies import read_policies
from datasources.dataset.embedded.shapes import OffersFile
from datasources.dataset.embedded.sources import read_sources, to_fact
from datasources.dataset.embedded.state_files import read_states
from datasources.dataset.embedded.states import Service, State
from datasources.dataset.embedded.texts import Phrasebook, read_phrasebook
from datasources.facts.geography import ZipCode
from datasources.facts.relationship import Relationships


def compile_files() -> DatasetContent:
    """Return everything that the files say, in their order.

    Raises:
        ImportRefused: A file has another shape, or refers to something that does not exist.
    """
    documents = read_states()
    atlas = Atlas([document.content for document in documents], counties())
    states = [State(document, atlas) for document in documents]
    content = _frame(atlas)
    book = read_phrasebook()
    federal = _add_federal(content, states, book)
    for state in states:
        _add_state(content, state, book, federal)
    _add_places(content, states, atlas)
    return content


def _frame(atlas: Atlas) -> DatasetContent:
    """Start with what belongs to no state."""
    sources, policies = read_sources(), read_policies()
    return DatasetContent(
        name=sources.name,
        published_at=sources.published_at,
        sources=[to_fact(entry) for entry in sources.sources],
        jurisdictions=[],
        geographies=list(atlas.geographies),
        shared_programs=list(policies.shared_programs),
        federal_replacements=list(policies.federal_replacements),
        poverty_levels=read_poverty_levels(),
        tax_tables=read_tax_tables(),
        state_taxes=list(policies.state_taxes),
        ami=list(read_limits()),
    )


def _add_federal(content: DatasetContent, states: list[State], book: Phrasebook) -> Relationships:
    """Add the federal offers; their relationships are returned, to hold in every state."""
    document = read("federal.yaml", OffersFile)
    groups = frozenset(key for state in states for key in state.geo_groups())
    programs, incentives = offers(document, Surroundings(None, {}, groups), book)
    content.programs += programs
    content.incentives += incentives
    content.income_tests += income_tests(document)
    return relationships(document)


def _add_state(
    content: DatasetContent, state: State, book: Phrasebook, federal: Relationships
) -> None:
    document = state.document
    content.jurisdictions.append(state.jurisdiction())
    content.rollouts += state.rollouts()
    content.utilities += state.utilities()
    content.authorities += state.authorities()
    programs, incentives = offers(document, state.surroundings(), book)
    content.programs += programs
    content.incentives += incentives
    content.income_tests += income_tests(document)
    if groups := state.geo_groups():
        content.geo_groups[state.code] = groups
    local = _local(federal, content, frozenset(groups))
    together = _together(relationships(document), local)
    if together != Relationships():
        content.relationships[state.code] = together


def _local(
    federal: Relationships, content: DatasetContent, groups: frozenset[str]
) -> Relationships:
    """Keep the federal relationships among offers that are narrowed to groups of a state."""
    here = {
        offer.key for offer in content.incentives if offer.geo_group in groups and not offer.state
    }
    return Relationships(
        {key: need for key, need in federal.prerequisites.items() if key in here},
        {key: losers for key, losers in federal.exclusions.items() if key in here},
        tuple(row for row in federal.combinations if here.issuperset(row.incentives)),
    )


def _together(first: Relationships, second: Relationships) -> Relationships:
    return Relationships(
        {**first.prerequisites, **second.prerequisites},
        {**first.exclusions, **second.exclusions},
        (*first.combinations, *second.combinations),
    )


def _add_places(content: DatasetContent, states: list[State], atlas: Atlas) -> None:
    services = {state.code: state.service() for state in states}
    zips = list(zip_codes())
    content.zips = zips
    content.overlaps = list(_overlaps(zips, atlas))
    content.service = list(_service(zips, services))


def _overlaps(zips: list[ZipCode], atlas: Atlas) -> Iterator[tuple[str, int, float]]:
    """Yield each ZIP code's state and county; those outside the 56 jurisdictions have neither."""
    for place in zips:
        state = atlas.find("state", place.state)
        if state is not None:
            yield place.area, state, 1.0
        county = atlas.find(f"county:{place.county_fips}", place.state)
        if county is not None:
            yield place.area, county, 1.0


def _service(zips: list[ZipCode], services: dict[str, Service]) -> Iterator[tuple[str, int]]:
    for place in zips:
        if place.state in services:
            for territory in services[place.state].at(place.county_fips):
                yield place.area, territory
