"""Around every request: its id, its line in the access log, and the last catch."""

from collections.abc import Callable, Collection, Sequence
from re import Pattern

import orjson
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.execution.codes import Code
from gateway.execution.errors import log_bug
from gateway.execution.failures import OUR_FAULT, Answer, Failure
from gateway.observing.journal import Journal
from gateway.observing.observers import Observer
from gateway.observing.record import Record
from gateway.request_id import HEADER, assign_request_id


class AccessLog:
    """Logs each request with nothing that a client wrote: no query string, name or address.

    Paths that are not served are left out too: they may hold anything. Of those with parts that
    differ only the pattern is told.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        paths: Collection[str],
        enabled: bool,
        observers: Sequence[Observer] = (),
    ) -> None:
        """Stand around an application.

        Args:
            app: What answers.
            paths: Those that are served.
            enabled: Whether to write lines.
            observers: Who else is told of each request.
        """
        self._app = app
        self._path_of = _patterns(paths)
        self._journal = Journal(enabled=enabled, observers=observers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        record = Record(
            id=assign_request_id(scope),
            method=scope["method"],
            path=self._path_of(scope["path"]),
        )
        with self._journal.kept(record, _traceparent(scope)):
            await self._answer(record, scope, receive, send)

    async def _answer(self, record: Record, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                record.status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[HEADER] = record.id
                headers["x-content-type-options"] = "nosniff"
            elif message["type"] == "http.response.body":
                record.size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        except Exception as error:
            log_bug(error, record.id)
            if not record.status:
                await _internal(record)(scope, receive, send_with_id)


def _traceparent(scope: Scope) -> str | None:
    sent = (value for name, value in scope["headers"] if name == b"traceparent")
    return next((value.decode("latin-1") for value in sent), None)


def _internal(record: Record) -> Response:
    failure = Failure(OUR_FAULT, Code.INTERNAL)
    record.note_codes([failure.code])
    body = Answer(executed=False, failures=[failure]).body(record.id)
    return Response(orjson.dumps(body), 500, media_type="application/json")


def _patterns(paths: Collection[str]) -> Callable[[str], str | None]:
    """Return what finds the path that a request's address belongs to."""
    fixed = frozenset(path for path in paths if "{" not in path)
    differing: list[tuple[Pattern[str], str]] = [
        (compile_path(path)[0], path) for path in paths if path not in fixed
    ]

    def path_of(asked: str) -> str | None:
        if asked in fixed:
            return asked
        return next((path for pattern, path in differing if pattern.match(asked)), None)

    return path_of
