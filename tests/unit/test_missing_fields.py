"""What an application still needs, and who fills it in."""

import pytest

from datasources.facts.field import Demand, Entity
from datasources.facts.fields import FieldName
from datasources.facts.form import MissingField
from datasources.facts.history import ActorKind, ClaimedField
from resolvers.rules.form_values import with_values
from resolvers.rules.missing_fields import HIGH_DEMAND, missing_fields, supplier_of
from tests.dossiers import a_customer, a_dossier, an_application
from tests.offers import a_customer_device

CUSTOMER, PARTNER = ActorKind.CUSTOMER, ActorKind.PARTNER


def names(*paths):
    return [FieldName.parse(path) for path in paths]


def missing(dossier, *paths, claimed=()):
    return missing_fields(dossier, dossier.applications[0], names(*paths), claimed)


def test_what_is_missing_comes_in_the_order_of_the_program():
    paths = ["application.rebateType", "customer.phone", "customer.email"]
    assert [each.name.path for each in missing(a_dossier(), *paths)] == paths


def test_what_is_there_is_not_missing():
    dossier = a_dossier(
        customer=a_customer(details={"email": "a@example.org"}),
        applications=(an_application(rebate_type="rebate"),),
    )
    paths = ["customer.email", "customer.city", "application.rebateType", "application.program"]
    assert missing(dossier, *paths) == ()


@pytest.mark.parametrize(
    ("path", "value", "lacks"),
    [
        ("customer.isHomeowner", None, True),
        ("customer.isHomeowner", False, False),
        ("customer.buildingAgeYears", 0, False),
        ("customer.firstName", " ", True),
        ("customer.firstName", "\u00a0\t", True),
        ("customer.firstName", "A", False),
        ("customer.propertyDetails", {}, True),
        ("customer.propertyDetails", {"roof": None}, False),
        ("customer.possibleUtilities", (), True),
    ],
)
def test_only_what_is_not_known_is_missing(path, value, lacks):
    customer = with_values(a_customer(), {FieldName.parse(path).name: value})
    assert bool(missing(a_dossier(customer=customer), path)) is lacks


def test_a_devices_field_is_missing_once_for_each_device_of_the_application():
    dossier = a_dossier(
        devices=(
            a_customer_device(3),
            a_customer_device(1, details={"device_serial": "S-1"}),
            a_customer_device(2),
            a_customer_device(4),
        ),
        applications=(an_application(devices=(3, 2, 1)),),
    )
    found = missing(dossier, "customerDevice.deviceSerial", "customerDevice.purchaseDate")
    assert [(each.name.name, each.device) for each in found] == [
        ("device_serial", 2),
        ("device_serial", 3),
        ("purchase_date", 1),
        ("purchase_date", 2),
        ("purchase_date", 3),
    ]


def test_what_was_claimed_the_organization_fills_in():
    claimed = {ClaimedField("customer", "email"), ClaimedField("customer_device", "phone")}
    assert missing(a_dossier(), "customer.email", "customer.phone", claimed=claimed) == (
        MissingField(FieldName(Entity.CUSTOMER, "email"), PARTNER),
        MissingField(FieldName(Entity.CUSTOMER, "phone"), CUSTOMER),
    )


@pytest.mark.parametrize(
    ("path", "supplier"),
    [
        ("customer.email", CUSTOMER),
        ("customerDevice.deviceSerial", CUSTOMER),
        ("application.agreeTerms", CUSTOMER),
        ("application.rebateType", PARTNER),
        ("application.projectName", ActorKind.ADMINISTRATOR),
        ("customer.utility", ActorKind.SYSTEM),
    ],
)
def test_what_nobody_claimed_is_filled_in_by_whoever_writes_it(path, supplier):
    assert supplier_of(FieldName.parse(path), ()) is supplier


def test_a_program_that_declares_nothing_needs_what_most_ask_for():
    assert [name.path for name in HIGH_DEMAND] == [
        "customer.firstName",
        "customer.lastName",
        "customer.email",
        "customer.phone",
        "customer.utilityAccountNumber",
        "customer.isHomeowner",
        "customerDevice.purchaseDate",
        "customerDevice.deviceSerial",
    ]
    assert all(name.field.demand is Demand.HIGH for name in HIGH_DEMAND)
