"""The GraphQL endpoint: from an HTTP request to an HTTP answer that is never a server error."""

from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from datasources.facts.errors import BadInput, Forbidden, StorageUnavailable
from gateway.client_address import client_address
from gateway.execution.codes import Code
from gateway.execution.deadline import Deadline, TimedOut, UnhurriedStorage
from gateway.execution.engine import Engine, Operation
from gateway.execution.failures import Answer, Failure, NotRun, Refused
from gateway.execution.media_types import acceptable, wants_page
from gateway.execution.metering import Meter
from gateway.execution.replies import Reply
from gateway.execution.request import read_operation
from gateway.execution.terms import Terms
from gateway.observing.desks import note_caller, watched
from gateway.request_id import request_id_of
from gateway.web_settings import StatusProfile
from gateway.wiring import NotReady, Services
from resolvers.desk import Desk
from schema.context import Context

_LATE = Failure("The operation took too long.", Code.TIMEOUT)


@dataclass(slots=True)
class _Visit:
    """How far a request has come; what of it is None has not begun, or is not wanted."""

    request: Request
    meter: Meter | None = None
    admitted: bool = False
    operation: Operation | None = None


class GraphQLEndpoint:
    """An ASGI application for one path; ``page`` is what browsers get, None for no page."""

    def __init__(
        self, engine: Engine, services: Services, page: Response | None, terms: Terms | None = None
    ) -> None:
        self._engine = engine
        self._services = services
        self._page = page
        self._terms = terms or Terms()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        page = self._page if wants_page(request) else None
        visit = _Visit(request)
        response = page or await self._run(visit)
        if visit.meter is not None:
            response.headers.update(visit.meter.headers())
        await response(scope, receive, send)

    async def _run(self, visit: _Visit) -> Response:
        request = visit.request
        reply = Reply.to(request, self._terms)
        deadline = Deadline(self._terms.timeout_s)
        try:
            async with deadline.kept():
                self._check_accept(request)
                # Before anything is read, so that refusing whoever asks too much is cheap.
                desk = await self._admit(visit, deadline)
                visit.operation = await read_operation(request, self._terms.library)
                return await self._answer(reply, visit.operation, desk, visit.meter)
        except Refused as refused:
            return reply.refuse(refused)
        except NotRun as not_run:
            return reply.answer(Answer(executed=False, failures=[not_run.failure]))
        except TimedOut:
            if visit.operation is not None or not visit.admitted:
                return reply.answer(Answer(executed=True, failures=[_LATE]))
            text = "The request did not arrive in time."
            return reply.refuse(Refused(408, Code.TIMEOUT, text, connection="close"))
        except (BadInput, Forbidden, NotReady, StorageUnavailable) as error:
            return reply.refuse(_refusal(error))

    def _check_accept(self, request: Request) -> None:
        older = self._terms.statuses is StatusProfile.DRAFT_2025
        if not older and not acceptable(request.headers.get("accept", "")):
            text = "Answers are application/graphql-response+json or application/json."
            raise Refused(406, Code.NOT_ACCEPTABLE, text)

    async def _answer(
        self, reply: Reply, operation: Operation, desk: Desk | None, meter: Meter | None
    ) -> Response:
        with self._services.scope(desk) as scope:
            context = Context(scope, reply.request_id, meter.allowance if meter else None)
            answer = await self._engine.run(operation, context, meter)
            return reply.answer(answer, edition=scope.dataset.card.version)

    async def _admit(self, visit: _Visit, deadline: Deadline) -> Desk | None:
        request = visit.request
        address = client_address(request.scope)
        request_id = request_id_of(request.scope)
        desk = await self._services.desk(request.headers, request_id, address)
        note_caller(desk, request.headers)
        visit.meter = self._terms.metering(desk.principal if desk else None, address)
        if visit.meter is not None:
            await visit.meter.enter()
        visit.admitted = True
        return desk and watched(replace(desk, database=UnhurriedStorage(desk.database, deadline)))


def _refusal(error: BadInput | Forbidden | NotReady | StorageUnavailable) -> Refused:
    if isinstance(error, NotReady):
        return Refused(503, Code.NOT_READY, str(error), retry_after="5")
    if isinstance(error, StorageUnavailable):
        return Refused(503, error.code, str(error), retry_after="5")
    if isinstance(error, Forbidden):
        return Refused(403, error.code, str(error))
    # What comes in headers is part of the request, not of the input of a field.
    return Refused(400, Code.BAD_REQUEST, str(error))
