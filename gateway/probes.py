"""What an orchestrator asks: is the process alive, and may it get requests?"""

from collections.abc import Callable

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.wiring import NotReady, Services

HEALTH = "/healthz"
READINESS = "/readyz"

_RATES = {True: "shared", False: "each process counts alone"}


def probes(services: Services, shared: Callable[[], bool | None] = lambda: None) -> list[Route]:
    """Return the routes of both probes; neither tells hosts or paths.

    Args:
        services: What requests are served with.
        shared: Tells whether processes count together what callers use, None where they are not
            meant to. A server whose processes count alone is ready all the same.
    """

    async def healthz(_: Request) -> Response:
        return _json({"status": "ok"})

    async def readyz(_: Request) -> Response:
        if services.leaving:
            return _missing("The server is about to end.")
        try:
            with services.scope() as scope:
                version = scope.dataset.card.version
        except NotReady as missing:
            return _missing(str(missing))
        if services.partners is None or not services.partners.is_open:
            return _missing("Storage is not open yet.")
        if not await services.partners.answers():
            return _missing("Storage does not answer.")
        ready: dict[str, object] = {"status": "ready", "dataset": version}
        rates = shared()
        return _json(ready if rates is None else {**ready, "rates": _RATES[rates]})

    return [Route(HEALTH, healthz), Route(READINESS, readyz)]


def _missing(what: str) -> Response:
    return _json({"status": "not ready", "missing": [what]}, 503)


def _json(body: dict[str, object], status: int = 200) -> Response:
    headers = {"cache-control": "no-store"}
    return Response(orjson.dumps(body), status, headers, media_type="application/json")
