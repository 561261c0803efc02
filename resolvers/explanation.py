"""Why, how much and what is missing: what a calculation can tell beyond its list."""

from collections.abc import Sequence

from resolvers.calculator import Calculation
from resolvers.rules.arrange import wanted
from resolvers.rules.bits import numbers_of
from resolvers.rules.missing import MissingInput, missing_inputs
from resolvers.rules.outcomes import Outcome
from resolvers.rules.reasons import Reasons
from resolvers.rules.totals import Totals, total


def explain(calculation: Calculation) -> Reasons:
    """Prepare the reasons of an answer."""
    return Reasons(calculation.shelf, calculation.verdict, calculation.facts)


def evaluations(
    calculation: Calculation, reasons: Reasons, outcomes: Sequence[Outcome] | None
) -> list[int]:
    """List every candidate that the filters let through, or those of some outcomes.

    Returns:
        Offer numbers: eligible in the calculator's order, conditional, ineligible by nearest miss.
    """
    ordered = reasons.ordered(wanted(calculation.shelf, calculation.question.filters))
    if outcomes is None:
        return ordered
    return [number for number in ordered if reasons.outcome(number) in outcomes]


def totals_of(calculation: Calculation, reasons: Reasons | None = None) -> Totals:
    """Add up what was asked for: eligible offers surely, conditional ones potentially."""
    standing = (reasons or explain(calculation)).standing
    kept = wanted(calculation.shelf, calculation.question.filters)
    possible = tuple(numbers_of(standing.conditional & kept))
    return total(calculation.shelf, calculation.listed, possible)


def missing_of(calculation: Calculation, reasons: Reasons) -> list[MissingInput]:
    """List the inputs not given that would change what is listed."""
    return missing_inputs(reasons, wanted(calculation.shelf, calculation.question.filters))
