"""What differs between two states of a customer's data."""

from dataclasses import replace
from datetime import timedelta

import pytest

from datasources.facts.application import ApplicationStatus
from datasources.facts.catalog import BuildingType
from datasources.facts.check import Change
from resolvers.rules.differences import differences, differences_of
from resolvers.rules.form_values import with_values
from tests.builders import NOW, TODAY
from tests.dossiers import ADDRESS, a_customer, a_dossier, an_application
from tests.offers import a_customer_device

LATER = NOW + timedelta(minutes=5)


def test_nothing_differs_from_itself():
    assert differences(a_dossier(), a_dossier()) == []


@pytest.mark.parametrize(
    ("values", "field", "before", "after"),
    [
        ({"email": "ada@example.org"}, "email", None, "ada@example.org"),
        ({"city": "Redmond"}, "city", "Bend", "Redmond"),
        ({"building_type": BuildingType.COMMERCIAL}, "building_type", "RESIDENTIAL", "COMMERCIAL"),
        ({"is_homeowner": False}, "is_homeowner", None, False),
        ({"possible_utilities": ("a", "b")}, "possible_utilities", [], ["a", "b"]),
        ({"property_details": {"roof": "tin"}}, "property_details", None, {"roof": "tin"}),
    ],
)
def test_a_changed_value_is_told_as_json_has_it(values, field, before, after):
    customer = a_customer()
    assert differences_of(customer, with_values(customer, values)) == [
        Change("customer", 1, field, before, after)
    ]


def test_money_and_days_are_told_in_text():
    device = a_customer_device(1)
    after = with_values(device, {"purchase_price": 75_000, "purchase_date": TODAY})
    assert differences_of(device, after) == [
        Change("customer_device", 1, "purchase_price", None, "750.00"),
        Change("customer_device", 1, "purchase_date", None, "2026-11-21"),
    ]


@pytest.mark.parametrize(
    ("one", "other"), [({"roof": 1}, {"roof": True}), ({"roof": 1}, {"roof": 1.0}), ({}, None)]
)
def test_documents_that_json_tells_apart_differ(one, other):
    before = a_customer(details={"property_details": one})
    after = a_customer(details={"property_details": other})
    assert differences_of(before, after) == [Change("customer", 1, "property_details", one, other)]


def test_the_order_of_names_in_a_document_is_no_difference():
    before = a_customer(details={"property_details": {"roof": 1, "wall": 2}})
    after = a_customer(details={"property_details": {"wall": 2, "roof": 1}})
    assert differences_of(before, after) == []


def test_the_order_of_an_applications_devices_is_no_difference():
    assert differences_of(an_application(devices=(1, 2)), an_application(devices=(2, 1))) == []


def test_the_order_of_possible_utilities_is_a_difference():
    before, after = (a_customer(possible_utilities=each) for each in (("a", "b"), ("b", "a")))
    assert [each.field for each in differences_of(before, after)] == ["possible_utilities"]


@pytest.mark.parametrize("name", ["created_at", "updated_at", "utility_resolved_at"])
def test_moments_of_storage_are_no_fields(name):
    assert differences_of(a_customer(), replace(a_customer(), **{name: LATER})) == []


def test_versions_are_no_fields():
    assert differences_of(an_application(), an_application(version=2)) == []


def test_what_came_is_told_by_what_is_not_its_default():
    came = a_customer_device(3, device=44, quantity=2, contractor_license="L-1")
    assert differences_of(None, came) == [
        Change("customer_device", 3, "device", None, 44),
        Change("customer_device", 3, "quantity", None, 2),
        Change("customer_device", 3, "contractor_license", None, "L-1"),
    ]


def test_what_went_is_told_by_what_was_not_its_default():
    went = a_customer_device(3, device=44, details={"permit_number": "P-1"})
    assert differences_of(went, None) == [
        Change("customer_device", 3, "device", 44, None),
        Change("customer_device", 3, "permit_number", "P-1", None),
    ]


def test_a_return_to_a_default_is_told():
    assert differences_of(a_customer_device(3, quantity=2), a_customer_device(3)) == [
        Change("customer_device", 3, "quantity", 2, 1)
    ]


def test_a_new_customer_is_told_with_all_that_is_known():
    told = differences(None, a_dossier())
    assert [(each.entity, each.id, each.field) for each in told] == [
        ("customer", 1, "address_line1"),
        ("customer", 1, "city"),
        ("customer", 1, "state"),
        ("customer", 1, "zip_code"),
        ("customer", 1, "building_type"),
        ("customer", 1, "reference_id"),
        ("customer_device", 1, "device"),
        ("customer_device", 2, "device"),
        ("application", 5, "program"),
        ("application", 5, "status"),
        ("application", 5, "devices"),
    ]
    assert all(each.before is None for each in told)


def test_the_customer_comes_first_then_devices_and_applications_by_id():
    before = a_dossier(applications=(an_application(5), an_application(6)))
    after = a_dossier(
        customer=a_customer(address=replace(ADDRESS, city="Redmond")),
        devices=(a_customer_device(3), a_customer_device(2, quantity=2)),
        applications=(
            an_application(6, rebate_type="rebate"),
            an_application(5, status=ApplicationStatus.COMPLETED),
        ),
    )
    assert [(each.entity, each.id, each.field) for each in differences(before, after)] == [
        ("customer", 1, "city"),
        ("customer_device", 1, "device"),
        ("customer_device", 2, "quantity"),
        ("customer_device", 3, "device"),
        ("application", 5, "status"),
        ("application", 6, "rebate_type"),
    ]


def test_devices_that_have_no_id_yet_are_told_one_by_one():
    after = a_dossier(devices=(*a_dossier().devices, a_customer_device(0), a_customer_device(0)))
    assert [each.id for each in differences(a_dossier(), after)] == [0, 0]


def test_nothing_against_nothing_is_no_difference():
    assert differences_of(None, None) == []
