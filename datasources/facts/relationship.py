"""How offers of one state bear on each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from datasources.facts.incentive import AuthorityType


@dataclass(frozen=True, slots=True)
class AllOf:
    """Met when every part is."""

    parts: tuple["Need", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Met when one part is."""

    parts: tuple["Need", ...]


Need = str | AllOf | AnyOf
"""A prerequisite: the key of an incentive, or a combination of needs."""


def keys_of(need: Need) -> Iterator[str]:
    """Yield every incentive key that a need names, at any depth."""
    if isinstance(need, str):
        yield need
    else:
        for part in need.parts:
            yield from keys_of(part)


@dataclass(frozen=True, slots=True)
class Combination:
    """Incentives that together pay no more than a maximum, in dollars."""

    incentives: tuple[str, ...]
    maximum: float


@dataclass(frozen=True, slots=True)
class Relationships:
    """All relationships of a state, in the order of its file.

    Attributes:
        prerequisites: Incentive key to what it needs.
        exclusions: Winner to the incentives it excludes.
    """

    prerequisites: Mapping[str, Need] = field(default_factory=dict)
    exclusions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    combinations: tuple[Combination, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedProgram:
    """A program run jointly: its offers replace what outsiders offer for the same items.

    Attributes:
        host: The authority of the shared program.
        sponsors: By authority type, the authorities whose own offers stand beside the shared ones.
            Types that are absent are never replaced.
        exempt: Authorities outside the shared program that keep their offers all the same.
    """

    state: str
    host_type: AuthorityType
    host: str
    sponsors: Mapping[AuthorityType, frozenset[str]]
    exempt: frozenset[str]


@dataclass(frozen=True, slots=True)
class FederalReplacement:
    """A state that gives away what a federal offer for exactly these items would pay."""

    state: str
    items: tuple[str, ...]
