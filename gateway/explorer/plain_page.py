"""Pages without a script, made from the data set in force each time they are asked for."""

from collections.abc import Callable
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from datasources.dataset.reader import Dataset
from datasources.facts.coverage import DatasetCard
from gateway.wiring import NotReady, Services

_POLICY = (
    "default-src 'none'; style-src {style}; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE = {"content-security-policy": _POLICY.format(style="'self'"), "cache-control": "no-cache"}
_PICTURE = {
    # A picture carries its style within itself.
    "content-security-policy": _POLICY.format(style="'unsafe-inline'"),
    "cache-control": "no-cache",
}


def page_route(address: str, services: Services, write: Callable[[Dataset], str]) -> Route:
    """Return the route of a page; ``write`` makes its HTML."""
    return _route(address, services, lambda dataset: HTMLResponse(write(dataset), headers=_PAGE))


def picture_route(address: str, services: Services, draw: Callable[[Dataset], str]) -> Route:
    """Return the route of a picture; ``draw`` makes its SVG."""
    return _route(
        address,
        services,
        lambda dataset: Response(draw(dataset), headers=_PICTURE, media_type="image/svg+xml"),
    )


def card_words(card: DatasetCard) -> dict[str, str]:
    """Return what every page says of the data set, escaped."""
    published = card.published_at.date().isoformat() if card.published_at else ""
    return {
        "name": escape(card.name),
        "published": f'<time datetime="{published}">{published}</time>'
        if published
        else "unknown date",
        "version": escape(card.version),
        "short_version": escape(card.version[:12]),
    }


def _route(address: str, services: Services, answer: Callable[[Dataset], Response]) -> Route:
    async def serve(_: Request) -> Response:
        try:
            with services.scope() as scope:
                return answer(scope.dataset)
        except NotReady as missing:
            return HTMLResponse(f"<p>{escape(str(missing))}</p>", 503, _PAGE)

    return Route(address, serve)
