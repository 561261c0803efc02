"""Says how one data set differs from another."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from datasources.dataset.reader import Dataset
from datasources.facts.incentive import Incentive, Program


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that has another value now.

    Attributes:
        field: Its name in the fact.
    """

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that is in both data sets, but not the same."""

    key: str
    state: str | None
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class KindDiff:
    """How the facts of one kind differ: keys in the order of their data set."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class DatasetDiff:
    """How the offers of two data sets differ."""

    before: str
    after: str
    incentives: KindDiff
    programs: KindDiff

    @property
    def same_offers(self) -> bool:
        """Whether nothing was added, removed or changed."""
        kinds = (self.incentives, self.programs)
        return not any(kind.added or kind.removed or kind.changed for kind in kinds)


def diff(a: Dataset, b: Dataset) -> DatasetDiff:
    """Compare the incentives and programs of two data sets, ``a`` the older one."""
    return DatasetDiff(
        before=a.card.version,
        after=b.card.version,
        incentives=_compare(a.incentives, b.incentives),
        programs=_compare(a.programs, b.programs),
    )


def _compare(
    before: Mapping[str, Incentive] | Mapping[str, Program],
    after: Mapping[str, Incentive] | Mapping[str, Program],
) -> KindDiff:
    return KindDiff(
        added=tuple(key for key in after if key not in before),
        removed=tuple(key for key in before if key not in after),
        changed=tuple(
            Change(key, fact.state, _changes(before[key], fact))
            for key, fact in after.items()
            if key in before and before[key] != fact
        ),
    )


def _changes(before: Incentive | Program, after: Incentive | Program) -> tuple[FieldChange, ...]:
    pairs = (
        (field.name, getattr(before, field.name), getattr(after, field.name))
        for field in fields(before)
    )
    return tuple(FieldChange(name, old, new) for name, old, new in pairs if old != new)
