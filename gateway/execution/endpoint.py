"""The GraphQL endpoint: from an HTTP request to an HTTP answer that is never a server error."""

from dataclasses import dataclass, replace
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from datasources.facts.errors import (
    BadInput,
    Forbidden,
    GraphError,
    StorageUnavailable,
    Unauthenticated,
)
from gateway.client_address import client_address
from gateway.execution.codes import Code
from gateway.execution.deadline import Deadline, TimedOut, UnhurriedStorage
from gateway.execution.engine import Engine
from gateway.execution.event_stream import EventStream, once
from gateway.execution.failures import Answer, Failure, NotRun, Refused
from gateway.execution.media_types import acceptable, wants_events, wants_page
from gateway.execution.metering import Meter
from gateway.execution.orders import Operation
from gateway.execution.refusals import LATE, refusal_of
from gateway.execution.replies import Reply
from gateway.execution.request import read_operation
from gateway.execution.terms import Terms
from gateway.observing.desks import note_caller, watched
from gateway.request_id import request_id_of
from gateway.web_settings import StatusProfile
from gateway.wiring import NotReady, Services
from resolvers.desk import Desk
from schema.context import Context


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
                return reply.answer(Answer(executed=True, failures=[LATE]))
            text = "The request did not arrive in time."
            return reply.refuse(Refused(408, Code.TIMEOUT, text, connection="close"))
        except (BadInput, Forbidden, NotReady, StorageUnavailable) as error:
            return reply.refuse(refusal_of(error))

    def _check_accept(self, request: Request) -> None:
        older = self._terms.statuses is StatusProfile.DRAFT_2025
        accept = request.headers.get("accept", "")
        if not older and not acceptable(accept) and not wants_events(accept):
            text = (
                "Answers are application/graphql-response+json or application/json, and those of "
                "subscriptions text/event-stream."
            )
            raise Refused(406, Code.NOT_ACCEPTABLE, text)

    async def _answer(
        self, reply: Reply, operation: Operation, desk: Desk | None, meter: Meter | None
    ) -> Response:
        with self._services.scope(desk) as scope:
            context = Context(scope, reply.request_id, meter.allowance if meter else None)
            accept = reply.request.headers.get("accept", "")
            if not wants_events(accept):
                answer = await self._engine.run(operation, context, meter)
                return reply.answer(answer, edition=scope.dataset.card.version)
            begun = await self._engine.begin(operation, context, meter)
            if isinstance(begun, Answer):
                if acceptable(accept):
                    return reply.answer(begun, edition=scope.dataset.card.version)
                begun = once(begun)
            # What follows needs no data set: one that is replaced is not kept for it.
            keyed = desk is not None and desk.principal is not None
            reason = partial(self._reason, reply.request) if keyed else _no_reason
            return EventStream(begun, reply.request_id, reason, self._services.ending)

    async def _reason(self, request: Request) -> Failure | None:
        """Return why whoever sent a request with a key may be told no more; None: it may."""
        try:
            desk = await self._services.desk(
                request.headers, request_id_of(request.scope), client_address(request.scope)
            )
        except StorageUnavailable:
            return None
        except GraphError as error:
            return Failure(str(error), error.code)
        if desk is None or desk.principal is None:
            return Failure("The API key is not in force any more.", Unauthenticated.code)
        return None

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
        if desk is None:
            return None
        desk = replace(desk, database=UnhurriedStorage(desk.database, deadline))
        # What may last for hours is not noted piece by piece.
        return desk if wants_events(request.headers.get("accept", "")) else watched(desk)


async def _no_reason() -> Failure | None:
    return None
