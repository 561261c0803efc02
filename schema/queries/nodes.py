"""Asks for objects by their global ids."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated

import strawberry

from datasources.facts.errors import BadInput
from resolvers.any_program import program_by_key
from resolvers.customers import (
    CustomerName,
    find_application,
    find_customer,
    find_customer_device,
)
from resolvers.devices import find_device
from resolvers.histories import find_event
from schema.context import Info
from schema.errors import presented
from schema.ids import GlobalId, read_id
from schema.partner_selectors import number_of
from schema.types.application_event import ApplicationEvent
from schema.types.customer import Application, Customer, CustomerDevice
from schema.types.device import Device
from schema.types.incentive import Incentive
from schema.types.node import Node
from schema.types.program import Program, Utility
from schema.view import View

_MOST = 100

Id = Annotated[strawberry.ID, strawberry.argument(description="A global id.")]
Ids = Annotated[
    list[strawberry.ID], strawberry.argument(description=f"Global ids, at most {_MOST}.")
]


@strawberry.type
class NodeQueries:
    """Root fields of objects of any kind."""

    @strawberry.field(
        description=(
            "The object of a global id; null: there is no such object, or it is another "
            "organization's."
        )
    )
    async def node(self, info: Info, id: Id) -> Node | None:
        """Find an object."""
        with presented():
            return await _find(info.context.view(), read_id(id))

    @strawberry.field(
        description="The objects of global ids, in their order; null for unknown ones."
    )
    async def nodes(self, info: Info, ids: Ids) -> list[Node | None]:
        """Find objects."""
        with presented():
            if len(ids) > _MOST:
                raise BadInput(f"ids must be at most {_MOST}", "ids")
            view = info.context.view()
            named = [read_id(each, f"ids.{place}") for place, each in enumerate(ids)]
            return await asyncio.gather(*(_find(view, each) for each in named))


async def _find(view: View, named: GlobalId) -> Node | None:
    find = FOUND_AGAIN.get(named.kind)
    return await find(view, named.key) if find else None


async def _incentive(view: View, key: str) -> Node | None:
    catalogue = view.scope.catalogue
    fact = catalogue.dataset.incentives.get(key)
    if fact is None:
        return None
    # Federal offers look the same from every state.
    state = fact.state or next(iter(catalogue.dataset.states))
    return Incentive.of(catalogue.offer_of(fact, state), view)


async def _program(view: View, key: str) -> Node | None:
    found = await program_by_key(view.scope, key)
    return Program.of(found, view) if found else None


async def _utility(view: View, key: str) -> Node | None:
    fact = view.scope.dataset.utilities.get(key)
    return Utility.of(fact, view) if fact else None


async def _device(view: View, key: str) -> Node | None:
    found = await find_device(view.scope, number_of(key))
    return Device.of(found, view) if found else None


async def _customer(view: View, key: str) -> Node | None:
    found = await find_customer(view.scope, CustomerName(number_of(key)))
    return Customer.of(found, view) if found else None


async def _customer_device(view: View, key: str) -> Node | None:
    found = await find_customer_device(view.scope, number_of(key))
    return CustomerDevice.of(found, view) if found else None


async def _application(view: View, key: str) -> Node | None:
    found = await find_application(view.scope, number_of(key))
    return Application.of(found, view) if found else None


async def _event(view: View, key: str) -> Node | None:
    found = await find_event(view.scope, number_of(key))
    return ApplicationEvent.of(found, view) if found else None


FOUND_AGAIN: Mapping[str, Callable[[View, str], Awaitable[Node | None]]] = {
    "Incentive": _incentive,
    "Program": _program,
    "Utility": _utility,
    "Device": _device,
    "Customer": _customer,
    "CustomerDevice": _customer_device,
    "Application": _application,
    "ApplicationEvent": _event,
}
"""How each kind of object is found by its key."""
