"""The page that a customer's link opens: programs, amounts, and what comes next."""

from collections.abc import Iterable
from html import escape
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from datasources.facts.errors import StorageUnavailable
from datasources.facts.money import Cents
from gateway.explorer.assets import HERE
from gateway.wiring import NotReady, Services
from resolvers.invitations import Line, Welcome, welcome

_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    # The link is the key to the page: it must not travel further, nor the page be kept.
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}
_GONE = "<p>This link is not valid any more. Ask whoever sent it for a new one.</p>"
_LATER = "<p>This page is not available just now. Please try again in a few minutes.</p>"


def connect_route(services: Services) -> Route:
    """Return the route of customers' pages."""
    template = Template((HERE / "connect_page.html").read_text("utf-8"))

    async def serve(request: Request) -> Response:
        try:
            found = await _welcome(services, request.path_params["token"])
        except (NotReady, StorageUnavailable):
            return HTMLResponse(_LATER, 503, _HEADERS)
        if found is None:
            return HTMLResponse(_GONE, 404, _HEADERS)
        return HTMLResponse(template.substitute(_words(found)), headers=_HEADERS)

    return Route("/connect/{organization}/{token}", serve)


async def _welcome(services: Services, token: str) -> Welcome | None:
    if services.partners is None:
        raise NotReady("Storage is not open.")
    invitation = services.partners.links.open(token)
    if invitation is None:
        return None
    with services.scope() as scope:
        return await welcome(
            scope,
            services.partners.storage,
            invitation.organization_id,
            invitation.reference_id,
        )


def _words(found: Welcome) -> dict[str, str]:
    return {
        "address": escape(found.address),
        "total": _money(found.total),
        "rows": "\n".join(_rows(found.lines)),
    }


def _rows(lines: Iterable[Line]) -> Iterable[str]:
    for line in lines:
        name = escape(line.name.en)
        linked = f'<a href="{escape(line.url)}" rel="noreferrer">{name}</a>' if line.url else name
        yield (
            f'<tr><th scope="row">{linked}</th><td class="number">{_money(line.total)}</td>'
            f'<td class="number">{_money(line.certain)}</td></tr>'
        )


def _money(cents: Cents) -> str:
    """Write an amount.

    >>> _money(Cents(125_000))
    '$1,250.00'
    """
    return f"${cents / 100:,.2f}"
