"""Values that are not what was promised are answered as graphql-core answers them."""

from typing import Any

import pytest
from graphql import GraphQLList, GraphQLNonNull, get_named_type

from tests.unit.gateway.compiled.both_ways import BothWays, Fixed
from tests.unit.gateway.compiled.every_kind import Box
from tests.unit.gateway.compiled.plain_kinds import Note, Page, Sample
from tests.unit.gateway.compiled.whims import RARE, Problem, Promise, Raised

# graphql-core leaves coroutines behind where an object fails while others are on their way.
pytestmark = pytest.mark.filterwarnings("ignore:coroutine .* was never awaited")

LEAVES = {
    "text": "String",
    "words": "String",
    "number": "Int",
    "count": "Int",
    "ratio": "Float",
    "share": "Float",
    "flag": "Boolean",
    "fixed": "Boolean",
    "key": "ID",
    "id": "ID",
    "day": "Date",
    "born": "Date",
    "moment": "DateTime",
    "price": "Decimal",
    "cost": "Decimal",
    "loud": "Loud",
    "cry": "Loud",
    "color": "Enum",
    "paint": "Enum",
    "fit": "Enum",
    "anything": "JSON",
}
METHODS = {
    "plus": ("/b/plus(2, None)", "Int"),
    "label": ("/b/label", "String"),
    "lateText": ("/b/lateText(1)", "String"),
    "lateCount": ("/b/lateCount", "Int"),
    "loadedCost": ("/b/loadedCost", "Decimal"),
    "asked": ("/b/n", "Int"),
}


def others(place: str) -> dict[str, Any]:
    return {
        "null": lambda _: None,
        "raised": lambda _: Raised(ValueError("raised")),
        "returned": lambda _: Problem("returned"),
        "promised": lambda world: Promise(world, place, Raised(ValueError("late"))),
        "the class": lambda _: Box,
    }


def rare(kind: str) -> dict[str, Any]:
    """Return what a value of a kind may be instead, by number."""
    many = len(RARE[kind](None, []))
    return {
        f"{number}": lambda world, number=number: RARE[kind](world, ["x"])[number]
        for number in range(many)
    }


@pytest.mark.parametrize("field", LEAVES)
async def test_a_single_value_of_an_attribute(both: BothWays, field: str):
    for odd in {**rare(LEAVES[field]), **others("odd")}.values():
        fixed: Fixed = {
            "/boxOrNone(0)": lambda _: Box("/b"),
            "/b/sample": lambda _: Sample("/s"),
            "/b/samples": lambda _: [Sample("/t"), Sample("/s")],
            f"/s/{field}": odd,
        }
        await both.same(f"{{ boxOrNone {{ sample {{ n {field} }} }} }}", fixed)
        await both.same(f"{{ boxOrNone {{ lateText samples {{ {field} n }} }} }}", fixed)
        await both.same(
            f"{{ either {{ ... on Sample {{ {field} }} }} }}",
            {**fixed, "/either": lambda _: Sample("/s")},
        )


@pytest.mark.parametrize("field", METHODS)
async def test_a_single_value_of_a_method(both: BothWays, field: str):
    place, kind = METHODS[field]
    for odd in {**rare(kind), **others("odd")}.values():
        fixed: Fixed = {"/boxOrNone(0)": lambda _: Box("/b"), place: odd}
        await both.same(f"{{ boxOrNone {{ id {field} }} }}", fixed)
        await both.same(f"{{ boxOrNone {{ {field} lateText n }} }}", fixed)


OBJECTS: dict[str, Any] = {
    **others("odd"),
    "an heir": lambda _: type("Heir", (Sample,), {})("/s"),
    "another": lambda _: Note("/n"),
    "one that it may be": lambda _: Box("/c"),
    "a generic one": lambda _: Page("/p"),
    "anything": lambda _: object(),
    "a mapping": lambda _: {"n": 1},
    "a text": lambda _: "text",
    "a list": lambda _: [Sample("/s")],
    "a promise": lambda world: Promise(world, "odd", Sample("/s")),
    "a promise of null": lambda world: Promise(world, "odd", None),
}


@pytest.mark.parametrize("odd", OBJECTS)
@pytest.mark.parametrize(
    "below", ["__typename", "... on Node { n id }", "... on Box { lateCount }"]
)
async def test_an_object(both: BothWays, odd: str, below: str):
    for field in ("other", "sample", "inner", "box", "node", "either", "note", "nextBox", "page"):
        if field in {"note", "page"} and below != "__typename":
            continue
        if field in {"sample", "inner"} and "Box" in below:
            continue
        fixed: Fixed = {"/boxOrNone(0)": lambda _: Box("/b"), f"/b/{field}": OBJECTS[odd]}
        await both.same(f"{{ boxOrNone {{ {field} {{ {below} }} }} }}", fixed)
        await both.same(f"{{ boxOrNone {{ lateText {field} {{ {below} }} n }} }}", fixed)


@pytest.mark.parametrize("number", rare("List"))
async def test_a_list(both: BothWays, number: str):
    items: dict[str, tuple[str, Any]] = {
        "counts": ("", 5),
        "numbers": ("", 5),
        "paints": ("", "red"),
        "samples": ("{ n }", Sample("/s")),
        "inners": ("{ id words }", Sample("/s")),
        "rows": ("{ n }", [Sample("/s")]),
        "boxes": ("{ n lateCount }", Box("/c")),
        "others": ("{ n ... on Box { lateText } }", Box("/c")),
        "eithers": ("{ ... on Note { title stars } }", Note("/n")),
        "boxesOf": ("{ asked }", Box("/c")),
        "lateSamples": ("{ n }", Sample("/s")),
        "lateNodes": ("{ n ... on Box { boxSoon { n } } }", Box("/c")),
        "lateEithers": ("{ ... on Box { lateCount } }", Box("/c")),
    }
    places = {"boxesOf": "/b/boxesOf(['a'])", "lateNodes": "/b/lateNodes(None)"}
    for field, (below, item) in items.items():
        on = "sample" if field in {"counts", "numbers", "paints"} else ""

        def odd(world: Any, item: Any = item) -> Any:
            return RARE["List"](world, [item, item])[int(number)]

        at = f"/s/{field}" if on else places.get(field, f"/b/{field}")
        fixed: Fixed = {
            "/boxOrNone(0)": lambda _: Box("/b"),
            "/b/sample": lambda _: Sample("/s"),
            at: odd,
        }
        asked = f"sample {{ {field} }}" if on else f"{field} {below}"
        await both.same(f"{{ boxOrNone {{ {asked} }} }}", fixed)
        await both.same(f"{{ boxOrNone {{ lateText {asked} id }} }}", fixed)


async def test_every_kind_of_leaf_is_tried(both: BothWays):
    kind = both.core.type_map["Sample"]
    named = {
        name: get_named_type(field.type).name
        for name, field in kind.fields.items()  # type: ignore[attr-defined]
        if not isinstance(_nullable(field.type), GraphQLList)
    }
    assert set(named) - set(LEAVES) == {"n", "size"}


def _nullable(kind: Any) -> Any:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind
