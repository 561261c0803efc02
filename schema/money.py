"""Money as clients see it: dollars with two digits behind the point."""

from decimal import Decimal
from typing import overload

from datasources.facts.money import Cents


@overload
def dollars_of(cents: Cents) -> Decimal: ...
@overload
def dollars_of(cents: Cents | None) -> Decimal | None: ...
def dollars_of(cents: Cents | None) -> Decimal | None:
    """Return an amount in dollars.

    >>> str(dollars_of(Cents(75_000)))
    '750.00'
    """
    return None if cents is None else Decimal(cents).scaleb(-2)
