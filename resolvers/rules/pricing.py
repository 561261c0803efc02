"""What a tier pays for one unit, rounded down to the cent: err against promising money."""

from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from datasources.facts.check import Calculation, Finding
from datasources.facts.incentive import Amount, AmountType
from datasources.facts.money import Cents
from datasources.facts.requirement import CheckCode, CheckOperator, CheckStatus
from datasources.facts.text import Text
from resolvers.rules.units import Unit

_PRICE_MISSING = Finding(
    CheckCode.PRICE_KNOWN,
    Text(
        "The price must be known: the amount is a share of it",
        "El precio debe conocerse: el monto es un porcentaje de él",
    ),
    CheckStatus.PENDING,
    "customerDevice.purchasePrice",
    CheckOperator.PRESENT,
    (),
)
_SIZE_MISSING = Finding(
    CheckCode.CAPACITY_KNOWN,
    Text(
        "The size must be known: the amount depends on it",
        "El tamaño debe conocerse: el monto depende de él",
    ),
    CheckStatus.PENDING,
    "device.capacity",
    CheckOperator.PRESENT,
    (),
)
_NOTHING = Cents(0)


@dataclass(frozen=True, slots=True)
class Price:
    """What a tier pays for a unit.

    Attributes:
        missing: What would have to be known for more; None where the amount is final.
    """

    amount: Cents
    calculation: Calculation
    missing: Finding | None = None


def price(amount: Amount, unit: Unit) -> Price:
    """Work out an amount for one unit.

    A share applies to the known price, a rate to the known size. Where that is not known, the
    representative value counts if there is one, else nothing. The maximum always caps.
    """
    if amount.type is AmountType.DOLLAR_AMOUNT:
        return _fixed(amount)
    if amount.type is AmountType.PERCENT:
        return _share(amount, unit)
    return _rate(amount, unit)


def _fixed(amount: Amount) -> Price:
    base = _cents(amount.number)
    text = Text("A fixed amount", "Un monto fijo")
    return _capped(base, _maximum(amount), Calculation("fixed", text, base))


def _share(amount: Amount, unit: Unit) -> Price:
    cost = unit.price
    if cost is None:
        return _representative(amount, _PRICE_MISSING)
    percent = f"{(Decimal(str(amount.number)) * 100).normalize():f}"
    text = Text(f"{percent}% of the price", f"{percent} % del precio")
    paid = _floor(Decimal(cost) * Decimal(str(amount.number)))
    return _capped(paid, _maximum(amount), Calculation("percent", text, cost))


def _rate(amount: Amount, unit: Unit) -> Price:
    size = unit.size(amount.unit) if amount.unit else None
    if size is None:
        return _representative(amount, _SIZE_MISSING)
    rate = _cents(amount.number)
    text = Text(f"{size:f} units at the rate", f"{size:f} unidades a la tarifa")
    # Where the maximum is a slip, one unit is what is sure.
    most = rate if _within_rate(amount) else _maximum(amount)
    return _capped(_floor(size * rate), most, Calculation("per_unit", text, rate, f"{size:f}"))


def _representative(amount: Amount, missing: Finding) -> Price:
    if amount.representative is None:
        text = Text("Not known yet", "Aún no se conoce")
        return Price(_NOTHING, Calculation("unknown", text), missing)
    text = Text("What it typically pays", "Lo que paga normalmente")
    value = _cents(amount.representative)
    most = None if _within_rate(amount) else _maximum(amount)
    found = _capped(value, most, Calculation("representative", text, value))
    return replace(found, missing=missing)


def _capped(value: Cents, most: Cents | None, calculation: Calculation) -> Price:
    if most is None or value <= most:
        return Price(value, calculation)
    return Price(most, replace(calculation, cap=most))


def _maximum(amount: Amount) -> Cents | None:
    return None if amount.maximum is None else _cents(amount.maximum)


def _within_rate(amount: Amount) -> bool:
    """A maximum of one unit or less is a slip of the source: it says nothing about the whole."""
    rate = amount.type is AmountType.DOLLARS_PER_UNIT
    return rate and amount.maximum is not None and amount.maximum <= amount.number


def _cents(dollars: float) -> Cents:
    return _floor(Decimal(str(dollars)) * 100)


def _floor(cents: Decimal) -> Cents:
    return Cents(int(cents.to_integral_value(ROUND_DOWN)))
