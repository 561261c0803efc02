"""Geo groups and relationships of the states."""

from datasources.dataset.national.folder import SourceFolder
from datasources.dataset.national.offers import file_of_state
from datasources.dataset.national.records import (
    ExclusionRecord,
    GeoGroupRecord,
    NeedRecord,
    RelationshipsRecord,
)
from datasources.facts.relationship import AllOf, AnyOf, Combination, Need, Relationships

GEO_GROUPS = "data/geo_groups.json"


def read_geo_groups(folder: SourceFolder) -> dict[str, dict[str, frozenset[int]]]:
    """Return the geographies of each group by state and group key."""
    groups: dict[str, dict[str, frozenset[int]]] = {}
    for state, key, record in folder.nested_entries(GEO_GROUPS, GeoGroupRecord):
        groups.setdefault(state, {})[key] = record.geographies
    return groups


def read_relationships(folder: SourceFolder, state: str) -> Relationships | None:
    """Return the relationships of a state; None where it has no file of them."""
    name = file_of_state(state, "incentive_relationships")
    record = folder.document(name, RelationshipsRecord) if folder.has(name) else None
    if record is None:
        return None
    return Relationships(
        prerequisites={key: _need(need) for key, need in record.prerequisites.items()},
        exclusions={
            winner: losers.ids if isinstance(losers, ExclusionRecord) else losers
            for winner, losers in record.exclusions.items()
        },
        combinations=tuple(
            Combination(combination.ids, combination.max_value)
            for combination in record.combinations
        ),
    )


def _need(need: str | NeedRecord) -> Need:
    if isinstance(need, str):
        return need
    if need.any_of is not None:
        return AnyOf(tuple(map(_need, need.any_of)))
    return AllOf(tuple(map(_need, need.all_of or ())))
