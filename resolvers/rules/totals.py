"""What offers are worth together, erring against promising money."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from datasources.facts.incentive import Amount, AmountType, PaymentMethod
from resolvers.rules.shelf import Shelf

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Worth:
    """Dollars: what is sure, and what it can come to."""

    certain: Decimal = _NOTHING
    potential: Decimal = _NOTHING

    def __add__(self, other: "Worth") -> "Worth":
        """Add two worths, each figure by itself."""
        return Worth(self.certain + other.certain, self.potential + other.potential)


@dataclass(frozen=True, slots=True)
class Cap:
    """A combined maximum that took effect.

    Attributes:
        offers: Numbers of the offers that were counted under it.
        reduction: Dollars by which it lowered the potential total.
    """

    offers: tuple[int, ...]
    maximum: Decimal
    reduction: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """What offers are worth together.

    Attributes:
        by_method: Worth and number of offers counted, by first payment method.
        uncounted: Numbers of offers whose worth hangs on a price or size that is not known.
    """

    worth: Worth
    by_method: dict[PaymentMethod, tuple[Worth, int]] = field(default_factory=dict)
    caps: tuple[Cap, ...] = ()
    uncounted: tuple[int, ...] = ()


def worth_of(amount: Amount) -> Worth | None:
    """Return what an amount is worth where neither price nor size is known.

    Returns:
        A fixed amount is sure (its minimum, where it has one). A share or a rate is
        sure of its minimum only and can come to its maximum, else to its representative value; None
        where it has neither.
    """
    if amount.type is AmountType.DOLLAR_AMOUNT:
        return _fixed(amount)
    maximum = amount.maximum
    if amount.type is AmountType.DOLLARS_PER_UNIT and maximum is not None:
        # A maximum of one unit or less is a slip of the source: it says nothing about the whole.
        maximum = maximum if maximum > amount.number else None
    potential = maximum if maximum is not None else amount.representative
    if potential is None and amount.minimum is None:
        return None
    least = amount.minimum or 0
    return Worth(dollars(least), dollars(max(least, potential or 0)))


def total(shelf: Shelf, sure: Iterable[int], possible: Iterable[int]) -> Totals:
    """Add up offers of a shelf.

    Of several offers of one program for the same items only the best counts: they are sizes or
    grades of one thing. Combined maximums cap what is counted.

    Args:
        shelf: What the numbers refer to.
        sure: Eligible offers: they count for both figures.
        possible: Conditional offers: they count for the potential only.
    """
    counted, uncounted = _best(shelf, tuple(sure), tuple(possible))
    caps = _apply_caps(shelf, counted)
    by_method: dict[PaymentMethod, tuple[Worth, int]] = {}
    for number, worth in counted.items():
        method = shelf.offers[number].incentive.payment_methods[0]
        so_far, count = by_method.get(method, (Worth(), 0))
        by_method[method] = (so_far + worth, count + 1)
    return Totals(sum(counted.values(), Worth()), by_method, caps, uncounted)


def _best(
    shelf: Shelf, sure: tuple[int, ...], possible: tuple[int, ...]
) -> tuple[dict[int, Worth], tuple[int, ...]]:
    """Pick the best offer of each program and set of items; sure ones before possible ones."""
    best: dict[tuple[str, frozenset[str]], tuple[int, Worth]] = {}
    uncounted = []
    only_possible = frozenset(possible)
    for number in (*sure, *possible):
        incentive = shelf.offers[number].incentive
        worth = worth_of(incentive.amount)
        if worth is None:
            uncounted.append(number)
            continue
        if number in only_possible:
            worth = Worth(_NOTHING, worth.potential)
        thing = incentive.program, frozenset(incentive.items)
        rival = best.get(thing)
        if rival is None or _more(worth, rival[1]):
            best[thing] = number, worth
    return dict(best.values()), tuple(uncounted)


def _more(worth: Worth, rival: Worth) -> bool:
    return (worth.certain, worth.potential) > (rival.certain, rival.potential)


def _apply_caps(shelf: Shelf, counted: dict[int, Worth]) -> tuple[Cap, ...]:
    """Lower what is counted to the combined maximums: later members yield to earlier ones."""
    caps = []
    for members, maximum in shelf.bonds.combinations if shelf.bonds else ():
        present = tuple(member for member in members if member in counted)
        room = Worth(dollars(maximum), dollars(maximum))
        before = sum((counted[member].potential for member in present), _NOTHING)
        for member in present:
            worth = counted[member]
            kept = Worth(min(worth.certain, room.certain), min(worth.potential, room.potential))
            room = Worth(room.certain - kept.certain, room.potential - kept.potential)
            counted[member] = kept
        after = sum((counted[member].potential for member in present), _NOTHING)
        if after < before:
            caps.append(Cap(present, dollars(maximum), before - after))
    return tuple(caps)


def _fixed(amount: Amount) -> Worth:
    most = amount.number if amount.maximum is None else max(amount.number, amount.maximum)
    least = amount.number if amount.minimum is None else min(amount.minimum, amount.number)
    return Worth(dollars(least), dollars(most))


def dollars(number: float) -> Decimal:
    """Write a published figure as money, to the cent."""
    return Decimal(str(number)).quantize(Decimal("0.01"))
