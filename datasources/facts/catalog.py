"""Devices, and programs that are kept in storage with tiers of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from datasources.facts.incentive import Amount
from datasources.facts.money import Cents
from datasources.facts.requirement import CheckCode, CheckOperator, Knowable, Value
from datasources.facts.text import Text


class BuildingType(StrEnum):
    """What a home is."""

    RESIDENTIAL = "residential"
    MULTIFAMILY = "multifamily"
    MANUFACTURED_HOME = "manufactured_home"
    COMMERCIAL = "commercial"


class PaymentType(StrEnum):
    """When the money comes: at the purchase, after the installation, or year by year."""

    UPFRONT = "upfront"
    INSTALL = "install"
    ONGOING = "ongoing"


@dataclass(frozen=True, slots=True)
class Device:
    """A product of the catalog.

    Attributes:
        number: Unique in the catalog; what callers name it by.
        category: Key of its device category.
        list_price: Manufacturer's price; None where not known.
        specs: Figures by name, as ``chargerLevel``, ``isOcppCompliant``, ``capacityTons``.
    """

    number: int
    name: str
    category: str
    manufacturer: str | None = None
    model_name: str | None = None
    model_number: str | None = None
    description: str | None = None
    list_price: Cents | None = None
    active: bool = True
    specs: Mapping[str, Value] | None = None


@dataclass(frozen=True, slots=True)
class TierRequirement:
    """A requirement of a stored tier, in its own words.

    Attributes:
        key: Unique within the tier.
        text: What is asked for.
        failure: What is said where it is not met; None to repeat the text.
    """

    key: str
    code: CheckCode
    subject: str
    operator: CheckOperator
    expected: tuple[Value, ...]
    text: Text
    failure: Text | None = None
    knowable: Knowable = Knowable.BEFORE_SALE


@dataclass(frozen=True, slots=True)
class CatalogTier:
    """One thing a stored program pays for.

    Attributes:
        number: Unique among stored tiers.
        category: Key of the device category it is for.
        customer_maximum: Most that one customer gets from it.
    """

    number: int
    name: Text
    category: str
    payment_type: PaymentType
    amount: Amount
    requirements: tuple[TierRequirement, ...] = ()
    customer_maximum: Cents | None = None


@dataclass(frozen=True, slots=True)
class CatalogProgram:
    """A program kept in storage.

    Attributes:
        number: Unique among stored programs.
        key: Unique among all programs, also those of a data set.
        eia_ids: Utilities whose customers it is for; empty for everybody in its states.
        states: Two-letter codes; empty for everywhere.
        building_types: Empty for all.
        stackable: Whether a unit gets every tier it is eligible for, not only the best.
        customer_maximum: Most that one customer gets from the program.
        required_fields: What an application needs, as ``customer.email``; empty for what most
            programs ask for.
        partner_submits: Whether organizations hand applications in themselves.
        appeal_days: Days after a rejection in which an organization may appeal; None for ever.
    """

    number: int
    key: str
    name: Text
    operator: str
    url: Text
    tiers: tuple[CatalogTier, ...]
    eia_ids: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    building_types: tuple[BuildingType, ...] = ()
    enabled: bool = True
    stackable: bool = False
    customer_maximum: Cents | None = None
    required_fields: tuple[str, ...] = ()
    partner_submits: bool = True
    appeal_days: int | None = None
