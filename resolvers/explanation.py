"""Why, how much and what is missing: what a calculation can tell beyond its list."""

from collections.abc import Sequence
from functools import cached_property

from resolvers.calculator import Calculation
from resolvers.rules.arrange import wanted
from resolvers.rules.bits import mask_of, numbers_of
from resolvers.rules.missing import MissingInput, missing_inputs
from resolvers.rules.outcomes import Outcome
from resolvers.rules.reasons import Reasons
from resolvers.rules.totals import Totals, total


class Explanation:
    """What a calculation can tell; each part is worked out once, and only when it is asked for."""

    def __init__(self, calculation: Calculation) -> None:
        self.calculation = calculation

    @cached_property
    def reasons(self) -> Reasons:
        """The reasons of the answer."""
        found = self.calculation
        return Reasons(found.shelf, found.verdict, found.facts)

    @cached_property
    def totals(self) -> Totals:
        """What was asked for together: eligible offers surely, conditional ones potentially."""
        possible = tuple(numbers_of(self.reasons.standing.conditional & self._wanted))
        return total(self.calculation.shelf, self.calculation.listed, possible)

    @cached_property
    def missing(self) -> list[MissingInput]:
        """The inputs not given that would change what is listed."""
        return missing_inputs(self.reasons, self._wanted)

    def evaluations(self, outcomes: Sequence[Outcome] | None = None) -> list[int]:
        """List every candidate that the filters let through, or those of some outcomes.

        Returns:
            Offer numbers: those listed, in that order, then conditional, then ineligible ones by
            nearest miss.
        """
        listed = self.calculation.listed
        eligible = listed if outcomes is None or Outcome.ELIGIBLE in outcomes else ()
        others = self._wanted & ~mask_of(listed)
        if outcomes is not None:
            if Outcome.CONDITIONAL not in outcomes:
                others &= ~self.reasons.standing.conditional
            if Outcome.INELIGIBLE not in outcomes:
                others &= self.reasons.standing.conditional
        return [*eligible, *self.reasons.ordered(others)]

    @cached_property
    def _wanted(self) -> int:
        return wanted(self.calculation.shelf, self.calculation.question.filters)
