"""Reads an organization's customers, and what their homes and devices can get."""

from dataclasses import dataclass, replace

from datasources.facts.application import Application
from datasources.facts.check import IncentiveCheck
from datasources.facts.customer import Customer, CustomerDevice
from datasources.facts.filters import CustomerFilter, PageRequest
from datasources.facts.household import NOBODY, Household
from datasources.facts.organization import KeyScope
from datasources.facts.refusals import NoUtilityAtAddress
from datasources.facts.text import Text
from resolvers.calculator import Calculation, Question, calculate
from resolvers.checks import check_known_units, known_household
from resolvers.pages import Page, page_of
from resolvers.places import Whereabouts
from resolvers.rules.units import Unit
from resolvers.scope import Scope
from resolvers.sites import stored_site


@dataclass(frozen=True, slots=True)
class CustomerName:
    """How a caller names a customer: by our number or by the organization's own id."""

    number: int | None = None
    reference_id: str | None = None


async def find_customer(scope: Scope, name: CustomerName) -> Customer | None:
    """Find a customer of the caller's organization.

    Raises:
        Unauthenticated: No valid key came with the request.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    desk = scope.open_desk()
    desk.require(KeyScope.READ)
    if name.number is not None:
        return await desk.loaders.customers.load(name.number)
    reference_id = name.reference_id or ""
    async with desk.database.read() as reading:
        store = desk.work(reading).customers
        return (await store.by_reference_ids([reference_id])).get(reference_id)


async def list_customers(
    scope: Scope, wanted: CustomerFilter, request: PageRequest
) -> Page[Customer]:
    """Return one page of the organization's customers; see find_customer for what is raised."""
    desk = scope.open_desk()
    desk.require(KeyScope.READ)

    async def count() -> int:
        async with desk.database.read() as reading:
            return await desk.work(reading).customers.count(wanted)

    async with desk.database.read() as reading:
        store = desk.work(reading).customers
        rows = await store.page(wanted, replace(request, limit=request.limit + 1))
    return page_of(rows, request.limit, count)


async def find_customer_device(scope: Scope, number: int) -> CustomerDevice | None:
    """Find a device of a customer of the organization; see find_customer for what is raised."""
    desk = scope.open_desk()
    desk.require(KeyScope.READ)
    return await desk.loaders.customer_devices.load(number)


async def find_application(scope: Scope, number: int) -> Application | None:
    """Find an application of the organization; see find_customer for what is raised."""
    desk = scope.open_desk()
    desk.require(KeyScope.READ)
    return await desk.loaders.applications.load(number)


async def stored_check(scope: Scope, customer: Customer) -> IncentiveCheck:
    """Check what a customer's devices earn by what is stored; nothing is written.

    Raises:
        NoUtilityAtAddress: No utility was resolved, or the data set no longer knows it.
        BuildingTypeUnresolved: What the building is was never told.
        StorageUnavailable: Storage is away or busy.
    """
    site = stored_site(scope, customer)
    if site is None:
        raise NoUtilityAtAddress(
            Text(
                "No utility is stored for this customer; use a lookup.",
                "Este cliente no tiene una empresa guardada; use una búsqueda (lookup).",
            )
        )
    loaders = scope.open_desk().loaders
    owned = await loaders.devices_of_customers.load(customer.id)
    devices = await loaders.devices.load_many([each.device for each in owned])
    units = [Unit(device, each) for device, each in zip(devices, owned, strict=True) if device]
    stored = await loaders.whole_catalog.load("all")
    return check_known_units(scope, customer, units, stored, site, NOBODY)


async def calculate_home(scope: Scope, customer: Customer, household: Household) -> Calculation:
    """Answer what the household of a customer can get at its address, with its stored utility.

    Raises:
        GraphError: As the calculator does.
    """
    return await calculate(
        scope,
        Question(
            at=Whereabouts(postal_address=customer.address),
            household=known_household(household, customer),
            utility=customer.utility,
        ),
    )
