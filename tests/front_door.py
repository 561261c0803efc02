"""The front door over the real schema: HTTP in this process, without a server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from gateway.app import build_app
from gateway.following import Follower
from gateway.settings import Settings
from gateway.wiring import Services
from resolvers.catalogue import Catalogue
from resolvers.ports import PostalCodeGeocoder
from tests.builders import TODAY

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
STATES = "{ states { code name } }"


@asynccontextmanager
async def front_door(catalogue: Catalogue, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    """Open the whole application around a data set; storage stays closed."""
    transport = httpx.ASGITransport(_built(catalogue, tuple(settings.items())))
    async with httpx.AsyncClient(transport=transport, base_url="http://graph") as client:
        yield client


@cache
def _built(catalogue: Catalogue, settings: tuple[tuple[str, Any], ...]) -> FastAPI:
    """Build an application once: its schema takes longer than what is tested."""
    # Nothing is written to the home before the application starts, which it does not here.
    chosen = Settings(home=Path("/nowhere"), **dict(settings))
    services = Services(PostalCodeGeocoder(), lambda: TODAY)
    services.serve(catalogue)
    return build_app(chosen, services, Follower(chosen, services))


def code_of(response: httpx.Response) -> str:
    """Return the code of the only error of an answer, which tells its request id."""
    (error,) = response.json()["errors"]
    assert error["extensions"]["requestId"] == response.headers["x-request-id"]
    return str(error["extensions"]["code"])
