"""What a field of a customer, a customer's device or an application can be."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Entity(StrEnum):
    """What a field belongs to."""

    CUSTOMER = "customer"
    CUSTOMER_DEVICE = "customer_device"
    APPLICATION = "application"


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    INTEGER = "integer"
    MONEY = "money"
    DATE = "date"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    DOCUMENT = "document"
    LIST = "list"


class Demand(StrEnum):
    """How often programs ask for a field."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Writer(StrEnum):
    """Who may change a field by an update; everything else about it follows from commands."""

    PARTNER = "partner"
    ADMINISTRATOR = "administrator"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        name: Snake-case name.
        description: For clients.
        longest: Most characters of a text.
        least: Smallest whole number.
        most: Largest whole number.
        choices: The values of a choice.
        default: What it is while nobody has said otherwise, and when it is cleared.
        required: It always has a value and cannot be cleared.
        writer: Whose key may change it; an administrator's may whatever a partner's may.
        demand: How often programs ask for it; None for fields that cannot be claimed.
    """

    name: str
    kind: FieldKind
    description: str
    longest: int = 255
    least: int = 0
    most: int = 1_000_000
    choices: type[StrEnum] | None = None
    default: Any = None
    required: bool = False
    writer: Writer = Writer.PARTNER
    demand: Demand | None = None
