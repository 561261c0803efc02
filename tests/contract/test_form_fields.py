"""Every field of the registry can be read in the graph, and formFields tells of it."""

from typing import Any

import pytest
from graphql import GraphQLObjectType, GraphQLSchema, build_schema

from datasources.facts.field import Entity
from datasources.facts.fields import FieldName, camel_case
from schema import build
from tests.forms import ALL, WRITTEN, type_of
from tests.graphs import Graph

TYPES = {
    Entity.CUSTOMER: "Customer",
    Entity.CUSTOMER_DEVICE: "CustomerDevice",
    Entity.APPLICATION: "Application",
}
OTHERWISE = {
    "customer.referenceId": "String!",
    "customer.countryCode": None,
    "customer.utility": "Utility",
    "customer.utilityStale": "Boolean!",
    "customer.possibleUtilities": None,
    "customerDevice.device": "Device!",
    "customerDevice.quantity": "Int!",
    "application.program": "Program!",
    "application.status": "ApplicationStatus!",
    "application.devices": "[CustomerDevice!]!",
    "application.recaptchaToken": None,
}
"""Fields that are shown in another way, or not."""
FORM = """query F($entity: FormEntity) { formFields(entity: $entity) {
    entity name path kind description longestText least most choices required writer demand
    claimable } }"""


@pytest.fixture(scope="module")
def graph() -> GraphQLSchema:
    return build_schema(build.build_schema().as_str())


@pytest.mark.parametrize("named", ALL, ids=lambda named: named.path)
def test_a_type_shows_each_field_with_its_type(graph: GraphQLSchema, named: FieldName):
    kind = graph.get_type(TYPES[named.entity])
    assert isinstance(kind, GraphQLObjectType)
    field = kind.fields.get(camel_case(named.name))
    shown = str(field.type) if field else None
    assert shown == (OTHERWISE[named.path] if named.path in OTHERWISE else type_of(named.field))


async def test_form_fields_are_all_that_somebody_writes_in_order(nation: Graph):
    found = (await nation.ask(FORM))["formFields"]
    assert [each["path"] for each in found] == [each.path for each in WRITTEN]


@pytest.mark.parametrize("entity", list(Entity), ids=str)
async def test_form_fields_can_be_of_one_entity(nation: Graph, entity: Entity):
    found = (await nation.ask(FORM, entity=entity.name))["formFields"]
    assert {each["entity"] for each in found} == {entity.name}
    assert len(found) == sum(each.entity is entity for each in WRITTEN)


NOTHING: dict[str, Any] = {"longestText": None, "least": None, "most": None, "choices": None}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("customer.email", NOTHING | {"kind": "EMAIL", "longestText": 254, "claimable": True}),
        ("customer.householdSize", NOTHING | {"kind": "INTEGER", "least": 1, "most": 99}),
        (
            "customer.utilityAccountStatus",
            NOTHING | {"kind": "CHOICE", "choices": ["ACTIVE", "INACTIVE", "PENDING"]},
        ),
        ("customer.city", {"required": True, "demand": "LOW", "claimable": True}),
        (
            "customerDevice.purchasePrice",
            NOTHING | {"kind": "MONEY", "least": 0, "most": 100_000_000, "demand": "MEDIUM"},
        ),
        (
            "application.deadlineAt",
            {"writer": "ADMINISTRATOR", "demand": None, "claimable": False, "required": False},
        ),
        ("application.rebateType", {"writer": "PARTNER", "name": "rebateType"}),
    ],
)
async def test_a_form_field_tells_what_can_be_filled_in(
    nation: Graph, path: str, told: dict[str, Any]
):
    found = {each["path"]: each for each in (await nation.ask(FORM))["formFields"]}
    assert {name: found[path][name] for name in told} == told
