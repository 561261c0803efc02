"""Asks for an organization's applications."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated

import strawberry

from datasources.facts.application import Application as Fact
from datasources.facts.filters import Order
from resolvers.application_lists import list_applications
from resolvers.applications import application_as_of
from resolvers.customers import find_application
from schema.application_selectors import ApplicationFilter, ApplicationOrder
from schema.checks import given
from schema.context import Info
from schema.errors import presented
from schema.paging import DEFAULT_FIRST, After, Connection, First, rows_wanted
from schema.partner_selectors import ApplicationBy, number_by
from schema.stored_pages import Cursors, stored_page
from schema.types.customer import Application

Which = Annotated[ApplicationBy, strawberry.argument(description="Which application.")]
AsOf = Annotated[
    datetime | None,
    strawberry.argument(
        description=(
            "Show it, its customer and the customer's devices as they stood at a moment, and all "
            "their histories up to it, with what happened at that very moment; its version is the "
            "one of now. Null: as they stand."
        )
    ),
]
Wanted = Annotated[
    ApplicationFilter | None, strawberry.argument(description="Which applications; null: all.")
]
Ordered = Annotated[
    ApplicationOrder | None,
    strawberry.argument(description="Null: as they were made, the oldest first."),
]
_AS_MADE = ApplicationOrder(field=Order.CREATED_AT)


@strawberry.type
class ApplicationQueries:
    """Root fields of applications."""

    @strawberry.field(
        description=(
            "One application; null: the organization has no such application, or had none then."
        )
    )
    async def application(
        self, info: Info, by: Which, as_of: AsOf = strawberry.UNSET
    ) -> Application | None:
        """Find an application."""
        view, moment = info.context.view(), given(as_of)
        with presented():
            number = number_by(by.id, by.number, "Application")
            if moment is None:
                found = await find_application(view.scope, number)
                return Application.of(found, view) if found else None
            former = await application_as_of(view.scope, number, moment)
        if former is None:
            return None
        return Application.of(former.application, replace(view, scope=former.scope))

    @strawberry.field(
        description=(
            "The organization's applications; none where the customer or the program is not there."
        )
    )
    async def applications(
        self,
        info: Info,
        filter: Wanted = strawberry.UNSET,
        order_by: Ordered = strawberry.UNSET,
        first: First = DEFAULT_FIRST,
        after: After = strawberry.UNSET,
    ) -> Connection[Application]:
        """Page through applications."""
        view, order = info.context.view(), given(order_by) or _AS_MADE
        with presented():
            question = (given(filter) or ApplicationFilter()).to_question()
            asked = (question, order.field, order.descending)
            cursors = Cursors.of(view.scope.open_desk(), "applications", *asked)
            request = order.to_request(rows_wanted(first), cursors.position(given(after)))
            found = await list_applications(view.scope, question, request)

        def cursor(row: Fact) -> str:
            at = row.updated_at if order.field is Order.UPDATED_AT else row.created_at
            return cursors.of_position(at, row.id)

        return stored_page(found, request.after, cursor, lambda row: Application.of(row, view))
