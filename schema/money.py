"""Money as clients see it: dollars with two digits behind the point."""

from decimal import Decimal
from typing import overload

from datasources.facts.errors import BadInput
from datasources.facts.money import Cents
from datasources.facts.text import Text

_DIGITS = 2
_ABSURD = Decimal(10) ** 12
"""Dollars that no field means; far below what storage can keep."""
_PARTS_OF_CENTS = Text(
    "An amount has at most two digits behind the point.",
    "Un importe tiene como máximo dos cifras decimales.",
)
_TOO_MUCH = Text(
    "An amount must be below a trillion dollars.",
    "Un importe debe ser menor de un billón de dólares.",
)


@overload
def dollars_of(cents: Cents) -> Decimal: ...
@overload
def dollars_of(cents: Cents | None) -> Decimal | None: ...
def dollars_of(cents: Cents | None) -> Decimal | None:
    """Return an amount in dollars.

    >>> str(dollars_of(Cents(75_000)))
    '750.00'
    """
    return None if cents is None else Decimal(cents).scaleb(-_DIGITS)


@overload
def cents_of(dollars: Decimal, field: str) -> Cents: ...
@overload
def cents_of(dollars: Decimal | None, field: str) -> Cents | None: ...
def cents_of(dollars: Decimal | None, field: str) -> Cents | None:
    """Return an amount of dollars in cents, never rounded.

    Args:
        dollars: Any number, above or below zero.
        field: Where it stands in the arguments.

    Raises:
        BadInput: It has parts of a cent, or is absurd.

    >>> cents_of(Decimal("750.5"), "input.purchasePrice")
    75050
    """
    if dollars is None:
        return None
    # The exponent alone is looked at first: 1E-999999999 must never be written out.
    exponent = dollars.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -_DIGITS:
        raise BadInput(_PARTS_OF_CENTS, field)
    if dollars.copy_abs() >= _ABSURD:
        raise BadInput(_TOO_MUCH, field)
    return Cents(int(dollars.scaleb(_DIGITS)))
