"""Money as people write it, in dollars, and as it is kept, in cents."""

from decimal import Decimal

from datasources.facts.money import Cents


def whole_cents(dollars: float) -> bool:
    """Tell whether an amount has no part of a cent.

    >>> whole_cents(649.99), whole_cents(0.005)
    (True, False)
    """
    return Decimal(str(dollars)) * 100 % 1 == 0


def to_cents(dollars: float | None) -> Cents | None:
    """Turn whole cents written in dollars into cents.

    >>> to_cents(649.99)
    64999
    """
    return None if dollars is None else Cents(int(Decimal(str(dollars)) * 100))


def to_dollars(cents: Cents | None) -> float | None:
    """Turn cents into dollars.

    >>> to_dollars(Cents(64999))
    649.99
    """
    return None if cents is None else float(Decimal(cents) / 100)
