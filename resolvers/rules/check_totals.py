"""What all programs of a check come to together."""

from collections.abc import Sequence

from datasources.facts.check import ProgramResult
from datasources.facts.money import Cents


def totals(programs: Sequence[ProgramResult]) -> tuple[Cents, Cents, int]:
    """Return the potential total, the certain total, and the number of eligible combinations."""
    return (
        Cents(sum(program.total for program in programs)),
        Cents(sum(program.certain for program in programs)),
        sum(program.combinations for program in programs),
    )
