"""Reads and sets single fields of facts by name, wherever the fact keeps them."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from datasources.facts.application import Application
from datasources.facts.customer import Customer, CustomerDevice
from datasources.facts.field import Entity, Field, FieldKind
from datasources.facts.fields import FIELDS

Fact = Customer | CustomerDevice | Application
F = TypeVar("F", Customer, CustomerDevice, Application)

_ADDRESS: Mapping[str, str] = {
    "address_line1": "street1",
    "address_line2": "street2",
    "city": "city",
    "state": "state",
    "zip_code": "postal_code",
    "country_code": "country_code",
}
"""Fields of a customer that its address keeps."""
_ATTRIBUTES: Mapping[type, frozenset[str]] = {
    kind: frozenset(field.name for field in fields(kind))
    for kind in (Customer, CustomerDevice, Application)
}


def entity_of(fact: Fact) -> Entity:
    """Return which fields a fact has."""
    if isinstance(fact, Customer):
        return Entity.CUSTOMER
    return Entity.CUSTOMER_DEVICE if isinstance(fact, CustomerDevice) else Entity.APPLICATION


def value_of(fact: Fact, name: str) -> Any:  # noqa: ANN401 a field holds a value of its kind
    """Return the value of a field; None where it is not known."""
    if name in _ATTRIBUTES[type(fact)]:
        return getattr(fact, name)
    if isinstance(fact, Customer) and name in _ADDRESS:
        return getattr(fact.address, _ADDRESS[name])
    return (fact.details or {}).get(name)


def with_values(fact: F, values: Mapping[str, Any]) -> F:
    """Return a fact with other values; None clears, which brings back the field's default."""
    attributes, address, details = {}, {}, dict(fact.details or {})
    known = FIELDS[entity_of(fact)]
    for name, given in values.items():
        value = known[name].default if given is None else given
        if name in _ATTRIBUTES[type(fact)]:
            attributes[name] = value
        elif isinstance(fact, Customer) and name in _ADDRESS:
            address[_ADDRESS[name]] = value
        elif value is None:
            details.pop(name, None)
        else:
            details[name] = value
    if isinstance(fact, Customer) and address:
        attributes["address"] = replace(fact.address, **address)
    return replace(fact, details=details or None, **attributes)


def to_plain(field: Field, value: Any) -> Any:  # noqa: ANN401 any value of a field
    """Return a value as JSON has it: what history keeps and clients read.

    >>> to_plain(Field("price", FieldKind.MONEY, ""), 75_000)
    '750.00'
    """
    if value is None:
        return None
    match field.kind:
        case FieldKind.MONEY:
            return str(Decimal(value).scaleb(-2))
        case FieldKind.DATE:
            return value.isoformat()
        case FieldKind.CHOICE:
            # Storage keeps the details of a fact as JSON: there a choice is its text.
            return field.choices(value).name if field.choices else value
        case FieldKind.LIST:
            return list(value)
        case _:
            return value


def of_plain(field: Field, value: Any) -> Any:  # noqa: ANN401 any JSON value
    """Return the value that JSON stands for; see to_plain.

    >>> of_plain(Field("price", FieldKind.MONEY, ""), "750.00")
    75000
    """
    if value is None:
        return None
    match field.kind:
        case FieldKind.MONEY:
            return int(Decimal(value).scaleb(2))
        case FieldKind.DATE:
            return date.fromisoformat(value)
        case FieldKind.CHOICE:
            return field.choices[value] if field.choices else value
        case FieldKind.LIST:
            return tuple(value)
        case _:
            return value
