"""Finds relationships that lead back to where they began."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from datasources.dataset.concern import Concern
from datasources.dataset.content import DatasetContent
from datasources.facts.relationship import Relationships, keys_of


def cycles(content: DatasetContent) -> Iterator[Concern]:
    """Yield a concern for every circle of prerequisites and exclusions.

    Losing an offer takes away what needs it and gives back what it excluded, so a circle of either
    kind, or of both, could go on for ever.
    """
    for state, relationships in content.relationships.items():
        for circle in _circles(_graph(relationships)):
            yield Concern("relationships", state, circle[0], f"in a circle: {' → '.join(circle)}")


def _graph(relationships: Relationships) -> dict[str, set[str]]:
    """Return for every incentive those whose fate it follows."""
    graph: dict[str, set[str]] = {}
    for key, need in relationships.prerequisites.items():
        graph.setdefault(key, set()).update(keys_of(need))
    for winner, losers in relationships.exclusions.items():
        for loser in losers:
            graph.setdefault(loser, set()).add(winner)
    return graph


def _circles(graph: dict[str, set[str]]) -> Iterator[list[str]]:
    """Yield circles until none is left, opening each at its last step."""
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1]
            yield circle
            graph[circle[1]].discard(circle[0])
        else:
            return
