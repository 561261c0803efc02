"""What clients rely on: the schema file, its descriptions, and names that must not change."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    is_specified_directive,
    print_ast,
)

from datasources.facts.item import Item
from schema import build
from schema.queries.nodes import FOUND_AGAIN

PROMISES = Path(__file__).with_name("promised_fields.txt")
"""Fields that exist with exactly these arguments, defaults and types; more may be added beside."""

VALUES = """
RolloutStatus: LAUNCHED BETA NONE
OwnerStatus: HOMEOWNER RENTER
TaxFiling: SINGLE JOINT HOH MARRIED_FILING_SEPARATELY QUALIFYING_WIDOWER_WITH_DEPENDENT_CHILD
AuthorityType: FEDERAL CITY COUNTY STATE UTILITY GAS_UTILITY OTHER
PaymentMethod: REBATE POS_REBATE TAX_CREDIT ACCOUNT_CREDIT ASSISTANCE_PROGRAM PERFORMANCE_REBATE \
UNKNOWN
AmountType: DOLLAR_AMOUNT PERCENT DOLLARS_PER_UNIT
AmountUnit: TON KILOWATT WATT BTUH10K CFM50 SQUARE_FOOT KILOWATT_HOUR
Fuel: ELECTRIC GAS
Language: EN ES
BuildingType: RESIDENTIAL MULTIFAMILY MANUFACTURED_HOME COMMERCIAL
LocationPrecision: STATE ZIP STREET ROOFTOP
Knowable: BEFORE_SALE AFTER_SALE
Outcome: ELIGIBLE CONDITIONAL INELIGIBLE
CheckStatus: MET FAILED PENDING
ApplicationStatus: NOT_STARTED IN_PROGRESS AWAITING_CUSTOMER AWAITING_PARTNER COMPLETED SUBMITTED \
APPROVED REJECTED
PayeeType: CUSTOMER CONTRACTOR INSTANT
AccountStatus: ACTIVE INACTIVE PENDING
FormEntity: CUSTOMER CUSTOMER_DEVICE APPLICATION
FieldKind: TEXT EMAIL PHONE URL INTEGER MONEY DATE BOOLEAN CHOICE DOCUMENT LIST
FieldDemand: HIGH MEDIUM LOW
FieldWriter: PARTNER ADMINISTRATOR NOBODY
FieldSupplier: CUSTOMER PARTNER ADMINISTRATOR
IncentiveOperation: LOOKUP REFRESH OVERRIDE
ActorKind: CUSTOMER PARTNER ADMINISTRATOR SYSTEM
ApplicationOrderField: CREATED_AT UPDATED_AT
OrderDirection: ASC DESC
"""

SELECTORS = [
    "LocationInput",
    "UtilityBy",
    "ProgramBy",
    "DeviceBy",
    "CustomerBy",
    "ApplicationBy",
]
NODES = [
    "Incentive",
    "Program",
    "Utility",
    "Device",
    "Customer",
    "CustomerDevice",
    "Application",
    "ApplicationEvent",
]
USER_ERRORS = """
OtherUserError
AddressIncomplete.parts: [String!]!
UtilityNotFound.candidates: [Utility!]!
UnknownDevices.numbers: [Int!]!
DevicesNotOnCustomer.shortages: [DeviceShortage!]!
ApplicationsFiled.applications: [Application!]!
StatusTransition.from: ApplicationStatus!; to: ApplicationStatus!; allowed: [ApplicationStatus!]!; \
missing: [MissingField!]!
StaleVersion.currentVersion: Int!
"""


@pytest.fixture(scope="module")
def sdl() -> str:
    return build.build_schema().as_str().rstrip() + "\n"


@pytest.fixture(scope="module")
def graph(sdl: str) -> GraphQLSchema:
    return build_schema(sdl)


def test_the_schema_file_is_up_to_date(sdl: str, repository: Path):
    assert (repository / "schema" / "schema.graphql").read_text("utf-8") == sdl


@pytest.mark.parametrize("line", PROMISES.read_text("utf-8").splitlines())
def test_a_promised_field_stands_as_promised(graph: GraphQLSchema, line: str):
    assert line in _signatures(graph, line.partition(".")[0])


@pytest.mark.parametrize("line", VALUES.strip().splitlines())
def test_a_promised_enum_has_its_values(graph: GraphQLSchema, line: str):
    name, _, values = line.partition(": ")
    assert list(_enum(graph, name).values) == values.split()


def test_items_are_the_46_of_the_facts(graph: GraphQLSchema):
    assert list(_enum(graph, "Item").values) == [item.name for item in Item]
    assert len(Item) == 46


def test_there_are_56_states(graph: GraphQLSchema):
    codes = list(_enum(graph, "StateCode").values)
    assert (len(codes), codes) == (56, sorted(codes))


@pytest.mark.parametrize("name", SELECTORS)
def test_a_selector_takes_exactly_one_value(graph: GraphQLSchema, name: str):
    selector = graph.get_type(name)
    assert isinstance(selector, GraphQLInputObjectType)
    assert selector.is_one_of


@pytest.mark.parametrize("name", NODES)
def test_what_has_a_global_id_is_a_node(graph: GraphQLSchema, name: str):
    kind = graph.get_type(name)
    assert isinstance(kind, GraphQLObjectType)
    assert [interface.name for interface in kind.interfaces] == ["Node"]


def test_every_node_can_be_asked_for_again(graph: GraphQLSchema):
    node = graph.get_type("Node")
    assert isinstance(node, GraphQLInterfaceType)
    kinds = {kind.name for kind in graph.get_implementations(node).objects}
    assert kinds == set(NODES) == set(FOUND_AGAIN)


@pytest.mark.parametrize("line", USER_ERRORS.split("\n")[1:-1])
def test_user_errors_carry_their_data(graph: GraphQLSchema, line: str):
    name, _, data = line.partition(".")
    kind = graph.get_type(name)
    assert isinstance(kind, GraphQLObjectType)
    assert [interface.name for interface in kind.interfaces] == ["UserError"]
    own = kind.fields.keys() - {"code", "message", "path"}
    shown = [f"{key}: {field.type}" for key, field in kind.fields.items() if key in own]
    assert "; ".join(shown) == data


def test_fields_can_be_marked_to_happen_once(graph: GraphQLSchema):
    directive = graph.get_directive("idempotent")
    assert directive is not None
    assert [location.name for location in directive.locations] == ["FIELD"]
    assert {name: str(each.type) for name, each in directive.args.items()} == {"key": "String!"}


def test_everything_is_described(graph: GraphQLSchema):
    assert [name for name, description in _descriptions(graph) if not description] == []


def _enum(graph: GraphQLSchema, name: str) -> GraphQLEnumType:
    found = graph.get_type(name)
    assert isinstance(found, GraphQLEnumType)
    return found


def _signatures(graph: GraphQLSchema, name: str) -> list[str]:
    kind = graph.get_type(name)
    if isinstance(kind, GraphQLInputObjectType):
        return [f"{name}.{key}: {_with_default(field)}" for key, field in kind.fields.items()]
    assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
    return [f"{name}.{key}{_signature(field)}" for key, field in kind.fields.items()]


def _signature(field: GraphQLField) -> str:
    arguments = ", ".join(f"{key}: {_with_default(each)}" for key, each in field.args.items())
    return f"({arguments}): {field.type}" if arguments else f": {field.type}"


def _with_default(value: GraphQLArgument | GraphQLInputField) -> str:
    if value.ast_node is None or value.ast_node.default_value is None:
        return str(value.type)
    return f"{value.type} = {print_ast(value.ast_node.default_value)}"


def _descriptions(graph: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    """Yield everything of ours that clients can read about, with its description."""
    for directive in graph.directives:
        if not is_specified_directive(directive):
            yield f"@{directive.name}", directive.description
            yield from _each(f"@{directive.name}", directive.args)
    for name, kind in graph.type_map.items():
        if name.startswith("__"):
            continue
        yield name, kind.description
        if isinstance(kind, GraphQLEnumType):
            yield from _each(name, kind.values)
        fields: Mapping[str, Any] = getattr(kind, "fields", {})
        yield from _each(name, fields)
        for key, field in fields.items():
            yield from _each(f"{name}.{key}", getattr(field, "args", {}))


def _each(owner: str, parts: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    return ((f"{owner}.{key}", each.description) for key, each in parts.items())
