"""What a program pays a customer for all units: tier by tier, then together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from datasources.facts.check import Calculation, Finding, ProgramResult, TierResult
from datasources.facts.incentive import Amount
from datasources.facts.money import Cents
from datasources.facts.requirement import CheckStatus
from datasources.facts.text import Text
from resolvers.rules.pricing import price
from resolvers.rules.units import Unit

_COUNTED_ONCE = Calculation(
    "counted_once",
    Text("Counts once a customer, for another device", "Cuenta una vez por cliente"),
)
_NOTHING = Cents(0)


@dataclass(frozen=True, slots=True)
class TierCase:
    """A tier with the units that it may be for.

    Attributes:
        units: Indexes of the units of its category.
        findings: What checking its requirements finds for a unit.
        once: Whether it counts once a customer instead of once a unit.
        customer_maximum: Most that all units of a customer get from it.
    """

    key: str
    amount: Amount
    units: tuple[int, ...]
    findings: Callable[[Unit], tuple[Finding, ...]]
    once: bool = False
    customer_maximum: Cents | None = None


@dataclass(frozen=True, slots=True)
class ProgramCase:
    """A program with its tiers.

    Attributes:
        stackable: Whether a unit gets every tier, not only the best.
        customer_maximum: Most that one customer gets from the program.
    """

    key: str
    tiers: tuple[TierCase, ...]
    stackable: bool = False
    customer_maximum: Cents | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One tier for one unit, by the unit's index."""

    unit: int
    result: TierResult

    @property
    def certain(self) -> bool:
        """Whether no open check stands before the amount."""
        findings = self.result.findings
        return self.result.eligible and not any(_is(each, CheckStatus.PENDING) for each in findings)


def assess(
    programs: Iterable[ProgramCase],
    units: Sequence[Unit],
    combined: Iterable[tuple[frozenset[str], Cents]] = (),
) -> list[ProgramResult]:
    """Work out what every program pays.

    Args:
        programs: Matched to the customer's place and devices; what they ask for is checked here.
        units: The customer's devices, one by one.
        combined: Tiers that together pay no more than a maximum.

    Returns:
        One result for every program, in order, also for those that pay nothing.
    """
    cases = list(programs)
    rows = {case.key: _rows(case, units) for case in cases}
    for members, maximum in combined:
        rows = _cap_together(rows, members, maximum)
    return [_result(case, rows[case.key]) for case in cases]


def _rows(case: ProgramCase, units: Sequence[Unit]) -> list[Row]:
    rows = []
    for tier in case.tiers:
        found = [Row(index, _tier_result(tier, units[index])) for index in tier.units]
        if tier.once:
            found = _count_once(found)
        if tier.customer_maximum is not None:
            found = _cap(found, tier.customer_maximum)
        rows += found
    return rows


def _tier_result(tier: TierCase, unit: Unit) -> TierResult:
    findings = tier.findings(unit)
    eligible = not any(_is(each, CheckStatus.FAILED) for each in findings)
    priced = price(tier.amount, unit) if eligible else None
    if priced and priced.missing:
        findings = (*findings, priced.missing)
    return TierResult(
        tier=tier.key,
        device=unit.device.number,
        customer_device=unit.owned.id if unit.owned else None,
        eligible=eligible,
        amount=priced.amount if priced else _NOTHING,
        calculation=priced.calculation if priced else None,
        findings=findings,
    )


def _is(finding: Finding, status: CheckStatus) -> bool:
    return finding.status is status and not finding.advisory


def _count_once(rows: list[Row]) -> list[Row]:
    """Leave the amount with the unit that gets most; the others get nothing more."""
    best = max(rows, key=lambda row: (row.result.eligible, row.result.amount), default=None)
    return [
        row
        if row is best or not row.result.eligible
        else replace(row, result=replace(row.result, amount=_NOTHING, calculation=_COUNTED_ONCE))
        for row in rows
    ]


def _cap(rows: list[Row], maximum: Cents) -> list[Row]:
    """Lower amounts so that together they come to no more than a maximum; later rows yield."""
    room, capped = maximum, []
    for row in rows:
        amount = Cents(min(row.result.amount, room))
        room = Cents(room - amount)
        capped.append(row if amount == row.result.amount else _lowered(row, amount, maximum))
    return capped


def _lowered(row: Row, amount: Cents, maximum: Cents) -> Row:
    calculation = row.result.calculation
    told = replace(calculation, cap=maximum) if calculation else None
    return replace(row, result=replace(row.result, amount=amount, calculation=told))


def _cap_together(
    rows: Mapping[str, list[Row]], members: frozenset[str], maximum: Cents
) -> dict[str, list[Row]]:
    """Lower the amounts of tiers of several programs to their combined maximum."""
    flat = [row for found in rows.values() for row in found if row.result.tier in members]
    lowered = iter(_cap(flat, maximum))
    return {
        program: [next(lowered) if row.result.tier in members else row for row in found]
        for program, found in rows.items()
    }


def _result(case: ProgramCase, rows: Sequence[Row]) -> ProgramResult:
    total = _sum(rows, stackable=case.stackable)
    certain = _sum([row for row in rows if row.certain], stackable=case.stackable)
    most = case.customer_maximum
    return ProgramResult(
        program=case.key,
        total=total if most is None else min(total, most),
        certain=certain if most is None else min(certain, most),
        combinations=sum(row.result.eligible and row.result.amount > 0 for row in rows),
        results=tuple(row.result for row in rows),
    )


def _sum(rows: Sequence[Row], *, stackable: bool) -> Cents:
    """Add up the best tier of each unit, or all of them."""
    by_unit: dict[int, list[Cents]] = {}
    for row in rows:
        by_unit.setdefault(row.unit, []).append(row.result.amount)
    amounts = (sum(each) if stackable else max(each) for each in by_unit.values())
    return Cents(sum(amounts))
