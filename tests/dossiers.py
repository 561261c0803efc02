"""Builds customers with devices and applications, showing only what matters."""

from typing import Any

from datasources.facts.application import Application, ApplicationStatus
from datasources.facts.catalog import BuildingType
from datasources.facts.customer import Customer
from datasources.facts.dossier import Dossier
from datasources.facts.geography import PostalAddress
from tests.builders import NOW
from tests.offers import a_customer_device

ADDRESS = PostalAddress("456 Main St", "Bend", "OR", "97701")


def a_customer(**changes: Any) -> Customer:
    facts: dict[str, Any] = {
        "id": 1,
        "organization_id": 1,
        "reference_id": "ref-1",
        "address": ADDRESS,
        "building_type": BuildingType.RESIDENTIAL,
        "version": 1,
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Customer(**facts | changes)


def an_application(number: int = 5, **changes: Any) -> Application:
    facts: dict[str, Any] = {
        "organization_id": 1,
        "customer_id": 1,
        "program": "program-3",
        "status": ApplicationStatus.IN_PROGRESS,
        "version": 1,
        "created_at": NOW,
        "updated_at": NOW,
        "devices": (1,),
    }
    return Application(number, **facts | changes)


def a_dossier(**changes: Any) -> Dossier:
    """Return a customer with devices 1 and 2, and an application for the first of them."""
    facts: dict[str, Any] = {
        "customer": a_customer(),
        "devices": (a_customer_device(1), a_customer_device(2)),
        "applications": (an_application(),),
    }
    return Dossier(**facts | changes)
