"""Builds devices, tiers and stored programs for tests, showing only what matters."""

from typing import Any

from datasources.facts.catalog import (
    CatalogProgram,
    CatalogTier,
    Device,
    PaymentType,
    TierRequirement,
)
from datasources.facts.check import Finding
from datasources.facts.customer import CustomerDevice
from datasources.facts.incentive import Amount, AmountType, AmountUnit
from datasources.facts.requirement import CheckCode, CheckOperator, CheckStatus
from datasources.facts.text import Text
from resolvers.rules.assessment import TierCase
from resolvers.rules.units import Unit
from tests.builders import NOW

CHARGER = "ev_charger"


def a_device(number: int = 123, **changes: Any) -> Device:
    facts: dict[str, Any] = {"name": "Charger", "category": CHARGER}
    return Device(number, **facts | changes)


def a_customer_device(number: int = 1, **changes: Any) -> CustomerDevice:
    facts: dict[str, Any] = {
        "organization_id": 1,
        "customer_id": 1,
        "device": 123,
        "quantity": 1,
        "created_at": NOW,
        "updated_at": NOW,
    }
    return CustomerDevice(number, **facts | changes)


def a_unit(owned: CustomerDevice | None = None, **changes: Any) -> Unit:
    return Unit(a_device(**changes), owned)


def fixed(dollars: float, **changes: Any) -> Amount:
    return Amount(AmountType.DOLLAR_AMOUNT, dollars, **changes)


def share(of_price: float, **changes: Any) -> Amount:
    return Amount(AmountType.PERCENT, of_price, **changes)


def rate(dollars: float, unit: AmountUnit = AmountUnit.TON, **changes: Any) -> Amount:
    return Amount(AmountType.DOLLARS_PER_UNIT, dollars, unit=unit, **changes)


def a_finding(status: CheckStatus, **changes: Any) -> Finding:
    facts: dict[str, Any] = {
        "code": CheckCode.MISCELLANEOUS,
        "text": Text("Something is asked for"),
        "subject": "device.thing",
        "operator": CheckOperator.PRESENT,
        "expected": (),
    }
    return Finding(status=status, **facts | changes)


def a_case(key: str, dollars: float, *units: int, **changes: Any) -> TierCase:
    """Return a tier of a fixed amount for some units, with the same findings for each of them."""
    found = tuple(a_finding(status) for status in changes.pop("found", ()))
    return TierCase(key, fixed(dollars), units, lambda _: found, **changes)


def a_requirement(key: str = "level", **changes: Any) -> TierRequirement:
    facts: dict[str, Any] = {
        "code": CheckCode.CHARGER_LEVEL,
        "subject": "device.chargerLevel",
        "operator": CheckOperator.GTE,
        "expected": ("LEVEL_2",),
        "text": Text("A level of at least 2"),
    }
    return TierRequirement(key, **facts | changes)


def a_tier(number: int = 1, **changes: Any) -> CatalogTier:
    facts: dict[str, Any] = {
        "name": Text("Tier"),
        "category": CHARGER,
        "payment_type": PaymentType.INSTALL,
        "amount": fixed(100),
    }
    return CatalogTier(number, **facts | changes)


def a_stored_program(number: int = 1, **changes: Any) -> CatalogProgram:
    facts: dict[str, Any] = {
        "key": f"program{number}",
        "name": Text("Program"),
        "operator": "Operator",
        "url": Text("https://example.org/"),
        "tiers": (a_tier(number),),
    }
    return CatalogProgram(number, **facts | changes)
