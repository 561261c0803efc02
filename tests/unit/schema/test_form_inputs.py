"""What becomes of what clients write about applications, customers and devices."""

from typing import Any

import pytest
from graphql import GraphQLInputObjectType, build_schema

from datasources.facts.field import Entity, FieldKind
from datasources.facts.fields import FieldName, camel_case
from resolvers.rules.patches import ApplicationPatch, DevicePatch
from schema.ids import global_id
from tests.forms import ALL, PATHS, WRITTEN, Forms, Refused, type_of, value_of

INPUTS = {
    Entity.CUSTOMER: "UpdateCustomerInput",
    Entity.CUSTOMER_DEVICE: "UpdateCustomerDeviceInput",
    Entity.APPLICATION: "UpdateApplicationInput",
}
PROTECTED = {
    Entity.APPLICATION: "id number organization program status version devices approvedAmount "
    "rejectionReason createdAt updatedAt",
    Entity.CUSTOMER: "id number referenceId isTest countryCode utility createdAt updatedAt",
    Entity.CUSTOMER_DEVICE: "device customer createdAt updatedAt",
}
REFUSED = [(entity, name) for entity, names in PROTECTED.items() for name in names.split()]
EVERY = pytest.mark.parametrize("named", WRITTEN, ids=lambda named: named.path)


@pytest.fixture(scope="module")
def forms() -> Forms:
    return Forms()


@pytest.fixture(scope="module")
def inputs(forms: Forms) -> dict[str, GraphQLInputObjectType]:
    graph = build_schema(forms.schema.as_str())
    kinds = graph.type_map.values()
    return {kind.name: kind for kind in kinds if isinstance(kind, GraphQLInputObjectType)}


@EVERY
def test_an_input_has_each_field_with_its_type(
    inputs: dict[str, GraphQLInputObjectType], named: FieldName
):
    field = inputs[INPUTS[named.entity]].fields[camel_case(named.name)]
    assert (str(field.type), field.deprecation_reason) == (type_of(named.field), None)


@pytest.mark.parametrize("named", ALL, ids=lambda named: named.path)
def test_an_input_takes_each_field_or_refuses_it_by_name(
    inputs: dict[str, GraphQLInputObjectType], named: FieldName
):
    field = inputs[INPUTS[named.entity]].fields[camel_case(named.name)]
    assert (named in WRITTEN) is (field.deprecation_reason is None)


@pytest.mark.parametrize(
    "named",
    [each for each in WRITTEN if each.entity is Entity.CUSTOMER_DEVICE],
    ids=lambda named: named.path,
)
def test_a_new_device_can_have_each_field_at_once(
    inputs: dict[str, GraphQLInputObjectType], named: FieldName
):
    field = inputs["CustomerDeviceInput"].fields[camel_case(named.name)]
    assert str(field.type) == type_of(named.field)


def test_what_only_administrators_write_says_so(inputs: dict[str, GraphQLInputObjectType]):
    fields = inputs["UpdateApplicationInput"].fields
    assert "scope admin" in (fields["deadlineAt"].description or "")
    assert "scope admin" not in (fields["submissionDate"].description or "")


@EVERY
async def test_a_field_left_out_is_not_in_the_patch(forms: Forms, named: FieldName):
    assert await forms.values(named.entity, {}) == {}


@EVERY
async def test_a_null_clears_the_field(forms: Forms, named: FieldName):
    found = await forms.values(named.entity, {camel_case(named.name): None})
    assert found == {named.name: None}


@EVERY
async def test_a_value_arrives_as_facts_have_it(forms: Forms, named: FieldName):
    given, meant = value_of(named.field)
    found = await forms.values(named.entity, {camel_case(named.name): given})
    assert found == {named.name: meant}
    assert not isinstance(found, Refused)
    assert type(found[named.name]) is type(meant)


async def test_a_new_device_tells_apart_only_what_is_known(forms: Forms):
    told = {"deviceNumber": 44, "purchasePrice": "10", "purchaseDate": None}
    assert await forms.tell("device", told) == (44, {"purchase_price": 1_000})


@pytest.mark.parametrize("value", [None, "x", {"x": 1}], ids=["null", "text", "object"])
@pytest.mark.parametrize(
    ("entity", "name"), REFUSED, ids=[f"{entity}.{name}" for entity, name in REFUSED]
)
async def test_a_protected_field_is_refused_by_name(
    forms: Forms, entity: Entity, name: str, value: object
):
    found = await forms.values(entity, {name: value})
    assert isinstance(found, Refused)
    assert (found.code, found.field) == ("PROTECTED_FIELD", f"{PATHS[entity]}.{name}")


async def test_a_protected_status_says_what_to_do_instead(forms: Forms):
    found = await forms.patch(status="COMPLETED")
    assert isinstance(found, Refused)
    assert found.message == "status cannot be changed here: use transitionApplication."


@pytest.mark.parametrize(
    ("dollars", "cents"),
    [
        ("0", 0),
        ("0.01", 1),
        ("-0.01", -1),
        (750, 75_000),
        ("750.5", 75_050),
        ("7.5E+2", 75_000),
        ("999999999999.99", 99_999_999_999_999),
    ],
)
async def test_an_amount_becomes_cents(forms: Forms, dollars: Any, cents: int):
    found = await forms.patch(totalRequestedAmount=dollars)
    assert found == ApplicationPatch(application={"total_requested_amount": cents})


@pytest.mark.parametrize(
    "dollars",
    [
        "0.001",
        "0.000",
        "1.0000000000000000000000000000000001",
        "1E-999999999999",
        "1000000000000",
        "-1000000000000",
        "1E+999999999999",
    ],
)
@pytest.mark.parametrize(
    "named",
    [each for each in WRITTEN if each.field.kind is FieldKind.MONEY],
    ids=lambda named: named.path,
)
async def test_an_amount_that_is_no_money_is_refused_where_it_stands(
    forms: Forms, named: FieldName, dollars: str
):
    name = camel_case(named.name)
    found = await forms.values(named.entity, {name: dollars})
    assert isinstance(found, Refused)
    assert (found.code, found.field) == ("BAD_USER_INPUT", f"{PATHS[named.entity]}.{name}")


OWN, OTHER = global_id("CustomerDevice", "7"), global_id("CustomerDevice", "8")
NOT_A_NUMBER = global_id("CustomerDevice", "seven")
DEVICE = "input.customerDevices.0"


@pytest.mark.parametrize(
    ("named", "number"),
    [
        ({"id": OWN}, 7),
        ({"number": 7}, 7),
        ({"id": OWN, "number": 7}, 7),
        ({"id": OWN, "number": None}, 7),
        ({"id": None, "number": 7}, 7),
        ({"id": NOT_A_NUMBER}, -1),
    ],
)
async def test_a_device_is_named_by_id_or_by_number(
    forms: Forms, named: dict[str, Any], number: int
):
    found = await forms.patch(customerDevices=[named])
    assert isinstance(found, ApplicationPatch)
    assert [(each.id, each.path) for each in found.customer_devices] == [(number, DEVICE)]


@pytest.mark.parametrize(
    ("named", "code", "field"),
    [
        ({}, "MISSING_DEVICE_ID", "id"),
        ({"id": None, "number": None}, "MISSING_DEVICE_ID", "id"),
        ({"id": OTHER, "number": 7}, "BAD_USER_INPUT", "number"),
        ({"id": "nonsense"}, "BAD_USER_INPUT", "id"),
        ({"id": global_id("Customer", "7")}, "BAD_USER_INPUT", "id"),
    ],
)
async def test_a_device_that_is_not_named_is_refused(
    forms: Forms, named: dict[str, Any], code: str, field: str
):
    found = await forms.patch(customerDevices=[{**named, "purchasePrice": "1"}])
    assert isinstance(found, Refused)
    assert (found.code, found.field) == (code, f"{DEVICE}.{field}")


async def test_a_device_can_become_another_of_the_catalog(forms: Forms):
    told = {"number": 7, "deviceNumber": 44, "quantity": 2}
    device = DevicePatch(7, {"quantity": 2}, DEVICE, device=44)
    assert await forms.patch(customerDevices=[told]) == ApplicationPatch(customer_devices=(device,))


@pytest.mark.parametrize(
    ("ids", "devices"), [([OTHER, OWN], (8, 7)), ([], ()), (None, ())], ids=["two", "none", "null"]
)
async def test_an_application_is_for_the_devices_that_are_named(
    forms: Forms, ids: list[str] | None, devices: tuple[int, ...]
):
    assert await forms.patch(customerDeviceIds=ids) == ApplicationPatch(devices=devices)


async def test_an_id_of_something_else_is_refused_where_it_stands(forms: Forms):
    found = await forms.patch(customerDeviceIds=[OWN, global_id("Customer", "7")])
    assert isinstance(found, Refused)
    assert (found.code, found.field) == ("BAD_USER_INPUT", "input.customerDeviceIds.1")


async def test_nulls_for_other_objects_change_nothing(forms: Forms):
    assert await forms.patch(customer=None, customerDevices=None) == ApplicationPatch()


@pytest.mark.parametrize(
    ("field", "entry"),
    [("customerDevices", {"number": 7}), ("customerDeviceIds", OWN)],
    ids=["devices", "ids"],
)
async def test_an_update_names_at_most_100_devices(forms: Forms, field: str, entry: Any):
    assert isinstance(await forms.patch(**{field: [entry] * 100}), ApplicationPatch)
    found = await forms.patch(**{field: [entry] * 101})
    assert isinstance(found, Refused)
    assert (found.code, found.field) == ("BAD_USER_INPUT", f"input.{field}")


@pytest.mark.parametrize(
    "input",
    [
        {"rebateType": 3},
        {"payeeType": "NOBODY"},
        {"payeeType": 1},
        {"agreeTerms": "yes"},
        {"submissionDate": "tomorrow"},
        {"totalRequestedAmount": 0.5},
        {"customer": []},
        {"customer": {"householdSize": "3"}},
        {"customerDevices": [None]},
        {"customerDeviceIds": [None]},
        {"nothing": 1},
    ],
    ids=str,
)
async def test_a_value_of_the_wrong_type_is_refused_in_words_of_graphql(
    forms: Forms, input: dict[str, Any]
):
    found = await forms.patch(**input)
    assert isinstance(found, Refused)
    assert found.code == "BAD_USER_INPUT"
    for word in ("Maybe", "Some(", "NoneType", "None", "<class", "Optional", "Unset"):
        assert word not in found.message
