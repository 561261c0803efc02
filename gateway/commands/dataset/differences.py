"""Writes the difference of two data sets, for people and for programs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from rich.table import Table

from datasources.dataset.diff import Change, DatasetDiff, KindDiff
from datasources.dataset.reader import Dataset
from datasources.facts.dates import FuzzyDate
from datasources.facts.incentive import Incentive, Program

_NOTHING = "nothing"
_FEDERAL = "US"

Facts = Mapping[str, Incentive] | Mapping[str, Program]


def as_json(found: DatasetDiff) -> dict[str, Any]:
    """Return what JSON holds of a difference: keys, and fields before and after."""
    kinds = {"incentives": found.incentives, "programs": found.programs}
    return {"before": found.before, "after": found.after} | {
        name: {
            "added": kind.added,
            "removed": kind.removed,
            "changed": [_change(change) for change in kind.changed],
        }
        for name, kind in kinds.items()
    }


def as_text(found: DatasetDiff, a: Dataset, b: Dataset) -> Iterator[Table | str]:
    """Yield what a console shows of a difference: counts, keys by state, fields that changed."""
    kinds: tuple[tuple[str, KindDiff, Facts, Facts], ...] = (
        ("Incentives", found.incentives, a.incentives, b.incentives),
        ("Programs", found.programs, a.programs, b.programs),
    )
    for name, kind, before, after in kinds:
        counts = (len(kind.added), len(kind.removed), len(kind.changed))
        yield "\n{}: {:,} added, {:,} removed, {:,} changed".format(name, *counts)
        if kind.added or kind.removed:
            yield _keys_table(kind, before, after)
        yield from _changes(kind.changed)


def _keys_table(kind: KindDiff, before: Facts, after: Facts) -> Table:
    table = Table("state", "", "ids", box=None)
    table.columns[2].overflow = "fold"
    added, removed = _by_state(kind.added, after), _by_state(kind.removed, before)
    for state in sorted({*added, *removed}):
        for word, keys in (("added", added[state]), ("removed", removed[state])):
            if keys:
                table.add_row(state, word, ", ".join(keys))
    return table


def _by_state(keys: Iterable[str], facts: Facts) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        found[facts[key].state or _FEDERAL].append(key)
    return found


def _changes(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        yield f"  {change.key}"
        for field in change.fields:
            for name, old, new in _leaves(field.field, _plain(field.before), _plain(field.after)):
                yield f"    {name}\n      - {_shown(old)}\n      + {_shown(new)}"


def _leaves(name: str, before: object, after: object) -> Iterator[tuple[str, object, object]]:
    """Yield only the members that differ where both values have members."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        yield name, before, after
        return
    for member in {**before, **after}:
        old, new = before.get(member), after.get(member)
        if old != new:
            yield from _leaves(f"{name}.{member}", old, new)


def _change(change: Change) -> dict[str, Any]:
    fields = {
        field.field: {"before": _plain(field.before), "after": _plain(field.after)}
        for field in change.fields
    }
    return {"key": change.key, "state": change.state, "fields": fields}


def _plain(value: object) -> object:
    return str(value) if isinstance(value, FuzzyDate) else msgspec.to_builtins(value)


def _shown(value: object) -> str:
    if value is None:
        return _NOTHING
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
