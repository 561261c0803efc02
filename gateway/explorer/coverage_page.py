"""The page of coverage: the map, and the same as a table."""

from collections.abc import Sequence
from html import escape
from string import Template
from typing import Final
from urllib.parse import quote

from starlette.routing import Route

from datasources.dataset.reader import Dataset
from gateway.explorer.assets import HERE
from gateway.explorer.drawing import (
    HEAR,
    STATUS_WORDS,
    Entry,
    hear_status,
    inline_map,
    legend,
    swatch,
    whole_map,
)
from gateway.explorer.plain_page import card_words, page_route, picture_route
from gateway.wiring import Services
from resolvers.coverage import StateCoverage, coverage

QUERY: Final = "{ states { code name status programCount incentiveCount utilityCount } }"
"""Asks the graph for what the page shows."""

_UNKNOWN = '<td class="quiet">&ndash;</td>'


def coverage_routes(services: Services) -> list[Route]:
    """Return the routes of the page and of the map alone."""
    template = Template((HERE / "coverage_page.html").read_text("utf-8"))
    style = (HERE / "map.css").read_text("utf-8")

    def page(dataset: Dataset) -> str:
        return template.substitute(_words(dataset))

    def picture(dataset: Dataset) -> str:
        return whole_map(coverage(dataset), f"Coverage of {dataset.card.name}", style)

    return [
        page_route("/coverage", services, page),
        picture_route("/coverage.svg", services, picture),
    ]


def _words(dataset: Dataset) -> dict[str, str]:
    states = coverage(dataset)
    with_hear = any(hear_status(state) for state in states)
    with_dates = any(state.freshest for state in states)
    return card_words(dataset.card) | {
        "query": escape(f"/graphql?query={quote(QUERY)}"),
        "map": inline_map(states),
        "legend": "\n".join(_legend_line(entry) for entry in legend(states)),
        "more_heads": "".join(
            f'<th scope="col">{head}</th>'
            for head, shown in (("HEAR rebates", with_hear), ("Facts of", with_dates))
            if shown
        ),
        "rows": _rows(states, with_hear=with_hear, with_dates=with_dates),
    }


def _legend_line(entry: Entry) -> str:
    count = f"<strong>{entry.count}</strong>"
    return f"<li>{swatch(entry.mark)}<span>{escape(entry.words)} {count}</span></li>"


def _rows(states: Sequence[StateCoverage], *, with_hear: bool, with_dates: bool) -> str:
    return "\n".join(
        _row(state, (_hear(state) if with_hear else "") + (_freshest(state) if with_dates else ""))
        for state in states
    )


def _row(state: StateCoverage, more: str) -> str:
    area = state.jurisdiction
    counts = "".join(
        f'<td class="number">{count:,}</td>'
        for count in (state.program_count, state.incentive_count, state.utility_count)
    )
    return (
        f'<tr id="{escape(area.code)}"><th scope="row">{escape(area.code)}</th>'
        f"<td>{escape(area.name)}</td><td>{STATUS_WORDS[area.status]}</td>"
        f"{counts}{more}</tr>"
    )


def _hear(state: StateCoverage) -> str:
    found = next((each for each in state.rollouts if each.rebate == HEAR), None)
    if found is None:
        return _UNKNOWN
    as_of = f'title="as of {found.as_of.isoformat()}"'
    return f'<td><a href="{escape(found.source_url)}" {as_of}>{escape(found.status)}</a></td>'


def _freshest(state: StateCoverage) -> str:
    return f"<td>{state.freshest.isoformat()}</td>" if state.freshest else _UNKNOWN
