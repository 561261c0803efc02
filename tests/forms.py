"""Every field of the registry, with a value; and a schema that takes the inputs made of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import strawberry
from strawberry.schema.config import StrawberryConfig

from datasources.facts.application import PayeeType
from datasources.facts.catalog import BuildingType
from datasources.facts.customer import AccountStatus
from datasources.facts.field import Entity, Field, FieldKind, Writer
from datasources.facts.fields import FIELDS, FieldName
from gateway.execution.engine import Engine
from gateway.execution.orders import Operation
from resolvers.rules.patches import ApplicationPatch, DevicePatch, Values
from resolvers.scope import Scope
from schema.context import Context
from schema.errors import presented
from schema.form_inputs import CustomerDeviceInput, UpdateApplicationInput
from schema.scalars import SCALARS

ALL = [FieldName(entity, name) for entity, fields in FIELDS.items() for name in fields]
WRITTEN = [each for each in ALL if each.field.writer is not Writer.NOBODY]
TYPES = {
    FieldKind.TEXT: "String",
    FieldKind.EMAIL: "String",
    FieldKind.PHONE: "String",
    FieldKind.URL: "String",
    FieldKind.INTEGER: "Int",
    FieldKind.MONEY: "Decimal",
    FieldKind.DATE: "Date",
    FieldKind.BOOLEAN: "Boolean",
    FieldKind.DOCUMENT: "JSON",
}
_CHOICES = {
    AccountStatus: AccountStatus.PENDING,
    BuildingType: BuildingType.MULTIFAMILY,
    PayeeType: PayeeType.CONTRACTOR,
}
_VALUES: dict[FieldKind, tuple[Any, Any]] = {
    FieldKind.TEXT: ("Ann", "Ann"),
    FieldKind.EMAIL: ("ann@example.org", "ann@example.org"),
    FieldKind.PHONE: ("541-555-0100", "541-555-0100"),
    FieldKind.URL: ("https://example.org", "https://example.org"),
    FieldKind.INTEGER: (0, 0),
    FieldKind.MONEY: ("750.50", 75_050),
    FieldKind.DATE: ("2026-02-03", date(2026, 2, 3)),
    FieldKind.BOOLEAN: (False, False),
    FieldKind.DOCUMENT: ({"roof": ["flat", 2, None]}, {"roof": ["flat", 2, None]}),
}
"""A value of each kind as clients write it and as facts have it; some are empty in a way."""


def type_of(field: Field) -> str:
    """Return the name of the graph's type of a field."""
    return field.choices.__name__ if field.choices else TYPES[field.kind]


def value_of(field: Field) -> tuple[Any, Any]:
    """Return a value as clients write it, and as facts have it."""
    if field.choices:
        choice = _CHOICES[field.choices]
        return choice.name, choice
    return _VALUES[field.kind]


@dataclass(frozen=True, slots=True)
class Refused:
    """What a client was told instead."""

    code: str
    field: str | None
    message: str


@strawberry.type
class _Told:
    @strawberry.field
    def application(self, info: strawberry.Info, input: UpdateApplicationInput) -> bool:
        with presented():
            info.context.scope.append(input.to_patch())
        return True

    @strawberry.field
    def device(self, info: strawberry.Info, input: CustomerDeviceInput) -> bool:
        with presented():
            info.context.scope.append((input.device_number, input.to_values()))
        return True


class Forms:
    """Tells a schema something, and sees what became of it."""

    def __init__(self) -> None:
        self.schema = strawberry.Schema(_Told, config=StrawberryConfig(scalar_map=SCALARS))
        self._engine = Engine(self.schema, patience=0)

    async def tell(self, kind: str, input: dict[str, Any]) -> Any:
        """Return what became of an input, or why it was refused."""
        seen: list[Any] = []
        name = {"application": "UpdateApplicationInput", "device": "CustomerDeviceInput"}[kind]
        query = f"query Q($input: {name}!) {{ {kind}(input: $input) }}"
        context = Context(cast("Scope", seen), "request-1")
        answer = await self._engine.run(Operation(query, {"input": input}), context)
        if answer.failures:
            (failure,) = answer.failures
            return Refused(failure.code, failure.field, failure.message)
        (found,) = seen
        return found

    async def patch(self, **input: Any) -> ApplicationPatch | Refused:
        """Return the patch of an application."""
        found: ApplicationPatch | Refused = await self.tell("application", input)
        return found

    async def values(self, entity: Entity, input: dict[str, Any]) -> Values | Refused:
        """Return what a patch says of one entity."""
        match entity:
            case Entity.CUSTOMER:
                found = await self.patch(customer=input)
                return found if isinstance(found, Refused) else found.customer
            case Entity.CUSTOMER_DEVICE:
                found = await self.patch(customerDevices=[{"number": 7, **input}])
                return found if isinstance(found, Refused) else self._only(found).values
            case Entity.APPLICATION:
                found = await self.patch(**input)
                return found if isinstance(found, Refused) else found.application

    def _only(self, patch: ApplicationPatch) -> DevicePatch:
        (device,) = patch.customer_devices
        return device


PATHS = {
    Entity.CUSTOMER: "input.customer",
    Entity.CUSTOMER_DEVICE: "input.customerDevices.0",
    Entity.APPLICATION: "input",
}
"""Where the fields of each entity stand in an update of an application."""
