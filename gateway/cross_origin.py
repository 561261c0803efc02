"""Lets scripts of pages elsewhere ask the graph, where operators name those pages."""

from collections.abc import Sequence

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

_SENT = (
    "accept",
    "authorization",
    "content-type",
    "idempotency-key",
    "x-api-key",
    "x-cost",
    "x-request-id",
)
_READ = ("etag", "ratelimit", "ratelimit-policy", "retry-after", "x-request-id")
_ASKED_AGAIN_S = 600


def open_to(app: ASGIApp, origins: Sequence[str]) -> ASGIApp:
    """Open an application to pages of some origins; to none, it stays as it is.

    Cookies and the like are never sent along: a key comes in a header or not at all.
    """
    if not origins:
        return app
    return CORSMiddleware(
        app,
        allow_origins=origins,
        allow_methods=("GET", "POST"),
        allow_headers=_SENT,
        expose_headers=_READ,
        max_age=_ASKED_AGAIN_S,
    )
