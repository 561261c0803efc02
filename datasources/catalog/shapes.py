"""What the file of a pack may say; money is in dollars here, in cents everywhere else."""

from typing import Annotated

from msgspec import Meta

from datasources.dataset.yaml_files import Shape
from datasources.facts.catalog import BuildingType, PaymentType
from datasources.facts.incentive import AmountType, AmountUnit
from datasources.facts.requirement import CheckCode, CheckOperator, Knowable

Number = Annotated[int, Meta(ge=1, le=2**31 - 1)]
"""A number that callers name a thing by; the graph has no greater ones."""

Key = Annotated[str, Meta(pattern=r"^[A-Za-z][\w.-]*\Z", max_length=200)]
Line = Annotated[str, Meta(min_length=1, max_length=500)]
Money = Annotated[float, Meta(ge=0, le=10_000_000)]
Url = Annotated[str, Meta(pattern=r"^https?://\S+\Z", max_length=2_000)]
EiaId = Annotated[str, Meta(pattern=r"^[1-9]\d{0,5}\Z")]
Plain = str | int | float | bool
"""A value that can be compared; a day is written as 2026-12-31."""

FieldName = Annotated[
    str, Meta(pattern=r"^(customer|customerDevice|application)\.[a-z][A-Za-z0-9]*\Z")
]


class Words(Shape):
    """A text in both languages."""

    en: Line
    es: Line


class Urls(Shape):
    """An address for each language."""

    en: Url
    es: Url


class DeviceEntry(Shape):
    """A product; ``specs`` are figures by name, as ``capacityTons``."""

    number: Number
    name: Line
    category: str
    manufacturer: Line | None = None
    model_name: Line | None = None
    model_number: Line | None = None
    description: str | None = None
    list_price: Money | None = None
    active: bool = True
    specs: dict[Key, Plain] | None = None


class PackAmount(Shape):
    """What a tier pays: dollars, dollars a unit, or a share from 0 to 1."""

    type: AmountType
    number: Money
    unit: AmountUnit | None = None
    minimum: Money | None = None
    maximum: Money | None = None
    representative: Money | None = None


class RequirementEntry(Shape):
    """What a tier asks for; ``failure`` is said where it is not met, else the text."""

    key: Key
    code: CheckCode
    subject: str
    operator: CheckOperator
    text: Line | Words
    expected: tuple[Plain, ...] = ()
    failure: Line | Words | None = None
    knowable: Knowable = Knowable.BEFORE_SALE


class TierEntry(Shape):
    """One thing that a program pays for."""

    number: Number
    name: Line | Words
    category: str
    payment_type: PaymentType
    amount: PackAmount
    customer_maximum: Money | None = None
    requirements: tuple[RequirementEntry, ...] = ()


class CatalogProgramEntry(Shape, kw_only=True):
    """A program; see ``facts.CatalogProgram``."""

    number: Number
    key: Key
    name: Line | Words
    operator: Line
    url: Url | Urls
    eia_ids: tuple[EiaId, ...] = ()
    states: tuple[str, ...] = ()
    building_types: tuple[BuildingType, ...] = ()
    enabled: bool = True
    stackable: bool = False
    customer_maximum: Money | None = None
    required_fields: tuple[FieldName, ...] = ()
    partner_submits: bool = True
    appeal_days: Annotated[int, Meta(ge=0, le=3_650)] | None = None
    tiers: Annotated[tuple[TierEntry, ...], Meta(min_length=1)]


class PackFile(Shape):
    """A whole pack."""

    devices: tuple[DeviceEntry, ...] = ()
    programs: tuple[CatalogProgramEntry, ...] = ()
