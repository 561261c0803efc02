"""Finds what contradicts itself in a pack whose shape is right."""

from collections.abc import Hashable, Iterable, Iterator

from datasources.catalog.conditions import CHARGER_LEVEL, CHARGER_LEVELS, comparable, slips
from datasources.catalog.dollars import whole_cents
from datasources.catalog.shapes import (
    CatalogProgramEntry,
    DeviceEntry,
    PackAmount,
    PackFile,
    TierEntry,
)
from datasources.dataset.embedded.device_categories import read_device_categories
from datasources.dataset.embedded.state_files import state_codes
from datasources.dataset.errors import Fault
from datasources.dataset.yaml_files import Document, KeyPath
from datasources.facts.fields import fillable
from datasources.facts.incentive import AmountType

_Slip = tuple[KeyPath, str]


def faults(document: Document[PackFile]) -> list[Fault]:
    """List all faults of a pack, in the order of its parts."""
    pack = document.content
    categories = frozenset(category.key for category in read_device_categories())
    found = [
        *_repeated(pack),
        *_below("devices", (_of_device(device, categories) for device in pack.devices)),
        *_below("programs", (_of_program(program, categories) for program in pack.programs)),
    ]
    return [document.found(message, *path) for path, message in found]


def _repeated(pack: PackFile) -> Iterator[_Slip]:
    """Yield numbers and keys that come again."""
    programs = list(enumerate(pack.programs))
    tiers = [
        (("programs", n, "tiers", k, "number"), tier.number)
        for n, program in programs
        for k, tier in enumerate(program.tiers)
    ]
    yield from _twice((("devices", n, "number"), d.number) for n, d in enumerate(pack.devices))
    yield from _twice((("programs", n, "number"), each.number) for n, each in programs)
    yield from _twice((("programs", n, "key"), each.key) for n, each in programs)
    yield from _twice(tiers)


def _twice(values: Iterable[tuple[KeyPath, Hashable]]) -> Iterator[_Slip]:
    seen: set[Hashable] = set()
    for path, value in values:
        if value in seen:
            yield path, f"{value} comes twice"
        seen.add(value)


def _of_device(device: DeviceEntry, categories: frozenset[str]) -> Iterator[_Slip]:
    yield from _unknown("category", device.category, categories)
    yield from _parts_of_a_cent("list_price", device.list_price)
    specs = device.specs or {}
    if not all(comparable(value) for value in specs.values()):
        yield ("specs",), "a number is too great"
    level = specs.get(CHARGER_LEVEL, CHARGER_LEVELS[0])
    if level not in CHARGER_LEVELS:
        yield ("specs", CHARGER_LEVEL), f"not one of {', '.join(CHARGER_LEVELS)}"


def _of_program(program: CatalogProgramEntry, categories: frozenset[str]) -> Iterator[_Slip]:
    known = frozenset(state_codes())
    for number, state in enumerate(program.states):
        if state not in known:
            yield ("states", number), f"there is no state {state}"
    for number, path in enumerate(program.required_fields):
        if not fillable(path):
            yield ("required_fields", number), f"nobody can fill in a field {path}"
    yield from _parts_of_a_cent("customer_maximum", program.customer_maximum)
    yield from _below("tiers", (_of_tier(tier, categories) for tier in program.tiers))


def _of_tier(tier: TierEntry, categories: frozenset[str]) -> Iterator[_Slip]:
    yield from _unknown("category", tier.category, categories)
    yield from _parts_of_a_cent("customer_maximum", tier.customer_maximum)
    yield from ((("amount", *path), message) for path, message in _of_amount(tier.amount))
    keys = ((("requirements", n, "key"), each.key) for n, each in enumerate(tier.requirements))
    yield from _twice(keys)
    for number, asked in enumerate(tier.requirements):
        yield from ((("requirements", number, key), message) for key, message in slips(asked))


def _of_amount(amount: PackAmount) -> Iterator[_Slip]:
    per_unit = amount.type is AmountType.DOLLARS_PER_UNIT
    if amount.type is AmountType.PERCENT and amount.number > 1:
        yield ("number",), "a share is a number from 0 to 1"
    if per_unit and amount.unit is None:
        yield (), "an amount for each unit needs a unit"
    if not per_unit and amount.unit is not None:
        yield ("unit",), "only an amount for each unit has a unit"
    if (amount.minimum or 0) > (amount.maximum or float("inf")):
        yield ("minimum",), "the least is more than the most"


def _below(key: str, parts: Iterable[Iterable[_Slip]]) -> Iterator[_Slip]:
    """Yield the slips of the parts of a list, by their place in it."""
    for number, part in enumerate(parts):
        for path, message in part:
            yield (key, number, *path), message


def _unknown(key: str, category: str, categories: frozenset[str]) -> Iterator[_Slip]:
    if category not in categories:
        yield (key,), f"not one of {', '.join(sorted(categories))}"


def _parts_of_a_cent(key: str, dollars: float | None) -> Iterator[_Slip]:
    if dollars is not None and not whole_cents(dollars):
        yield (key,), "money has no parts of a cent"
