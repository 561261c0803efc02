"""What an operation costs: told before it runs from its selections, and after from its answer.

Each fragment is priced once, however often it is spread. How long a page is depends on the field
around it, so a price is a sum and what each row adds to it; variables are read when it is asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from gateway.execution.codes import Code
from gateway.execution.failures import Failure
from schema.costs import REQUEST
from schema.paging import MOST

Variables = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Count:
    """How many objects a list holds, as far as the operation tells.

    Attributes:
        fixed: The number, or the one that counts where the variable is null or was not sent.
        variable: Name of the variable that tells; a list stands for its length.
        page: Whether the number is one that the paging of the schema holds within its bounds.
    """

    fixed: int = 1
    variable: str | None = None
    page: bool = False

    def read(self, variables: Variables) -> int:
        """Return the number; one that no page can have is refused by the field itself."""
        given = variables.get(self.variable) if self.variable else None
        if isinstance(given, list):
            number = len(given)
        else:
            # Numbers such as 25.0 are whole numbers to GraphQL.
            number = int(given) if isinstance(given, int | float) else self.fixed
        return min(max(number, 1), MOST) if self.page else number


ONE = Count()


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A field of a selection that costs something.

    Attributes:
        key: Under which the answer has it.
        call: What asking it costs.
        each: What each of its objects costs, besides what is asked of it.
        count: How many objects it has; None where the field around it tells.
        rows: How many rows the lists directly below have that leave it to this field.
    """

    key: str
    call: int
    each: int
    within: "Selection | None" = None
    count: Count | None = ONE
    rows: Count = ONE


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """What is asked of one object; the same for every spread of a fragment."""

    parts: list[Part] = field(default_factory=list)
    spreads: list["Selection"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Price:
    """What one operation of a document costs.

    Attributes:
        defaults: What variables are that were not sent.
    """

    selection: Selection
    defaults: Variables

    def bill(self, variables: Variables | None, maximum: int) -> "Bill":
        """Return what it costs with some variables."""
        requested = self.requested(variables)
        return Bill(requested, requested, maximum)

    def requested(self, variables: Variables | None) -> int:
        """Return what it costs with some variables, if every list is as long as it may be."""
        estimate = _Estimate({**self.defaults, **(variables or {})})
        flat, _ = estimate.of(self.selection)
        return REQUEST + flat

    def actual(self, data: Mapping[str, Any]) -> int:
        """Return what it has cost, by the objects that were answered."""
        return REQUEST + _spent(self.selection, [data])


@dataclass(frozen=True, slots=True)
class Bill:
    """What one request costs.

    Attributes:
        requested: What it was taken to cost before it ran.
        actual: What it has cost.
        maximum: What it may cost at most.
    """

    requested: int
    actual: int
    maximum: int

    def excess(self) -> Failure | None:
        """Say that it costs too much; None where it does not."""
        if self.requested <= self.maximum:
            return None
        text = f"The operation costs {self.requested} points, and at most {self.maximum} may be."
        details = {"cost": self.requested, "maximum": self.maximum}
        return Failure(text, Code.QUERY_TOO_COSTLY, details=details)

    def settled(self, price: Price, data: Mapping[str, Any] | None) -> "Bill":
        """Return the bill for an answer; one without data may have taken all the work."""
        return self if data is None else replace(self, actual=price.actual(data))


class _Estimate:
    def __init__(self, variables: Variables) -> None:
        self._variables = variables
        self._known: dict[Selection, tuple[int, int]] = {}

    def of(self, selection: Selection) -> tuple[int, int]:
        """Return what a selection costs, and what each row of the field around it adds."""
        known = self._known.get(selection)
        if known is None:
            known = self._known[selection] = self._sum(selection)
        return known

    def _sum(self, selection: Selection) -> tuple[int, int]:
        flat = by_row = 0
        for part in selection.parts:
            flat += part.call
            within = self._one(part)
            if part.count is None:
                by_row += within
            else:
                flat += within * part.count.read(self._variables)
        for spread in selection.spreads:
            more, more_by_row = self.of(spread)
            flat, by_row = flat + more, by_row + more_by_row
        return flat, by_row

    def _one(self, part: Part) -> int:
        if part.within is None:
            return part.each
        flat, by_row = self.of(part.within)
        return part.each + flat + by_row * part.rows.read(self._variables)


def _spent(selection: Selection, several: Sequence[Mapping[str, Any]]) -> int:
    """Return what a selection has cost for several objects."""
    spent = sum(_spent(spread, several) for spread in selection.spreads)
    for part in selection.parts:
        key, within = part.key, part.within
        values = [one[key] for one in several if key in one]
        rows = chain.from_iterable(each if isinstance(each, list) else (each,) for each in values)
        found = [row for row in rows if row is not None]
        spent += part.call * len(values) + part.each * len(found)
        # Most objects have plain values alone, which cost nothing.
        if within is not None and (within.parts or within.spreads):
            spent += _spent(within, found)
    return spent
