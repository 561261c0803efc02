"""What a tier pays for one unit, rounded down to the cent: err against promising money."""

from dataclasses import dataclass
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
    return _capped(base, amount, "fixed", base, Text("A fixed amount", "Un monto fijo"))


def _share(amount: Amount, unit: Unit) -> Price:
    cost = unit.price
    if cost is None:
        return _representative(amount, _PRICE_MISSING)
    percent = f"{Decimal(str(amount.number)) * 100:f}".rstrip("0").rstrip(".")
    text = Text(f"{percent}% of the price", f"{percent} % del precio")
    paid = Decimal(cost) * Decimal(str(amount.number))
    return _capped(_floor(paid), amount, "percent", cost, text)


def _rate(amount: Amount, unit: Unit) -> Price:
    size = unit.size(amount.unit) if amount.unit else None
    if size is None:
        return _representative(amount, _SIZE_MISSING)
    rate = _cents(amount.number)
    text = Text(f"{size:f} units at the rate", f"{size:f} unidades a la tarifa")
    return _capped(_floor(size * rate), amount, "per_unit", rate, text, f"{size:f}")


def _representative(amount: Amount, missing: Finding) -> Price:
    if amount.representative is None:
        text = Text("Not known yet", "Aún no se conoce")
        return Price(Cents(0), Calculation("unknown", text), missing)
    text = Text("What it typically pays", "Lo que paga normalmente")
    value = _cents(amount.representative)
    found = _capped(value, amount, "representative", value, text)
    return Price(found.amount, found.calculation, missing)


def _capped(
    value: Cents, amount: Amount, method: str, base: Cents, text: Text, units: str | None = None
) -> Price:
    cap = None if amount.maximum is None else _cents(amount.maximum)
    if amount.type is AmountType.DOLLARS_PER_UNIT and cap is not None and cap <= base:
        # A maximum of one unit or less is a slip of the source; one unit is what is sure.
        return Price(min(value, base), Calculation(method, text, base, units, base))
    applies = cap is not None and value > cap
    paid = cap if applies and cap is not None else value
    return Price(paid, Calculation(method, text, base, units, cap if applies else None))


def _cents(dollars: float) -> Cents:
    return _floor(Decimal(str(dollars)) * 100)


def _floor(cents: Decimal) -> Cents:
    return Cents(int(cents.to_integral_value(ROUND_DOWN)))
