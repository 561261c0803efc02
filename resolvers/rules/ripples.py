"""What follows for the other offers when some come and some go."""

from collections.abc import Iterable, Mapping

from resolvers.rules.bits import mask_of, numbers_of
from resolvers.rules.reasons import Reasons


class Ripples:
    """Offers that may come and go because others do; sets of offers are integers.

    It errs towards naming too many: an offer may go although a second one holds it.

    Attributes:
        coming: Offers that are not eligible and may become so.
        going: Eligible offers that may cease to be.
    """

    def __init__(self, reasons: Reasons, first: int) -> None:
        """Follow what becomes of everything once some offers change.

        Args:
            reasons: The explained answer.
            first: The offers whose own requirements may turn out either way.
        """
        self._verdict = reasons.verdict
        self._shelf = reasons.shelf
        self._eligible = reasons.standing.eligible
        self._hopeful = (self._verdict.qualified | self._verdict.open) & ~self._eligible
        self.coming = first & self._hopeful
        self.going = first & self._eligible
        self._spread()

    def _spread(self) -> None:
        known = -1
        while known != self.coming | self.going:
            known = self.coming | self.going
            needing, losing = self._bound(self.coming)
            self._add(needing | self._returning(), losing | self._displaced())
            needing, losing = self._bound(self.going)
            self._add(losing, needing)

    def _add(self, coming: int, going: int) -> None:
        self.coming |= coming & self._hopeful
        self.going |= going & self._eligible

    def _bound(self, numbers: int) -> tuple[int, int]:
        """Return the offers that need some of these, and those that some of these exclude."""
        bonds = self._shelf.bonds
        if bonds is None:
            return 0, 0
        return _targets(bonds.needed_by, numbers), _targets(bonds.losers, numbers)

    def _displaced(self) -> int:
        """Return what shared programs replace once their offers have come."""
        present = self._verdict.qualified | self.coming
        found = 0
        for rule in self._shelf.displacements:
            found |= rule.displaced(present)
        return found

    def _returning(self) -> int:
        """Return what shared programs replaced and may no longer replace."""
        found = 0
        for rule in self._shelf.displacements:
            if rule.hosted & self.going:
                found |= rule.replaceable
        return found & self._verdict.displaced


def _targets(bonds: Mapping[int, Iterable[int]], numbers: int) -> int:
    return mask_of(target for number in numbers_of(numbers) for target in bonds.get(number, ()))
