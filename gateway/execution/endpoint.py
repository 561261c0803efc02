"""The GraphQL endpoint: from an HTTP request to an HTTP answer that is never a server error."""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from datasources.facts.errors import StorageUnavailable
from gateway.execution.codes import Code
from gateway.execution.engine import Engine
from gateway.execution.failures import Answer, Failure, Refused
from gateway.execution.media_types import GRAPHQL, answer_type, wants_page
from gateway.execution.request import read_operation
from gateway.request_id import request_id_of
from gateway.wiring import NotReady, Services
from schema.context import Context


class GraphQLEndpoint:
    """An ASGI application for one path; ``page`` is what browsers get, None for no page."""

    def __init__(self, engine: Engine, services: Services, page: Response | None) -> None:
        self._engine = engine
        self._services = services
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        page = self._page if wants_page(request) else None
        response = page or await self._run(request)
        await response(scope, receive, send)

    async def _run(self, request: Request) -> Response:
        request_id = request_id_of(request.scope)
        media_type = answer_type(request.headers.get("accept", ""))
        try:
            operation = await read_operation(request)
            desk = await self._services.desk(request.headers, request_id)
            with self._services.scope(desk) as scope:
                answer = await self._engine.run(operation, Context(scope, request_id))
        except Refused as refused:
            body = Answer(executed=False, failures=[refused.failure]).body(request_id)
            return _response(body, refused.status, media_type, refused.headers)
        except (NotReady, StorageUnavailable) as missing:
            code = missing.code if isinstance(missing, StorageUnavailable) else Code.NOT_READY
            body = Answer(executed=False, failures=[Failure(str(missing), code)]).body(request_id)
            return _response(body, 503, media_type, {"retry-after": "5"})
        # Clients of plain JSON expect 200 for every request that was well-formed.
        status = 400 if media_type == GRAPHQL and not answer.executed else 200
        return _response(answer.body(request_id), status, media_type)


def _response(
    body: dict[str, Any], status: int, media_type: str, headers: dict[str, str] | None = None
) -> Response:
    always = {"content-type": f"{media_type}; charset=utf-8", "vary": "accept"}
    return Response(orjson.dumps(body), status, {**always, **(headers or {})})
