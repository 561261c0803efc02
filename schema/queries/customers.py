"""Asks who the caller is, and for its customers."""

from typing import Annotated

import strawberry

from datasources.facts.filters import PageRequest
from resolvers.customers import find_customer, list_customers
from resolvers.viewer import find_viewer
from schema.checks import given
from schema.context import Info
from schema.errors import presented
from schema.paging import DEFAULT_FIRST, After, Connection, First, rows_wanted
from schema.partner_selectors import CustomerBy, CustomerFilter
from schema.stored_pages import Cursors, stored_page
from schema.types.customer import Customer
from schema.types.viewer import Key, Organization, Viewer

Which = Annotated[CustomerBy, strawberry.argument(description="Which customer.")]
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
        return Viewer(
            organization=Organization.of(found.organization),
            key=Key.of(found.key),
            view=info.context.view(),
        )

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
            asked = wanted.to_fact()
            cursors = Cursors.of(view.scope.open_desk(), "customers", asked)
            seen = cursors.position(given(after))
            found = await list_customers(view.scope, asked, PageRequest(rows_wanted(first), seen))
        return stored_page(
            found,
            seen,
            lambda row: cursors.of_position(row.created_at, row.id),
            lambda row: Customer.of(row, view),
        )
