"""Draws the map of coverage as SVG: from facts to a string, without a script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from datasources.facts.coverage import RolloutStatus
from gateway.explorer.tiles import COLUMNS, ROWS, TILES, Tile
from resolvers.coverage import StateCoverage

HEAR: Final = "HEAR"
STATUS_WORDS: Final = {
    RolloutStatus.LAUNCHED: "launched",
    RolloutStatus.BETA: "beta",
    RolloutStatus.NONE: "not launched",
}

_SIDE = 60
_STEP = 66
_EDGE = 6
_WIDTH = COLUMNS * _STEP - (_STEP - _SIDE) + 2 * _EDGE
_MAP_HEIGHT = ROWS * _STEP - (_STEP - _SIDE) + 2 * _EDGE
_LEGEND_HEIGHT = 58
_HATCH = (
    '<defs><pattern id="hatch" width="9" height="9" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect class="stripe" width="4" height="9"/></pattern></defs>'
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend.

    Attributes:
        mark: What it explains: the value of a status, or ``hear``.
    """

    mark: str
    words: str
    count: int


def hear_status(state: StateCoverage) -> str | None:
    """Return how far a state is with the HEAR rebates; None where the data do not say."""
    return next((each.status for each in state.rollouts if each.rebate == HEAR), None)


def legend(states: Iterable[StateCoverage]) -> list[Entry]:
    """Return what the map's marks mean, and how many there are of each."""
    found = list(states)
    statuses = [state.jurisdiction.status for state in found]
    hear = [hear_status(state) for state in found]
    entries = [
        Entry(status.value, STATUS_WORDS[status], statuses.count(status))
        for status in RolloutStatus
    ]
    if any(hear):
        entries.append(Entry("hear", "HEAR rebates open", hear.count("open")))
    return entries


def inline_map(states: Iterable[StateCoverage]) -> str:
    """Draw the map as part of a page that has the style sheet and a row ``#OR`` for each state."""
    found = list(states)
    return _svg(found, _MAP_HEIGHT, _tiles(found, page=""), _summary(found))


def whole_map(states: Iterable[StateCoverage], title: str, style: str) -> str:
    """Draw the map as a file of its own, with its legend and style sheet.

    Args:
        states: What to draw.
        title: Which data set it shows.
        style: The style sheet.
    """
    found = list(states)
    height = _MAP_HEIGHT + _LEGEND_HEIGHT
    ground = f'<rect class="ground" width="{_WIDTH}" height="{height}" rx="8"/>'
    tiles = _tiles(found, page="/coverage")
    body = f"<style>{style}</style>{ground}{tiles}{_legend(legend(found))}"
    return _svg(found, height, body, f"{title}: {_summary(found)}")


def swatch(mark: str) -> str:
    """Draw one mark of the legend for a page that shows the map as well."""
    return (
        '<svg class="map swatch" viewBox="-2 -2 28 28" width="24" height="24" aria-hidden="true">'
        f"{_mark(mark)}</svg>"
    )


def _svg(states: Sequence[StateCoverage], height: int, body: str, label: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 {_WIDTH} {height}"'
        f' width="{_WIDTH}" height="{height}" role="group" aria-label="{escape(label)}">'
        f"<title>{escape(label)}</title>"
        f"<desc>One square for each of {len(states)} states and territories, about where it lies,"
        " with the number of its programs.</desc>"
        f"{_HATCH}{body}</svg>"
    )


def _summary(states: Sequence[StateCoverage]) -> str:
    return ", ".join(f"{entry.words} {entry.count}" for entry in legend(states))


def _tiles(states: Sequence[StateCoverage], page: str) -> str:
    by_code = {state.jurisdiction.code: state for state in states}
    drawn = (_tile(tile, by_code[tile.code], page) for tile in TILES if tile.code in by_code)
    return f'<g role="list" aria-label="States and territories">{"".join(drawn)}</g>'


def _tile(tile: Tile, state: StateCoverage, page: str) -> str:
    area = state.jurisdiction
    x, y = _EDGE + tile.column * _STEP, _EDGE + tile.row * _STEP
    hear = hear_status(state)
    title = f"{area.name}: {STATUS_WORDS[area.status]}, {_counted(state.program_count, 'program')}"
    about = f"{_counted(state.incentive_count, 'incentive')}."
    about += f" HEAR rebates: {hear}." if hear else ""
    dot = '<circle class="dot" cx="54" cy="6" r="6.5"/>' if hear == "open" else ""
    code = escape(area.code)
    return (
        f'<g role="listitem" transform="translate({x} {y})">'
        f'<a class="tile {area.status.value}" href="{page}#{code}" aria-describedby="about-{code}">'
        f'<title>{escape(title)}</title><desc id="about-{code}">{escape(about)}</desc>'
        f"{_face(_SIDE)}"
        f'<g aria-hidden="true"><text class="code" x="30" y="29">{code}</text>'
        f'<text class="count" x="30" y="49">{state.program_count:,}</text></g>{dot}'
        '<rect class="ring" x="-4" y="-4" width="68" height="68" rx="11"/></a></g>'
    )


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _face(side: int) -> str:
    size = f'width="{side}" height="{side}" rx="{side // 8}"'
    return f'<rect class="face" {size}/><rect class="hatch" fill="url(#hatch)" {size}/>'


def _legend(entries: Sequence[Entry]) -> str:
    drawn, x = [], _EDGE
    for entry in entries:
        drawn.append(
            f'<g transform="translate({x} {_MAP_HEIGHT + 18})">'
            f'{_mark(entry.mark)}<text class="words" x="34" y="18">{escape(entry.words)}'
            f'<tspan class="total" dx="8">{entry.count}</tspan></text></g>'
        )
        # Text has no width before it is shown; this is that of the widest usual font.
        x += 80 + 9 * len(entry.words)
    return "".join(drawn)


def _mark(mark: str) -> str:
    if mark == "hear":
        return '<circle class="dot" cx="12" cy="12" r="7"/>'
    return f'<g class="tile {escape(mark)}">{_face(24)}</g>'
