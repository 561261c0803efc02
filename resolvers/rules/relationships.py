"""Prerequisites and exclusions: how eligible offers bear on each other."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from datasources.facts.relationship import AllOf, Need, Relationships, keys_of


@dataclass(frozen=True, slots=True)
class Bonds:
    """The relationships of a state by offer number; offers that are not candidates have none.

    Attributes:
        needs: Offer to its prerequisite.
        needed_by: Offer to the offers that need it, at any depth.
        losers: Winner to the offers it excludes.
        winners: Offer to the winners that exclude it, by first appearance.
        combinations: Offers that together pay no more than a maximum, in dollars.
        numbers: Number by incentive key.
    """

    needs: Mapping[int, Need]
    needed_by: Mapping[int, tuple[int, ...]]
    losers: Mapping[int, tuple[int, ...]]
    winners: Mapping[int, tuple[int, ...]]
    combinations: tuple[tuple[tuple[int, ...], float], ...]
    numbers: Mapping[str, int]

    def meets(self, number: int, eligible: Container[int]) -> bool:
        """Tell whether an offer has all it needs among the eligible ones."""
        need = self.needs.get(number)
        return need is None or _holds(need, self.numbers, eligible)

    def excluded(self, number: int, eligible: Container[int]) -> bool:
        """Tell whether an eligible offer excludes this one."""
        return any(winner in eligible for winner in self.winners.get(number, ()))


def bind(relationships: Relationships, keys: Sequence[str]) -> Bonds:
    """Prepare relationships for the candidates of a state, in the order of the file."""
    numbers = {key: number for number, key in enumerate(keys)}
    needs = {
        numbers[key]: need for key, need in relationships.prerequisites.items() if key in numbers
    }
    losers = {
        numbers[winner]: tuple(numbers[key] for key in excluded if key in numbers)
        for winner, excluded in relationships.exclusions.items()
        if winner in numbers
    }
    return Bonds(
        needs=needs,
        needed_by=_turned((y, _known(keys_of(need), numbers)) for y, need in needs.items()),
        losers=losers,
        winners=_turned(losers.items()),
        combinations=tuple(
            (_known(each.incentives, numbers), each.maximum) for each in relationships.combinations
        ),
        numbers=numbers,
    )


def settle(eligible: Iterable[int], bonds: Bonds) -> tuple[int, ...]:
    """Remove offers without their prerequisite and offers that a better one excludes.

    Removing one may bring back another that it excluded; what was not eligible at the start never
    comes back, and what comes back stands last.

    Args:
        eligible: Offer numbers in candidate order.
        bonds: Free of cycles; the data set's own check guards that.

    Returns:
        The offers that remain, in order.
    """
    settling = _Settling(bonds, dict.fromkeys(eligible))
    for number in bonds.needs:
        if number in settling.standing and not bonds.meets(number, settling.standing):
            settling.drop(number)
    for number in bonds.winners:
        if number in settling.standing and bonds.excluded(number, settling.standing):
            settling.drop(number)
    return tuple(settling.standing)


class _Settling:
    """One run of the two moves, each of which may set off others."""

    def __init__(self, bonds: Bonds, standing: dict[int, None]) -> None:
        self.bonds = bonds
        self.standing = standing
        self.returnable = frozenset(standing)

    def drop(self, number: int) -> None:
        """Take an offer out; those that need it follow, those that it excluded may return."""
        if number not in self.standing:
            return
        del self.standing[number]
        for dependent in self.bonds.needed_by.get(number, ()):
            if dependent in self.standing and not self.bonds.meets(dependent, self.standing):
                self.drop(dependent)
        for loser in self.bonds.losers.get(number, ()):
            self._return_if_free(loser)

    def bring_back(self, number: int) -> None:
        """Put an offer at the end; those that waited for it return, those that it excludes go."""
        if number in self.standing or number not in self.returnable:
            return
        self.standing[number] = None
        for dependent in self.bonds.needed_by.get(number, ()):
            self._return_if_free(dependent)
        for loser in self.bonds.losers.get(number, ()):
            self.drop(loser)

    def _return_if_free(self, number: int) -> None:
        free = not self.bonds.excluded(number, self.standing)
        if number not in self.standing and free and self.bonds.meets(number, self.standing):
            self.bring_back(number)


def _holds(need: Need, numbers: Mapping[str, int], eligible: Container[int]) -> bool:
    if isinstance(need, str):
        return numbers.get(need, -1) in eligible
    parts = (_holds(part, numbers, eligible) for part in need.parts)
    return all(parts) if isinstance(need, AllOf) else any(parts)


def _known(keys: Iterable[str], numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers[key] for key in keys if key in numbers))


def _turned(pairs: Iterable[tuple[int, Iterable[int]]]) -> dict[int, tuple[int, ...]]:
    """Turn a mapping round, keeping the order of first appearance."""
    turned: dict[int, list[int]] = {}
    for source, targets in pairs:
        for target in targets:
            turned.setdefault(target, []).append(source)
    return {target: tuple(sources) for target, sources in turned.items()}
