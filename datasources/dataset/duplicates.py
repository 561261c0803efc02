"""Finds facts that share the key they are looked up by."""

from collections.abc import Hashable, Iterable, Iterator

from datasources.dataset.concern import Concern
from datasources.dataset.content import DatasetContent

_Identified = tuple[str | None, Hashable]


def duplicates(content: DatasetContent) -> Iterator[Concern]:
    """Yield a concern for every repeated key."""
    for kind, facts in (*_offers(content), *_places(content), *_figures(content)):
        met: set[Hashable] = set()
        for state, identity in facts:
            if identity in met:
                yield Concern(kind, state, _shown(identity), "comes more than once")
            met.add(identity)


def _offers(content: DatasetContent) -> Iterator[tuple[str, Iterable[_Identified]]]:
    yield "jurisdiction", ((None, each.code) for each in content.jurisdictions)
    yield "source", ((None, each.key) for each in content.sources)
    yield "partner", ((each.state, (each.state, each.key)) for each in content.partners)
    yield "authority", ((a.state, (a.state, a.type.value, a.key)) for a in content.authorities)
    yield "program", ((each.state, each.key) for each in content.programs)
    yield "incentive", ((each.state, each.key) for each in content.incentives)


def _places(content: DatasetContent) -> Iterator[tuple[str, Iterable[_Identified]]]:
    yield "geography", ((each.state, each.number) for each in content.geographies)
    yield "utility", ((each.state, each.key) for each in content.utilities)
    yield "zip", ((each.state, each.zip) for each in content.zips)
    yield "overlap", ((None, (area, number)) for area, number, _ in content.overlaps)
    yield "service", ((None, pair) for pair in content.service)
    yield "charger_tract", ((None, area) for area, _ in content.charger_tracts)


def _figures(content: DatasetContent) -> Iterator[tuple[str, Iterable[_Identified]]]:
    yield "income_test", ((None, each.key) for each in content.income_tests)
    yield "ami", ((None, (*area, limits.valid_from)) for area, limits in content.ami)
    yield "poverty_levels", ((None, (p.area, p.valid_from)) for p in content.poverty_levels)
    yield "tax_table", ((None, table.valid_from) for table in content.tax_tables)
    yield "state_tax", ((tax.state, (tax.state, tax.valid_from)) for tax in content.state_taxes)


def _shown(identity: Hashable) -> str:
    return " ".join(map(str, identity)) if isinstance(identity, tuple) else str(identity)
