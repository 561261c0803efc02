"""Asks for an organization's customers and applications."""

from typing import Annotated

import strawberry

from datasources.facts.filters import PageRequest
from resolvers.customers import find_application, find_customer, list_customers
from resolvers.viewer import find_viewer
from schema.checks import given
from schema.context import Info
from schema.errors import presented
from schema.paging import DEFAULT_FIRST, After, Connection, First, rows_wanted
from schema.partner_selectors import ApplicationBy, CustomerBy, CustomerFilter, number_by
from schema.stored_pages import cursor_of, read_position, stored_page
from schema.types.customer import Application, Customer
from schema.types.viewer import Key, Organization, Viewer

Which = Annotated[CustomerBy, strawberry.argument(description="Which customer.")]
WhichApplication = Annotated[ApplicationBy, strawberry.argument(description="Which application.")]
Wanted = Annotated[
    CustomerFilter | None, strawberry.argument(description="Which customers; null: all.")
]


@strawberry.type
class CustomerQueries:
    """Root fields of the caller's own organization."""

    @strawberry.field(description="Who asks; null: no valid key came with the request.")
    async def viewer(self, info: Info) -> Viewer | None:
        """Find who asks."""
        with presented():
            found = await find_viewer(info.context.scope)
        if found is None:
            return None
        return Viewer(organization=Organization.of(found.organization), key=Key.of(found.key))

    @strawberry.field(description="One customer; null: the organization has no such customer.")
    async def customer(self, info: Info, by: Which) -> Customer | None:
        """Find a customer."""
        with presented():
            found = await find_customer(info.context.scope, by.to_name())
        return Customer.of(found, info.context.view()) if found else None

    @strawberry.field(description="The organization's customers, oldest first.")
    async def customers(
        self,
        info: Info,
        filter: Wanted = strawberry.UNSET,
        first: First = DEFAULT_FIRST,
        after: After = strawberry.UNSET,
    ) -> Connection[Customer]:
        """Page through customers."""
        view, wanted = info.context.view(), given(filter) or CustomerFilter()
        with presented():
            seen = read_position(given(after))
            request = PageRequest(rows_wanted(first), seen)
            found = await list_customers(view.scope, wanted.to_fact(), request)
        return stored_page(
            found,
            seen,
            lambda row: cursor_of(row.created_at, row.id),
            lambda row: Customer.of(row, view),
        )

    @strawberry.field(
        description="One application; null: the organization has no such application."
    )
    async def application(self, info: Info, by: WhichApplication) -> Application | None:
        """Find an application."""
        with presented():
            number = number_by(by.id, by.number, "Application")
            found = await find_application(info.context.scope, number)
        return Application.of(found, info.context.view()) if found else None
