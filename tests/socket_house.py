"""A door for WebSockets over a small schema and a real database with keys."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from unittest.mock import MagicMock

import strawberry

from datasources.facts.organization import ApiKey, KeyScope
from datasources.sql.engine import Database
from datasources.sql.stores.keys import KeyStore
from gateway.callers import Callers
from gateway.clock import now_utc
from gateway.execution.engine import Engine
from gateway.execution.terms import Terms
from gateway.late_storage import LateStorage
from gateway.observing.journal import Journal
from gateway.partner_side import PartnerSide
from gateway.sockets.crowd import Crowd
from gateway.sockets.endpoint import SocketEndpoint
from gateway.sockets.means import Means
from gateway.turns import Turns
from gateway.wiring import Services
from resolvers.catalogue import Catalogue
from resolvers.ports import PostalCodeGeocoder
from schema.context import Info
from tests.builders import TODAY
from tests.partner import SEAL, PlainLinks

_PATIENCE_S = 5


@dataclass(slots=True)
class Happenings:
    """What operations have done, and what they wait for.

    Attributes:
        go: What slow operations wait for.
        contexts: The request id and the desk of each operation that asks for its id.
    """

    go: asyncio.Event = field(default_factory=asyncio.Event)
    begun: int = 0
    done: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    contexts: list[tuple[str, object]] = field(default_factory=list)

    async def until(self, claim: Callable[["Happenings"], bool]) -> None:
        """Wait until something has happened."""
        async with asyncio.timeout(_PATIENCE_S):
            while not claim(self):  # noqa: ASYNC110 - nothing tells when that is so
                await asyncio.sleep(0.001)
            # What has ended here has yet to end around it.
            await asyncio.sleep(0.01)


def a_schema(happenings: Happenings) -> strawberry.Schema:
    """Return a schema with every way in which an operation can take its time."""
    return strawberry.Schema(_query(happenings), _mutation(happenings), _subscription(happenings))


def _query(happenings: Happenings) -> type:
    @strawberry.type
    class Query:
        @strawberry.field
        def greeting(self) -> str:
            return "hello"

        @strawberry.field
        def request_id(self, info: Info) -> str:
            context = info.context
            happenings.contexts.append((context.request_id, context.scope.open_desk()))
            return context.request_id

        @strawberry.field
        def broken(self) -> str | None:
            raise KeyError("jane@example.org")

        @strawberry.field
        async def slow(self) -> str:
            happenings.begun += 1
            await happenings.go.wait()
            return "done"

    return Query


def _mutation(happenings: Happenings) -> type:
    @strawberry.type
    class Mutation:
        @strawberry.mutation
        async def change(self, name: str) -> str:
            happenings.begun += 1
            await happenings.go.wait()
            happenings.done.append(name)
            return name

    return Mutation


def _subscription(happenings: Happenings) -> type:
    @strawberry.type
    class Subscription:
        @strawberry.subscription
        async def count(self, to: int, name: str = "") -> AsyncGenerator[int, None]:
            return _count(happenings, to, name)

        @strawberry.subscription
        async def fails(self) -> AsyncGenerator[int, None]:
            raise KeyError("jane@example.org")

        @strawberry.subscription
        async def breaks(self) -> AsyncGenerator[int, None]:
            return _break()

    return Subscription


async def _count(happenings: Happenings, to: int, name: str) -> AsyncGenerator[int, None]:
    """Count up; what has a name then yields once each time that it is let."""
    happenings.begun += 1
    try:
        for number in range(1, to + 1):
            yield number
        while name:
            await happenings.go.wait()
            happenings.go.clear()
            yield 0
    finally:
        happenings.closed.append(name)


async def _break() -> AsyncGenerator[int, None]:
    yield 1
    raise KeyError("jane@example.org")


@dataclass(frozen=True, slots=True)
class House:
    """The door, and what is behind it.

    Attributes:
        catalogue: That is served; nothing reads it.
        key: In force, of the first organization.
    """

    door: SocketEndpoint
    services: Services
    catalogue: MagicMock
    crowd: Crowd
    happenings: Happenings
    engine: Engine
    database: Database
    key: str
    prefix: str

    async def new_key(self, **more: Any) -> tuple[ApiKey, str]:
        """Make another key of the organization."""
        return await make_key(self.database, **more)

    async def revoke(self) -> None:
        """Take the key back."""
        async with self.database.write() as writing:
            assert await KeyStore(writing).revoke(self.prefix, now_utc())


async def make_key(database: Database, now: datetime | None = None, **more: Any) -> Any:
    """Make a key of the first organization."""
    async with database.write() as writing:
        return await KeyStore(writing).create(1, KeyScope.WRITE, now or now_utc(), **more)


@asynccontextmanager
async def a_house(
    database: Database,
    terms: Terms | None = None,
    turns: Turns | None = None,
    crowd: Crowd | None = None,
    origins: tuple[str, ...] = (),
) -> AsyncIterator[House]:
    """Open a door over a furnished database."""
    services = Services(PostalCodeGeocoder(), lambda: TODAY)
    # Nothing that is asked here reads the data set.
    catalogue = MagicMock()
    services.serve(cast("Catalogue", catalogue))
    storage = LateStorage()
    storage.settle(database)
    opening: asyncio.Task[str | None] = asyncio.create_task(asyncio.sleep(0))
    await opening
    services.partners = PartnerSide(storage, PlainLinks(), SEAL, opening)
    services.partners.callers = Callers(storage, now_utc, remembered_s=0)
    happenings = Happenings()
    engine = Engine(a_schema(happenings))
    crowd = crowd or Crowd(100)
    journal = Journal(enabled=True)
    means = Means(engine, services, terms or Terms(), turns or Turns(64), journal, crowd)
    key, secret = await make_key(database)
    door = SocketEndpoint(means, "/graphql", origins)
    yield House(door, services, catalogue, crowd, happenings, engine, database, secret, key.prefix)
