"""What differs between two states of a customer's data, value by value."""

import json
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Any

from datasources.facts.application import Application
from datasources.facts.check import Change
from datasources.facts.customer import CustomerDevice
from datasources.facts.dossier import Dossier
from datasources.facts.field import Field, FieldKind
from datasources.facts.fields import FIELDS
from resolvers.rules.form_values import Fact, entity_of, to_plain, value_of


def differences(before: Dossier | None, after: Dossier) -> list[Change]:
    """List what differs between two states of a customer's data.

    Args:
        before: None where there was no such customer.
        after: Of the same customer.

    Returns:
        The customer's fields, then those of devices and of applications by id, each in the order
        of forms. What came or went is told like something of which every field had, or has, its
        default: the fields that say something, with no value on the other side.
    """
    changes = differences_of(before.customer if before else None, after.customer)
    for old, new in _pairs(before.devices if before else (), after.devices):
        changes += differences_of(old, new)
    for old, new in _pairs(before.applications if before else (), after.applications):
        changes += differences_of(old, new)
    return changes


def differences_of(before: Fact | None, after: Fact | None) -> list[Change]:
    """List what differs between two states of one thing; see differences."""
    thing = after or before
    if thing is None:
        return []
    entity = entity_of(thing)
    return [
        Change(entity.value, thing.id, field.name, old, new)
        for field in FIELDS[entity].values()
        for old, new in [(_plain(before, field), _plain(after, field))]
        if not _same(field, old, new, whole=before is not None and after is not None)
    ]


def _pairs(
    old: Iterable[CustomerDevice | Application], new: Iterable[CustomerDevice | Application]
) -> Iterator[tuple[Fact | None, Fact | None]]:
    """Pair the former and present states of things, by id; what is not stored yet has id 0."""
    former = {each.id: each for each in old}
    present: list[tuple[int, Fact | None, Fact | None]] = [
        (each.id, former.pop(each.id, None), each) for each in new
    ]
    gone = [(each.id, each, None) for each in former.values()]
    for _, was, now in sorted([*present, *gone], key=itemgetter(0)):
        yield was, now


def _plain(fact: Fact | None, field: Field) -> Any:  # noqa: ANN401 any JSON value
    if fact is None:
        return None
    value = value_of(fact, field.name)
    if isinstance(fact, Application) and field.name == "devices":
        value = sorted(value)  # an application is for a set of devices: their order says nothing
    return to_plain(field, value)


def _same(field: Field, old: Any, new: Any, *, whole: bool) -> bool:  # noqa: ANN401 JSON values
    if not whole:
        nothing = to_plain(field, field.default)
        old, new = (nothing if value is None else value for value in (old, new))
    if field.kind is FieldKind.DOCUMENT:
        # Python takes 1, 1.0 and true for equal.
        return json.dumps(old, sort_keys=True) == json.dumps(new, sort_keys=True)
    return bool(old == new)
