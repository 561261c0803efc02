"""Assesses a stored customer's devices; used by what changes data and by what only reads."""

from collections.abc import Iterable, Sequence

from datasources.facts.catalog import BuildingType, CatalogProgram, Device
from datasources.facts.check import IncentiveCheck
from datasources.facts.customer import Customer, CustomerDevice
from datasources.facts.household import Household, OwnerStatus
from datasources.facts.refusals import BuildingTypeUnresolved
from datasources.facts.text import Text
from resolvers.assessing import Situation, assess_units
from resolvers.rules.check_totals import totals
from resolvers.rules.units import Unit, known_of_customer
from resolvers.scope import Scope
from resolvers.sites import Site
from resolvers.work import Work


def building_of(customer: Customer) -> BuildingType:
    """Return what a customer's home is.

    Raises:
        BuildingTypeUnresolved: It was never told.
    """
    if customer.building_type is None:
        raise BuildingTypeUnresolved(
            Text("Name the building type: none is stored.", "Indique el tipo de edificio."),
            "buildingType",
        )
    return customer.building_type


async def units_of(
    work: Work, owned: Sequence[CustomerDevice], known: Iterable[Device] = ()
) -> list[Unit]:
    """Join a customer's devices with what they are.

    Args:
        work: The stores.
        owned: The customer's devices, in any order.
        known: Devices of the catalog that were read before in the same transaction.

    Returns:
        As many as are owned, in their order.
    """
    devices = {device.number: device for device in known}
    if missing := sorted({unit.device for unit in owned} - devices.keys()):
        devices |= await work.devices.by_numbers(missing)
    return [Unit(devices[unit.device], unit) for unit in owned]


async def check_units(
    scope: Scope,
    work: Work,
    customer: Customer,
    units: Sequence[Unit],
    site: Site,
    household: Household,
) -> IncentiveCheck:
    """Assess units of a customer within a transaction; see check_known_units."""
    programs = await work.programs.all()
    if scope.desk is not None:
        scope.desk.loaders.know((unit.device for unit in units), programs)
    return check_known_units(scope, customer, units, programs, site, household)


def check_known_units(
    scope: Scope,
    customer: Customer,
    units: Sequence[Unit],
    stored: Sequence[CatalogProgram],
    site: Site,
    household: Household,
) -> IncentiveCheck:
    """Assess units of a customer by every program that they match.

    Args:
        scope: What the request may use.
        customer: As stored now.
        units: The devices to assess, one by one.
        stored: All programs of the catalog.
        site: Where the home is, and its utility.
        household: What the caller tells of it; the stored owner status fills in.
    """
    found = assess_units(
        scope.catalogue,
        stored,
        units,
        Situation(
            place=site.place,
            utility=site.utility,
            building_type=building_of(customer),
            household=known_household(household, customer),
            today=scope.today,
            customer=known_of_customer(customer),
        ),
    )
    total, certain, combinations = totals(found.programs)
    return IncentiveCheck(
        operation=None,
        reference_id=customer.reference_id,
        customer_id=customer.id,
        utility=site.utility.key,
        possible_utilities=tuple(each.key for each in site.candidates),
        address=customer.address,
        building_type=building_of(customer),
        total=total,
        certain=certain,
        combinations=combinations,
        programs=found.programs,
        household=found.household,
    )


def known_household(household: Household, customer: Customer) -> Household:
    """Fill in that the customer owns the home, where that is stored and nothing else was said."""
    owns = (customer.details or {}).get("is_homeowner") is True
    if household.owner_status is not None or not owns:
        return household
    return Household(OwnerStatus.HOMEOWNER, household.income, household.size, household.tax_filing)
