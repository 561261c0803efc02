"""Around every request: its id, its line in the access log, and the last catch."""

import logging
from collections.abc import Collection
from time import perf_counter

import orjson
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.execution.codes import Code
from gateway.execution.errors import log_bug
from gateway.execution.failures import OUR_FAULT, Answer, Failure
from gateway.request_id import HEADER, assign_request_id

_log = logging.getLogger("gateway.access")


class AccessLog:
    """Logs each request with nothing that a client wrote: no query string, name or address.

    Paths that are not served are left out too: they may hold anything.
    """

    def __init__(self, app: ASGIApp, *, paths: Collection[str], enabled: bool) -> None:
        self._app = app
        self._paths = paths
        self._enabled = enabled

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = assign_request_id(scope)
        began, status = perf_counter(), 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[HEADER] = request_id
                headers["x-content-type-options"] = "nosniff"
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        except Exception as error:
            log_bug(error, request_id)
            if not status:
                await _internal(request_id)(scope, receive, send_with_id)
        if self._enabled:
            path = scope["path"] if scope["path"] in self._paths else None
            _write(scope["method"], path, status, perf_counter() - began, request_id)


def _internal(request_id: str) -> Response:
    failure = Failure(OUR_FAULT, Code.INTERNAL)
    body = Answer(executed=False, failures=[failure]).body(request_id)
    return Response(orjson.dumps(body), 500, media_type="application/json")


def _write(method: str, path: str | None, status: int, seconds: float, request_id: str) -> None:
    fields = {
        "method": method,
        "path": path,
        "status": status,
        "ms": round(seconds * 1000, 2),
        "requestId": request_id,
    }
    _log.info("request", extra={"fields": fields})
