"""The start page: what this is, and how far its data go."""

from collections.abc import Iterable
from html import escape
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from datasources.dataset.reader import Dataset
from datasources.facts.coverage import DataSource
from gateway.explorer.assets import HERE
from gateway.wiring import NotReady, Services
from resolvers.coverage import StateCoverage, coverage

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def start_route(services: Services) -> Route:
    """Return the route of the start page."""
    template = Template((HERE / "start_page.html").read_text("utf-8"))

    async def serve(_: Request) -> Response:
        headers = {"content-security-policy": _POLICY, "cache-control": "no-cache"}
        try:
            with services.scope() as scope:
                return HTMLResponse(template.substitute(_words(scope.dataset)), headers=headers)
        except NotReady as missing:
            return HTMLResponse(f"<p>{escape(str(missing))}</p>", 503, headers)

    return Route("/", serve)


def _words(dataset: Dataset) -> dict[str, str]:
    card = dataset.card
    covered = [state for state in coverage(dataset) if state.incentive_count]
    return {
        "name": escape(card.name),
        "published": card.published_at.date().isoformat() if card.published_at else "unknown date",
        "incentives": f"{card.incentive_count:,}",
        "programs": f"{len(dataset.programs):,}",
        "utilities": f"{len(dataset.utilities):,}",
        "states": str(len(covered)),
        "rows": _rows(covered),
        "sources": _sources(card.sources),
        "version": escape(card.version),
        "short_version": escape(card.version[:12]),
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
