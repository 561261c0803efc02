"""Who may ask what: keys, scopes, and organizations that do not see each other."""

from dataclasses import replace
from typing import Any

import pytest

from tests.graphs import Graph, opaque
from tests.partner import Partners, a_lookup, codes, mutation

MAP = """mutation M($input: [DeviceMappingInput!]!) {
    mapDevices(input: $input) { mappings { name device { number } } userErrors { code path } } }"""
CHARGER = [{"name": "Charger", "deviceNumber": 123}]

NEEDS_READING = [
    "{ customers { totalCount } }",
    "{ customer(by: {number: 1}) { number } }",
    '{ customer(by: {referenceId: "home-1"}) { number } }',
    "{ application(by: {number: 1}) { number } }",
    f'{{ node(id: "{opaque("Customer:1")}") {{ id }} }}',
    f'{{ node(id: "{opaque("CustomerDevice:1")}") {{ id }} }}',
    f'{{ node(id: "{opaque("Application:1")}") {{ id }} }}',
    f'{{ node(id: "{opaque("ApplicationEvent:1")}") {{ id }} }}',
]
WITHOUT_KEY = [
    "{ devices { totalCount } }",
    "{ device(by: {number: 123}) { name } }",
    "{ program(by: {number: 838}) { key } }",
    "{ programs { totalCount } }",
    f'{{ node(id: "{opaque("Device:123")}") {{ id }} }}',
    "{ viewer { key { prefix } } }",
]


@pytest.mark.parametrize("query", NEEDS_READING)
async def test_an_organizations_own_data_take_a_key(partners: Partners, query: str):
    assert await partners.nobody.code(query) == "UNAUTHENTICATED"
    await partners.reader.ask(query)


@pytest.mark.parametrize("query", WITHOUT_KEY)
async def test_the_catalog_takes_no_key(partners: Partners, query: str):
    await partners.nobody.ask(query)


@pytest.mark.parametrize("operation", ["lookup", "refresh", "override"])
async def test_checks_take_a_key_that_may_write(partners: Partners, operation: str):
    told = a_lookup(9)
    if operation != "lookup":
        told["address"] = None
    query = mutation(operation)

    assert await partners.nobody.code(query, input=told) == "UNAUTHENTICATED"
    assert await partners.reader.code(query, input=told) == "FORBIDDEN"


async def test_who_may_not_ask_is_told_so_before_anything_else(partners: Partners):
    too_many = a_lookup(*[123] * 101, referenceId="?")
    assert await partners.reader.code(mutation("lookup"), input=too_many) == "FORBIDDEN"
    assert await partners.nobody.code(MAP, input=[]) == "UNAUTHENTICATED"
    assert await partners.reader.code(MAP, input=CHARGER) == "FORBIDDEN"


async def test_without_storage_the_partner_side_is_unavailable(nation: Graph):
    for query in (*NEEDS_READING, "{ devices { totalCount } }"):
        code, _, _ = await nation.refusal(query)
        assert code == "STORAGE_UNAVAILABLE"
    code, _, _ = await nation.refusal(mutation("lookup"), input=a_lookup(123))
    assert code == "STORAGE_UNAVAILABLE"
    assert await nation.ask("{ program(by: {number: 838}) { key } }") == {"program": None}


async def test_the_viewer_is_the_organization_and_its_key(partners: Partners):
    query = "{ viewer { organization { id name slug } key { prefix scope } } }"
    assert await partners.nobody.ask(query) == {"viewer": None}
    viewer = (await partners.second.ask(query))["viewer"]

    organization = {"id": opaque("Organization:2"), "name": "Two", "slug": "two"}
    assert viewer["organization"] == organization
    assert viewer["key"]["scope"] == "WRITE"
    assert len(viewer["key"]["prefix"]) > 4
    assert (await partners.reader.ask(query))["viewer"]["key"]["scope"] == "READ"


async def test_another_organizations_objects_are_not_there(partners: Partners):
    await partners.first.lookup(123, createApplication=True)
    nodes = ["Customer:1", "CustomerDevice:1", "Application:1", "Device:123"]
    query = "query N($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
    ids = [opaque(each) for each in nodes]

    own = (await partners.first.ask(query, ids=ids))["nodes"]
    others = (await partners.second.ask(query, ids=ids))["nodes"]
    assert [each["__typename"] for each in own] == [
        "Customer", "CustomerDevice", "Application", "Device",
    ]  # fmt: skip
    assert [each["id"] for each in own] == ids
    assert others == [None, None, None, own[3]]


@pytest.mark.parametrize(
    "query",
    [
        "{ found: customer(by: {number: 1}) { number } }",
        f'{{ found: customer(by: {{id: "{opaque("Customer:1")}"}}) {{ number }} }}',
        '{ found: customer(by: {referenceId: "home-1"}) { number } }',
        "{ found: application(by: {number: 1}) { number } }",
        f'{{ found: application(by: {{id: "{opaque("Application:1")}"}}) {{ number }} }}',
    ],
)
async def test_another_organizations_customer_is_not_found(partners: Partners, query: str):
    await partners.first.lookup(123, createApplication=True)
    assert await partners.first.ask(query) == {"found": {"number": 1}}
    assert await partners.second.ask(query) == {"found": None}


async def test_the_same_reference_id_is_another_customer_of_another_organization(
    partners: Partners,
):
    await partners.first.lookup(123)
    for change in (partners.second.refresh(), partners.second.override(44)):
        assert codes(await change) == ["CUSTOMER_NOT_FOUND"]
    await partners.second.lookup(44)
    await partners.second.override(42, buildingType="COMMERCIAL")

    assert (await partners.first.state()).numbers("home-1") == [123]
    assert (await partners.first.state()).customer("home-1").building_type == "residential"
    assert (await partners.second.state()).numbers("home-1") == [42]


async def test_names_of_devices_are_an_organizations_own(partners: Partners):
    await partners.first.ask(MAP, input=CHARGER)
    named: dict[str, Any] = {"deviceNumbers": None, "deviceNames": ["Charger"]}
    assert codes(await partners.first.lookup(**named)) == []
    assert codes(await partners.second.lookup(**named)) == ["MISSING_DEVICES"]


async def test_a_key_that_was_taken_back_meanwhile_is_nobodys(partners: Partners):
    assert partners.first.principal is not None
    gone = replace(partners.first, principal=replace(partners.first.principal, key_id=99))
    assert await gone.ask("{ viewer { key { prefix } } }") == {"viewer": None}
