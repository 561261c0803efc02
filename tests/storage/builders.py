"""Builds what storage keeps, showing only what matters."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from datasources.facts.application import Application, ApplicationStatus
from datasources.facts.catalog import (
    BuildingType,
    CatalogProgram,
    CatalogTier,
    Device,
    PaymentType,
    TierRequirement,
)
from datasources.facts.customer import Customer, CustomerDevice
from datasources.facts.geography import PostalAddress
from datasources.facts.history import ActorKind, Event
from datasources.facts.incentive import Amount, AmountType
from datasources.facts.organization import Organization
from datasources.facts.requirement import CheckCode, CheckOperator
from datasources.facts.text import Text
from datasources.sql.engine import Database
from datasources.sql.stores.applications import ApplicationStore
from datasources.sql.stores.customer_devices import CustomerDeviceStore
from datasources.sql.stores.customers import CustomerStore
from datasources.sql.stores.devices import DeviceStore
from datasources.sql.stores.organizations import OrganizationStore
from datasources.sql.transaction import Transaction
from tests.builders import NOW

CHARGER = 42
HEAT_PUMP = 44
LATER = NOW + timedelta(minutes=5)


def a_device(number: int = CHARGER, **changes: Any) -> Device:
    facts: dict[str, Any] = {"name": f"Device {number}", "category": "ev_charger"}
    return Device(number, **facts | changes)


def a_tier(number: int = 7, **changes: Any) -> CatalogTier:
    facts: dict[str, Any] = {
        "name": Text("A charger", "Un cargador"),
        "category": "ev_charger",
        "payment_type": PaymentType.UPFRONT,
        "amount": Amount(AmountType.PERCENT, 0.75, maximum=500.0),
        "requirements": (a_requirement(),),
        "customer_maximum": 100_000,
    }
    return CatalogTier(number, **facts | changes)


def a_requirement(**changes: Any) -> TierRequirement:
    facts: dict[str, Any] = {
        "key": "level",
        "code": CheckCode.STARTED,
        "subject": "device.chargerLevel",
        "operator": CheckOperator.IN,
        "expected": ("LEVEL_2", 3, 1.5, True, NOW.date()),
        "text": Text("Level 2"),
    }
    return TierRequirement(**facts | changes)


def a_catalog_program(number: int = 3, **changes: Any) -> CatalogProgram:
    facts: dict[str, Any] = {
        "key": f"program-{number}",
        "name": Text("Chargers", "Cargadores"),
        "operator": "Pacific Power",
        "url": Text("https://example.org/chargers"),
        "tiers": (a_tier(10 * number), a_tier(10 * number + 1, requirements=())),
        "eia_ids": ("14354", "15248"),
        "states": ("OR",),
        "building_types": (BuildingType.RESIDENTIAL, BuildingType.MULTIFAMILY),
        "required_fields": ("customer.email",),
    }
    return CatalogProgram(number, **facts | changes)


def a_customer(reference_id: str = "ref-1", **changes: Any) -> Customer:
    facts: dict[str, Any] = {
        "id": 0,
        "organization_id": 0,
        "reference_id": reference_id,
        "address": PostalAddress("456 Main St", "Bend", "OR", "97701", street2="Unit 2"),
        "building_type": BuildingType.RESIDENTIAL,
        "version": 0,
        "created_at": NOW,
        "updated_at": NOW,
        "details": {},
    }
    return Customer(**facts | changes)


def a_unit(customer_id: int, device: int = CHARGER, **changes: Any) -> CustomerDevice:
    facts: dict[str, Any] = {
        "id": 0,
        "organization_id": 0,
        "customer_id": customer_id,
        "device": device,
        "quantity": 1,
        "created_at": NOW,
        "updated_at": NOW,
        "details": {},
    }
    return CustomerDevice(**facts | changes)


def an_application(customer_id: int, program: str = "program-3", **changes: Any) -> Application:
    facts: dict[str, Any] = {
        "id": 0,
        "organization_id": 0,
        "customer_id": customer_id,
        "program": program,
        "status": ApplicationStatus.NOT_STARTED,
        "version": 0,
        "created_at": NOW,
        "updated_at": NOW,
        "details": {},
    }
    return Application(**facts | changes)


def an_event(entity_id: int, **changes: Any) -> Event:
    facts: dict[str, Any] = {
        "entity": "customer",
        "customer_id": entity_id,
        "at": NOW,
        "actor": ActorKind.PARTNER,
        "request_id": "request-1",
    }
    return Event(entity_id=entity_id, **facts | changes)


async def an_organization(database: Database, slug: str = "ambler") -> Organization:
    async with database.write() as transaction:
        return await OrganizationStore(transaction).insert(slug.title(), slug, NOW)


async def some_devices(database: Database) -> None:
    async with database.write() as transaction:
        await DeviceStore(transaction).upsert([a_device(CHARGER), a_device(HEAT_PUMP)])


@dataclass(frozen=True, slots=True)
class Stocked:
    """An organization with a customer, two units and an application for the first."""

    organization: int
    customer: Customer
    units: tuple[CustomerDevice, ...]
    application: Application


async def stocked(database: Database, slug: str = "ambler") -> Stocked:
    """Store an organization with a customer, its devices and an application."""
    organization = (await an_organization(database, slug)).id
    await some_devices(database)
    async with database.write(organization) as transaction:
        return await _stock(transaction, organization)


async def _stock(transaction: Transaction, organization: int) -> Stocked:
    customer = await CustomerStore(transaction, organization).insert(a_customer())
    units = await CustomerDeviceStore(transaction, organization).insert(
        [a_unit(customer.id), a_unit(customer.id, HEAT_PUMP)]
    )
    application = await ApplicationStore(transaction, organization).insert(
        an_application(customer.id, devices=(units[0].id,))
    )
    return Stocked(organization, customer, units, application)
