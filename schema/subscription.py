"""The root of all subscriptions."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import Annotated

import strawberry

from datasources.facts.history import Event
from datasources.facts.text import Language
from resolvers.application_changes import follow_applications
from resolvers.scope import Scope
from schema.checks import given
from schema.context import Info
from schema.errors import presented
from schema.ids import key_of
from schema.partner_selectors import ApplicationBy, number_by, number_of
from schema.types.application_event import ApplicationEvent
from schema.view import View

Which = Annotated[
    ApplicationBy | None, strawberry.argument(description="Which application; null: all of them.")
]
After = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description=(
            "Id of the last event that was seen, to go on after it and miss nothing. Null: from "
            "now on."
        )
    ),
]


@strawberry.type(description="What can be followed as it happens.")
class Subscription:
    """All root fields of subscriptions."""

    @strawberry.subscription(
        description=(
            "What happens to the organization's applications, their customers and devices: each "
            "event once, in order, within about a second. It never ends by itself."
        )
    )
    async def application_changed(
        self, info: Info, by: Which = strawberry.UNSET, after: After = strawberry.UNSET
    ) -> AsyncGenerator[ApplicationEvent, None]:
        """Follow applications."""
        scope, which, last = info.context.scope, given(by), given(after)
        with presented():
            number = None if which is None else number_by(which.id, which.number, "Application")
            seen = None if last is None else number_of(key_of(last, "ApplicationEvent", "after"))
            events = await follow_applications(scope, number, seen)
        return _presented(events, scope)


async def _presented(
    events: AsyncGenerator[Event, None], scope: Scope
) -> AsyncGenerator[ApplicationEvent, None]:
    async with aclosing(events):
        with presented():
            async for event in events:
                # What one event's answer has found is old when the next one happens.
                now = replace(scope, desk=scope.open_desk().renewed())
                yield ApplicationEvent.of(event, View(now, Language.EN, now.today))
