"""Turns the facts of a data set into the rows of its file."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

import msgspec

from datasources.dataset import documents
from datasources.dataset.boundaries import pack
from datasources.dataset.content import DatasetContent
from datasources.dataset.shapes import GeoGroup, IncomeTestDocument, StateRelationships

Row = tuple[Any, ...]

_zip_fields = attrgetter(
    "zip", "area", "zcta", "state", "city", "county", "county_fips", "latitude", "longitude"
)


def tables(content: DatasetContent) -> Iterator[tuple[str, Iterable[Row]]]:
    """Yield each table's name with its rows.

    Raises:
        ValueError: A boundary is no area.
        msgspec.ValidationError: A fact does not have the types it declares.
    """
    yield "document", _document_rows(content)
    yield "zip", map(_zip_fields, content.zips)
    yield "overlap", _numbered(content.overlaps)
    yield "service", _numbered(content.service)
    yield "boundary", _boundary_rows(content)
    yield "ami", _ami_rows(content)
    yield "charger_tract", ((*area, eligible) for area, eligible in content.charger_tracts)


def _document_rows(content: DatasetContent) -> Iterator[Row]:
    for kind, facts in _documents(content):
        for position, body in enumerate(kind.bodies(facts)):
            yield kind.name, position, body


def _documents(content: DatasetContent) -> Iterator[tuple[documents.Kind[Any], Iterable[Any]]]:
    """Yield every kind with its documents, in the order of the content."""
    yield documents.SOURCES, content.sources
    yield documents.JURISDICTIONS, content.jurisdictions
    yield documents.ROLLOUTS, content.rollouts
    yield documents.PARTNERS, content.partners
    yield documents.GEOGRAPHIES, content.geographies
    yield documents.UTILITIES, content.utilities
    yield documents.AUTHORITIES, content.authorities
    yield documents.PROGRAMS, content.programs
    yield documents.INCENTIVES, content.incentives
    yield documents.INCOME_TESTS, map(IncomeTestDocument.of, content.income_tests)
    yield documents.GEO_GROUPS, _geo_groups(content)
    yield documents.RELATIONSHIPS, _relationships(content)
    yield documents.SHARED_PROGRAMS, content.shared_programs
    yield documents.FEDERAL_REPLACEMENTS, content.federal_replacements
    yield documents.POVERTY_LEVELS, content.poverty_levels
    yield documents.TAX_TABLES, content.tax_tables
    yield documents.STATE_TAXES, content.state_taxes
    yield documents.LOANS, content.loans


def _geo_groups(content: DatasetContent) -> Iterator[GeoGroup]:
    for state, groups in sorted(content.geo_groups.items()):
        for key, geographies in sorted(groups.items()):
            yield GeoGroup(state, key, geographies)


def _relationships(content: DatasetContent) -> Iterator[StateRelationships]:
    for state, relationships in sorted(content.relationships.items()):
        yield StateRelationships.of(state, relationships)


def _numbered(rows: Iterable[Row]) -> Iterator[Row]:
    """Put each row's place within its area after the area."""
    met: dict[str, int] = {}
    for area, *rest in rows:
        position = met.get(area, 0)
        met[area] = position + 1
        yield (area, position, *rest)


def _boundary_rows(content: DatasetContent) -> Iterator[Row]:
    for number, body in content.boundaries.items():
        box, shape = pack(body)
        yield (number, *box, shape)


def _ami_rows(content: DatasetContent) -> Iterator[Row]:
    for (level, key), limits in content.ami:
        published = limits.published_80
        yield (
            level,
            key,
            limits.valid_from.isoformat(),
            limits.ami_80,
            limits.ami_150,
            limits.precision.value,
            limits.source,
            None if published is None else msgspec.json.encode(published).decode(),
        )
