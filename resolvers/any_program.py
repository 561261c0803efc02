"""A program, wherever it is kept: in the data set, in the catalog, or nowhere any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Self

from datasources.facts.catalog import BuildingType, CatalogProgram, CatalogTier
from datasources.facts.device import DeviceCategory
from datasources.facts.geography import Fuel, Utility
from datasources.facts.incentive import Authority, AuthorityType, Offer, Program
from datasources.facts.item import known_item
from datasources.facts.text import Text
from resolvers import ties
from resolvers.device_categories import categories_of, device_categories
from resolvers.loaders.answer import Answer, known
from resolvers.programs import ProgramQuestion, items_of
from resolvers.scope import Scope

Tier = Offer | CatalogTier
"""One thing a program pays for: an offer of the data set, or a tier of the catalog."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyProgram:
    """What is known of a program; of one that is kept nowhere any more, its key alone.

    Attributes:
        number: Its number in the catalog; None for programs that are not in it.
        state: Its only state; None for programs of the nation or of several states.
        building_types: Empty for all.
    """

    scope: Scope
    key: str
    name: Text
    url: Text | None = None
    authority_type: AuthorityType = AuthorityType.OTHER
    number: int | None = None
    state: str | None = None
    building_types: tuple[BuildingType, ...] = ()

    def of_state(self, state: str) -> bool:
        """Tell whether it is of a state's own."""
        return self.state == state

    def authority(self) -> Authority | None:
        """Find who runs it."""
        return None

    def operator(self) -> str | None:
        """Return the name of who runs it."""
        authority = self.authority()
        return authority.name if authority else None

    def utilities(self) -> Sequence[Utility]:
        """List the utilities whose customers it is for."""
        return ()

    def items(self) -> Sequence[str]:
        """Return the raw keys of what it pays for."""
        return ()

    def categories(self) -> Sequence[DeviceCategory]:
        """List the kinds of device that it pays for."""
        return categories_of(self.items())

    def enabled(self, today: date) -> bool:
        """Tell whether it takes applications."""
        return False

    def tiers(self) -> Sequence[Tier]:
        """List what it pays for."""
        return ()

    def tier(self, key: str) -> Tier | None:
        """Find a tier by the key that checks name it by."""
        return next((tier for tier in self.tiers() if _key_of(tier) == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfDataset(AnyProgram):
    """A program of the data set; its tiers are its offers."""

    fact: Program

    @classmethod
    def of(cls, scope: Scope, fact: Program) -> Self:
        """Return what the data set knows of a program."""
        return cls(
            scope=scope,
            key=fact.key,
            name=fact.name,
            url=fact.url,
            authority_type=fact.authority_type,
            state=fact.state,
            fact=fact,
        )

    def authority(self) -> Authority | None:
        """Find who runs it; None for federal programs."""
        return ties.authority_of_program(self.scope, self.fact)

    def utilities(self) -> Sequence[Utility]:
        """List the utilities whose territory its authority serves."""
        return ties.utilities_of_program(self.scope, self.fact)

    def items(self) -> Sequence[str]:
        """Return the raw keys of what it pays for."""
        return items_of(self.scope, self.fact)

    def enabled(self, today: date) -> bool:
        """Tell whether one of its offers is neither paused nor ended."""
        return ties.enabled(self.scope, self.fact, today)

    def tiers(self) -> Sequence[Offer]:
        """List its offers in the order of the data set."""
        return self.scope.catalogue.program_offers[self.key]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCatalog(AnyProgram):
    """A program kept in storage."""

    fact: CatalogProgram

    @classmethod
    def of(cls, scope: Scope, fact: CatalogProgram) -> Self:
        """Return what the catalog knows of a program."""
        return cls(
            scope=scope,
            key=fact.key,
            name=fact.name,
            url=fact.url,
            authority_type=AuthorityType.UTILITY if fact.eia_ids else AuthorityType.OTHER,
            number=fact.number,
            state=fact.states[0] if len(fact.states) == 1 else None,
            building_types=fact.building_types,
            fact=fact,
        )

    def of_state(self, state: str) -> bool:
        """Tell whether a state is among its own."""
        return state in self.fact.states

    def authority(self) -> Authority | None:
        """Find the authority that its first utility is."""
        found = (ties.authority_of_utility(self.scope.dataset, each) for each in self.utilities())
        return next((authority for authority in found if authority), None)

    def operator(self) -> str:
        """Return the name of who runs it."""
        return self.fact.operator

    def utilities(self) -> Sequence[Utility]:
        """List the electric utilities of its EIA ids, in its states."""
        return [
            utility
            for utility in self.scope.dataset.utilities.values()
            if utility.eia_id in self.fact.eia_ids
            and utility.fuel is Fuel.ELECTRIC
            and (not self.fact.states or utility.state in self.fact.states)
        ]

    def items(self) -> Sequence[str]:
        """Return what the kinds of device of its tiers stand for."""
        return list(dict.fromkeys(item for kind in self.categories() for item in kind.items))

    def categories(self) -> Sequence[DeviceCategory]:
        """List the kinds of device of its tiers."""
        keys = {tier.category for tier in self.fact.tiers}
        return [kind for kind in device_categories() if kind.key in keys]

    def enabled(self, today: date) -> bool:
        """Tell whether it is switched on."""
        return self.fact.enabled

    def tiers(self) -> Sequence[CatalogTier]:
        """List its tiers in their order."""
        return self.fact.tiers


def program_by_key(scope: Scope, key: str) -> Answer[AnyProgram | None]:
    """Find a program by key, first in the data set, then in the catalog.

    Raises:
        StorageUnavailable: Storage is away or busy.
    """
    if fact := scope.dataset.programs.get(key):
        return known(OfDataset.of(scope, fact))
    if scope.desk is None:
        return known(None)
    return scope.desk.loaders.programs.load(key).then(partial(_of_catalog, scope))


def program_by_number(scope: Scope, number: int) -> Answer[AnyProgram | None]:
    """Find a program of the catalog by number.

    Raises:
        StorageUnavailable: Storage is away or busy.
    """
    if scope.desk is None:
        return known(None)
    return scope.desk.loaders.numbered_programs.load(number).then(partial(_of_catalog, scope))


def program_named(scope: Scope, key: str) -> Answer[AnyProgram]:
    """Return a program that storage refers to; a data set may have dropped it since.

    Raises:
        StorageUnavailable: Storage is away or busy.
    """
    found = program_by_key(scope, key)
    return found.then(lambda program: program or AnyProgram(scope=scope, key=key, name=Text(key)))


async def stored_programs(scope: Scope, question: ProgramQuestion) -> list[AnyProgram]:
    """List the programs of the catalog by number; none where no storage is configured.

    Args:
        scope: What the request may use.
        question: Of which authorities, and for what; its place and state are not looked at.

    Raises:
        StorageUnavailable: Storage is away or busy.
    """
    stored = await scope.desk.loaders.whole_catalog.load("all") if scope.desk else ()
    found = [OfCatalog.of(scope, fact) for fact in stored]
    types, items = question.authority_types, question.items
    return [
        program
        for program in found
        if (types is None or program.authority_type in types)
        and (items is None or any(known_item(item) in items for item in program.items()))
    ]


def _of_catalog(scope: Scope, stored: CatalogProgram | None) -> AnyProgram | None:
    return OfCatalog.of(scope, stored) if stored else None


def _key_of(tier: Tier) -> str:
    return tier.incentive.key if isinstance(tier, Offer) else str(tier.number)
