"""The HTTP application: which address is answered by what."""

import asyncio
import logging
import signal
import sys
from asyncio import Task
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import orjson
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute

from datasources.facts.errors import GraphError
from gateway.access import AccessLog
from gateway.clock import now_utc
from gateway.connect.endpoint import connect_route
from gateway.cross_origin import open_to
from gateway.execution.codes import Code
from gateway.execution.endpoint import GraphQLEndpoint
from gateway.execution.engine import Engine
from gateway.execution.failures import Answer, Failure
from gateway.execution.terms import terms_of
from gateway.explorer.assets import asset_routes, installed
from gateway.explorer.coverage_page import coverage_routes
from gateway.explorer.page import examples_route, explorer_page
from gateway.explorer.start_page import start_route
from gateway.following import Follower
from gateway.leaving import announced
from gateway.logs import log_strays, set_up_logs
from gateway.observing.journal import Journal
from gateway.observing.observers import Observers
from gateway.observing.record import noted
from gateway.partner_side import partner_side
from gateway.probes import HEALTH, READINESS, probes
from gateway.rates.rates import rates_of
from gateway.request_id import request_id_of
from gateway.security_headers import SecurityHeaders
from gateway.settings import Settings, load_settings
from gateway.shedding import Shedding
from gateway.sockets.crowd import Crowd
from gateway.sockets.endpoint import SocketEndpoint
from gateway.sockets.means import Means
from gateway.turns import Turns
from gateway.whose_turn import whose_turn
from gateway.wiring import Services, wire
from schema.build import build_schema

_log = logging.getLogger(__name__)

# Python's own, 5 ms, is how long a thread of storage waits for each of its turns while the event
# loop computes answers for others.
_THREADS_SWITCH_S = 0.001


def create_app() -> FastAPI:
    """Build the application from the environment; every server process calls this once.

    Without a data set the process stays up, says that it is not ready, and looks for one.
    """
    settings = load_settings()
    set_up_logs(settings.log_level)
    log_strays()
    services = wire()
    follower = Follower(settings, services)
    try:
        follower.start()
    except GraphError as error:
        _log.error("no data set: %s", error.message.en)
    return build_app(settings, services, follower)


def build_app(
    settings: Settings,
    services: Services,
    follower: Follower,
    when_open: Callable[[Task[str | None]], None] | None = None,
) -> FastAPI:
    """Build the application around given services; it follows the choice while it runs.

    Args:
        settings: Where it is, and what it shows.
        services: What requests are served with.
        follower: Of the services.
        when_open: Called when storage is open, or cannot be opened; until then questions are
            answered that need none. None to open storage before anything is answered, and not to
            begin where that fails.
    """
    rates = rates_of(settings, now_utc)
    engine = Engine(
        build_schema(), introspection=settings.introspection, max_cost=settings.max_cost
    )
    crowd = Crowd(settings.max_sockets)
    observers = Observers(
        settings,
        services.dataset,
        lambda: rates.shared,
        engine.runs,
        lambda: crowd.size,
        now_utc,
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        sys.setswitchinterval(_THREADS_SWITCH_S)
        # The one way to be told from outside; a second later it would look by itself.
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, follower.look_now)
        side = partner_side(settings, settings.address, inviting=when_open is not None)
        async with observers.told(), follower.following(), rates.counting(), side as partners:
            services.partners = partners
            if when_open is None:
                await partners.opening
            else:
                partners.opening.add_done_callback(when_open)
            with announced(services, settings.drain_s):
                yield
            services.partners = None
        services.close()

    # FastAPI's own pages load their scripts from another host.
    app = FastAPI(
        title="Incentive Graph", lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None
    )
    page = explorer_page(local=installed()) if settings.graphiql else None
    terms = terms_of(settings, rates.meter)
    endpoint = GraphQLEndpoint(engine, services, page, terms)
    turns = Turns(settings.max_concurrency)
    journal = Journal(enabled=settings.access_log, observers=observers.all)
    means = Means(engine, services, terms, turns, journal, crowd)
    app.router.routes += [
        Route("/graphql", open_to(endpoint, settings.cors_origins)),
        WebSocketRoute("/graphql", SocketEndpoint(means, "/graphql", settings.cors_origins)),
        start_route(services, graphiql=settings.graphiql),
        *coverage_routes(services),
        connect_route(services),
        *asset_routes(),
        *([examples_route()] if settings.graphiql else []),
        *probes(services, lambda: rates.shared),
    ]
    app.add_exception_handler(404, _not_found)
    paths = {route.path for route in app.router.routes if isinstance(route, Route)}
    app.add_middleware(
        Shedding,
        turns=turns,
        exempt=(HEALTH, READINESS),
        caller=whose_turn(services),
        arrival_s=settings.operation_timeout_s,
    )
    app.add_middleware(AccessLog, paths=paths, enabled=settings.access_log, observers=observers.all)
    app.add_middleware(SecurityHeaders, https=settings.https)
    return app


async def _not_found(request: Request, _: Exception) -> Response:
    failure = Failure("Nothing is served at this path.", Code.NOT_FOUND)
    noted().note_codes([failure.code])
    body = Answer(executed=False, failures=[failure]).body(request_id_of(request.scope))
    return Response(orjson.dumps(body), 404, media_type="application/json")
