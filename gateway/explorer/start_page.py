"""The start page: what this is, and how far its data go."""

from collections.abc import Iterable
from html import escape
from string import Template

from starlette.routing import Route

from datasources.dataset.reader import Dataset
from datasources.facts.coverage import DataSource
from gateway.explorer.assets import HERE
from gateway.explorer.plain_page import card_words, page_route
from gateway.wiring import Services
from resolvers.coverage import StateCoverage, coverage

_GRAPHIQL = (
    '<a class="button" href="/graphql">Open GraphiQL</a>\n'
    "        <span>or send queries by POST to <code>/graphql</code></span>"
)
_POST = "<span>Send queries by POST to <code>/graphql</code></span>"


def start_route(services: Services, *, graphiql: bool) -> Route:
    """Return the route of the start page.

    Args:
        services: What requests are served with.
        graphiql: Whether there is a page to ask queries on.
    """
    template = Template((HERE / "start_page.html").read_text("utf-8"))
    ways = {"ways": _GRAPHIQL if graphiql else _POST}
    return page_route("/", services, lambda dataset: template.substitute(_words(dataset), **ways))


def _words(dataset: Dataset) -> dict[str, str]:
    card = dataset.card
    covered = [state for state in coverage(dataset) if state.incentive_count]
    return card_words(card) | {
        "incentives": f"{card.incentive_count:,}",
        "programs": f"{len(dataset.programs):,}",
        "utilities": f"{len(dataset.utilities):,}",
        "states": str(len(covered)),
        "rows": _rows(covered),
        "sources": _sources(card.sources),
    }


def _rows(states: Iterable[StateCoverage]) -> str:
    return "\n".join(
        f'<tr><th scope="row">{escape(state.jurisdiction.name)}</th>'
        f"<td>{state.jurisdiction.status.value}</td>"
        f'<td class="number">{state.incentive_count:,}</td>'
        f'<td class="number">{state.program_count:,}</td>'
        f'<td class="number">{state.utility_count:,}</td></tr>'
        for state in states
    )


def _sources(sources: Iterable[DataSource]) -> str:
    return "\n".join(
        f'<li><a href="{escape(source.url)}">{escape(source.name)}</a> '
        f"<small>{escape(source.licence)}{', an estimate' if source.estimate else ''}</small></li>"
        for source in sources
    )
