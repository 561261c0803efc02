"""Offers: who offers, what they run, and what it pays."""

from dataclasses import dataclass
from enum import StrEnum

from datasources.facts.dates import FuzzyDate
from datasources.facts.household import OwnerStatus
from datasources.facts.text import Text


class AuthorityType(StrEnum):
    """The reach of whoever offers an incentive."""

    FEDERAL = "federal"
    CITY = "city"
    COUNTY = "county"
    STATE = "state"
    UTILITY = "utility"
    GAS_UTILITY = "gas_utility"
    OTHER = "other"


class PaymentMethod(StrEnum):
    """How the money reaches the consumer."""

    REBATE = "rebate"
    POS_REBATE = "pos_rebate"
    TAX_CREDIT = "tax_credit"
    ACCOUNT_CREDIT = "account_credit"
    ASSISTANCE_PROGRAM = "assistance_program"
    PERFORMANCE_REBATE = "performance_rebate"
    UNKNOWN = "unknown"


class AmountType(StrEnum):
    """What an amount's number means."""

    DOLLAR_AMOUNT = "dollar_amount"
    PERCENT = "percent"
    DOLLARS_PER_UNIT = "dollars_per_unit"


class AmountUnit(StrEnum):
    """What a per-unit amount counts."""

    TON = "ton"
    KILOWATT = "kilowatt"
    WATT = "watt"
    BTUH10K = "btuh10k"
    CFM50 = "cfm50"
    SQUARE_FOOT = "square_foot"
    KILOWATT_HOUR = "kilowatt_hour"


@dataclass(frozen=True, slots=True)
class Amount:
    """What an offer pays.

    Attributes:
        number: Dollars, dollars a unit, or a share from 0 to 1, by type.
        minimum: Least it pays, dollars.
        maximum: Most it pays, dollars.
        representative: What it typically pays, dollars.
    """

    type: AmountType
    number: float
    minimum: float | None = None
    maximum: float | None = None
    representative: float | None = None
    unit: AmountUnit | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture on the web, sizes in pixels."""

    src: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Authority:
    """Who offers, within one state and type.

    Attributes:
        geographies: Numbers of the areas it serves; touching one of them is enough.
    """

    key: str
    type: AuthorityType
    state: str
    name: str
    geographies: frozenset[int]
    logo: Image | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """What an authority runs.

    Attributes:
        state: Two-letter code; None for federal programs.
        authority: Key of the authority of that state and type; None for federal programs.
    """

    key: str
    state: str | None
    authority_type: AuthorityType
    authority: str | None
    name: Text
    url: Text
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incentive:
    """One offer of a program.

    Attributes:
        state: Two-letter code; None for federal incentives.
        program: Key of its program.
        items: Raw item keys, also those newer than the graph's enum.
        income_test: Key of the income test; None where anybody may apply.
        geo_group: Key of a group of areas of the state that narrows the authority's area.
    """

    key: str
    state: str | None
    program: str
    items: tuple[str, ...]
    amount: Amount
    payment_methods: tuple[PaymentMethod, ...]
    owner_status: tuple[OwnerStatus, ...]
    description: Text
    url: Text
    more_info_url: Text | None = None
    start: FuzzyDate | None = None
    end: FuzzyDate | None = None
    income_test: str | None = None
    geo_group: str | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """An incentive with its program and, but for federal ones, its authority."""

    incentive: Incentive
    program: Program
    authority: Authority | None
