"""Follows what happens to applications."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from datasources.facts.application import Application
from datasources.facts.errors import BadInput
from datasources.facts.history import Event
from datasources.facts.organization import KeyScope
from resolvers.desk import Desk
from resolvers.scope import Scope

_AT_ONCE = 100


async def follow_applications(
    scope: Scope, number: int | None, after: int | None
) -> AsyncGenerator[Event, None]:
    """Begin to follow the organization's applications, or one of them.

    Args:
        scope: Whose applications.
        number: Of the application; None for all of them.
        after: Id of the last event that was seen, so that none is missed; None: from now on.

    Returns:
        The events of the applications, of their customers and devices, each once, oldest first. It
        never ends by itself; it may raise StorageUnavailable.

    Raises:
        BadInput: The organization has no such application or no such event.
        TooManySubscriptions: It follows as much as it may at once.
        Unauthenticated: No valid key came with the request.
        StorageUnavailable: Storage is away or busy.
    """
    desk = scope.open_desk()
    desk.changes.check_room(desk.require(KeyScope.READ).organization_id)
    application: Application | None = None
    async with desk.database.read() as reading:
        work = desk.work(reading)
        if number is not None:
            application = (await work.applications.by_ids([number])).get(number)
            if application is None:
                raise BadInput("The organization has no such application.", "by")
        if after is not None and after not in await work.events.by_ids([after]):
            raise BadInput("The organization has no such event.", "after")
        seen = await work.events.latest() if after is None else after
    return _followed(desk, application, seen)


async def _followed(
    desk: Desk, application: Application | None, seen: int
) -> AsyncGenerator[Event, None]:
    owner = desk.require(KeyScope.READ).organization_id
    async with aclosing(desk.changes.beyond(owner, seen)) as changes:
        async for latest in changes:
            while seen < latest:
                news = await _news(desk, application, seen)
                for event in news:
                    yield event
                # Where no more are left, those up to the latest are of other applications.
                last = news[-1].id if news else seen
                seen = last if len(news) == _AT_ONCE else max(last, latest)


async def _news(desk: Desk, application: Application | None, seen: int) -> tuple[Event, ...]:
    async with desk.database.read() as reading:
        events = desk.work(reading).events
        if application is None:
            return await events.news(seen, _AT_ONCE)
        return await events.news_of(application, seen, _AT_ONCE)
