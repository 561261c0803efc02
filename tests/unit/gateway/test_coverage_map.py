"""The map of coverage: every jurisdiction once, its status, its numbers, nothing to run."""

from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import us

from datasources.facts.coverage import RebateRollout, RolloutStatus
from gateway.explorer.drawing import Entry, inline_map, legend, whole_map
from gateway.explorer.tiles import COLUMNS, ROWS, TILES
from resolvers.coverage import StateCoverage
from tests.builders import a_jurisdiction

SVG = "{http://www.w3.org/2000/svg}"


def covered(code: str = "OR", **changes: Any) -> StateCoverage:
    """Return the coverage of a state; what is changed may be a fact of the jurisdiction."""
    status = changes.pop("status", RolloutStatus.LAUNCHED)
    facts: dict[str, Any] = {
        "jurisdiction": a_jurisdiction(code, name=changes.pop("name", "Oregon"), status=status),
        "program_count": 13,
        "incentive_count": 25,
        "utility_count": 10,
        "freshest": None,
        "partners": (),
        "rollouts": (),
    }
    return StateCoverage(**facts | changes)


def hear(status: str, state: str = "OR") -> tuple[RebateRollout, ...]:
    day = date(2026, 8, 6)
    return (
        RebateRollout(state, "HOMES", "planned", day, "https://example.org"),
        RebateRollout(state, "HEAR", status, day, "https://example.org"),
    )


def test_every_jurisdiction_has_one_square():
    every = (*us.states.STATES, us.states.DC, *us.states.TERRITORIES)
    assert sorted(tile.code for tile in TILES) == sorted(state.abbr for state in every)


def test_no_two_squares_stand_in_one_place():
    assert len({(tile.column, tile.row) for tile in TILES}) == len(TILES) == 56
    assert (COLUMNS, ROWS) == (11, 9)


@pytest.mark.parametrize(
    ("west", "east"), [("CA", "NV"), ("OR", "ID"), ("OH", "PA"), ("AL", "GA"), ("HI", "PR")]
)
def test_what_lies_east_stands_further_right(west, east):
    columns = {tile.code: tile.column for tile in TILES}
    assert columns[west] <= columns[east]


def test_a_square_tells_its_state_its_status_and_its_programs():
    (link,) = links(inline_map([covered(rollouts=hear("open"))]))
    assert (link.get("href"), link.get("class")) == ("#OR", "tile launched")
    assert link.findtext(f"{SVG}title") == "Oregon: launched, 13 programs"
    assert link.findtext(f"{SVG}desc") == "25 incentives. HEAR rebates: open."
    assert [text.text for text in link.iter(f"{SVG}text")] == ["OR", "13"]


@pytest.mark.parametrize(
    ("rollouts", "marked"), [(hear("open"), True), (hear("paused"), False), ((), False)]
)
def test_a_state_is_marked_where_the_rebates_are_open(rollouts, marked):
    (link,) = links(inline_map([covered(rollouts=rollouts)]))
    assert (link.find(f"{SVG}circle") is not None) == marked


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (RolloutStatus.LAUNCHED, "launched"),
        (RolloutStatus.BETA, "beta"),
        (RolloutStatus.NONE, "not launched"),
    ],
)
def test_a_status_is_told_in_words_not_by_colour_alone(status, words):
    (link,) = links(inline_map([covered(status=status, program_count=1)]))
    assert link.findtext(f"{SVG}title") == f"Oregon: {words}, 1 program"


def test_names_are_escaped():
    name = """<script>"&'"""
    drawn = inline_map([covered(name=name)])
    assert "<script" not in drawn
    assert links(drawn)[0].findtext(f"{SVG}title") == f"{name}: launched, 13 programs"
    titled = ET.fromstring(whole_map([covered()], name, ".map{}"))
    assert (titled.findtext(f"{SVG}title") or "").startswith(name)


def test_the_legend_counts():
    states = [
        covered(rollouts=hear("open")),
        covered("WA", status=RolloutStatus.BETA),
        covered("CA", rollouts=hear("paused", "CA")),
    ]
    assert legend(states) == [
        Entry("launched", "launched", 2),
        Entry("beta", "beta", 1),
        Entry("none", "not launched", 0),
        Entry("hear", "HEAR rebates open", 1),
    ]


def test_the_rebates_are_left_out_where_the_data_say_nothing_of_them():
    assert [entry.mark for entry in legend([covered()])] == ["launched", "beta", "none"]


def test_the_map_alone_has_legend_style_and_links_to_the_page():
    root = ET.fromstring(whole_map([covered()], "Coverage of <X>", ".map { color: red }"))
    assert root.findtext(f"{SVG}style") == ".map { color: red }"
    assert [link.get("href") for link in root.iter(f"{SVG}a")] == ["/coverage#OR"]
    words = [text.text for text in root.iter(f"{SVG}text") if text.get("class") == "words"]
    assert words == ["launched", "beta", "not launched"]
    assert root.get("aria-label") == "Coverage of <X>: launched 1, beta 0, not launched 0"


def links(drawn: str) -> list[ET.Element]:
    return list(ET.fromstring(drawn).iter(f"{SVG}a"))
