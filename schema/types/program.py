"""Programs, who runs them, and the utilities among those: each leads to the others."""

from collections.abc import Sequence
from typing import Annotated, Self

import strawberry

from datasources.facts import geography, incentive
from resolvers import ties
from resolvers.any_program import AnyProgram, OfDataset
from resolvers.programs import programs_of_utility
from schema.derived import derived, derived_by, derived_id
from schema.enums import AuthorityType, BuildingType, Fuel, Language
from schema.errors import presented
from schema.items import Item, known_items
from schema.paging import DEFAULT_FIRST, After, Connection, First, Window, page
from schema.scalars import EiaId
from schema.state_codes import StateCode
from schema.types.device_category import DeviceCategory
from schema.types.image import Image
from schema.types.node import Node
from schema.types.tier import Tier
from schema.view import View

InLanguage = Annotated[
    Language | None,
    strawberry.argument(description="Null: that of the enclosing input, else `EN`."),
]


def _state(shown: "Authority | Utility | Program") -> StateCode | None:
    return StateCode(shown.fact.state) if shown.fact.state else None


@strawberry.type(description="Who offers incentives: a state, a city, a utility.")
class Authority:
    """Who offers, within one state and type."""

    key: str = derived("fact.key", description="Its key, unique within its state and type.")
    name: str = derived("fact.name", description="Its name; not translated.")
    type: AuthorityType = derived("fact.type", description="Its reach.")
    state: StateCode | None = derived_by(_state, description="Its state.")
    logo: Image | None = derived_by(
        lambda authority: Image.of(authority.fact.logo), description="Its logo; null: none known."
    )

    fact: strawberry.Private[incentive.Authority]
    view: strawberry.Private[View]

    @strawberry.field(description="The utility that it is; null: it is none.")
    def utility(self) -> "Utility | None":
        """Find the utility."""
        found = ties.utility_of_authority(self.view.scope.dataset, self.fact)
        return Utility.of(found, self.view) if found else None

    @classmethod
    def of(cls, fact: incentive.Authority, view: View) -> Self:
        """Present an authority."""
        return cls(fact=fact, view=view)


@strawberry.type(description="A utility in one state; a company in two states is two utilities.")
class Utility(Node):
    """A utility in one state."""

    id: strawberry.ID = derived_id("Utility", "fact.key")
    key: str = derived("fact.key", description="Its key in the data set, as `or-pacific-power`.")
    eia_id: EiaId | None = derived("fact.eia_id", description="Its EIA id; null: not known.")
    name: str = derived("fact.name", description="Its name; not translated.")
    fuel: Fuel = derived("fact.fuel", description="What it delivers.")
    state: StateCode = derived_by(_state, description="Its state.")

    fact: strawberry.Private[geography.Utility]
    view: strawberry.Private[View]

    @strawberry.field(description="The authority that it is; null: the data have no offers of it.")
    def authority(self) -> Authority | None:
        """Find the authority."""
        found = ties.authority_of_utility(self.view.scope.dataset, self.fact)
        return Authority.of(found, self.view) if found else None

    @strawberry.field(description="Programs of the authorities that serve its territory.")
    def programs(
        self, first: First = DEFAULT_FIRST, after: After = strawberry.UNSET
    ) -> "Connection[Program]":
        """Page through the programs, in the state's order."""
        with presented(self.view.language):
            window = Window.read(first, after)
        scope = self.view.scope
        found = [OfDataset.of(scope, fact) for fact in programs_of_utility(scope, self.fact)]
        return program_page(found, window, self.view)

    @classmethod
    def of(cls, fact: geography.Utility, view: View) -> Self:
        """Present a utility."""
        return cls(fact=fact, view=view)


@strawberry.type(description="What somebody runs: one or several incentives.")
class Program(Node):
    """What somebody runs, wherever it is kept."""

    id: strawberry.ID = derived_id("Program", "fact.key")
    number: int | None = derived(
        "fact.number", description="Its number in the catalog; null: it is of the data set."
    )
    key: str = derived("fact.key", description="Its key, unique among all programs.")
    url: str | None = derived_by(
        lambda program: program.fact.url and program.fact.url.read(program.view.language),
        description="Its page on the web.",
    )
    state: StateCode | None = derived_by(
        _state, description="Its state; null: of the nation, or of several states."
    )
    authority_type: AuthorityType = derived(
        "fact.authority_type", description="The reach of who runs it."
    )
    building_types: list[BuildingType] = derived_by(
        lambda program: list(program.fact.building_types),
        description="Only for these buildings; empty: not restricted as far as the data say.",
    )

    fact: strawberry.Private[AnyProgram]
    view: strawberry.Private[View]

    @strawberry.field(description="Its name.")
    def name(self, language: InLanguage = strawberry.UNSET) -> str:
        """Return the name in a language."""
        return self.fact.name.read(language or self.view.language)

    @strawberry.field(
        description="Who runs it; null for federal programs, and for those that are not of an "
        "authority of the data set."
    )
    def authority(self) -> Authority | None:
        """Find the authority."""
        found = self.fact.authority()
        return Authority.of(found, self.view) if found else None

    @strawberry.field(description="Name of who runs it; null for federal programs.")
    def operator(self) -> str | None:
        """Return who runs it, by name."""
        return self.fact.operator()

    @strawberry.field(
        description="The utilities whose customers it is for, or whose territory its authority "
        "serves."
    )
    def utilities(self) -> list[Utility]:
        """List the utilities."""
        return [Utility.of(utility, self.view) for utility in self.fact.utilities()]

    @strawberry.field(description="The kinds of device that it pays for.")
    def device_categories(self) -> list[DeviceCategory]:
        """List the kinds of device."""
        return [DeviceCategory.of(kind, self.view.language) for kind in self.fact.categories()]

    @strawberry.field(description="What it pays for; `OTHER` for items newer than the enum.")
    def items(self) -> list[Item]:
        """List the items, each once."""
        return list(known_items(tuple(self.fact.items())))

    @strawberry.field(
        description=(
            "Whether it takes applications: it is switched on in the catalog; of the data set, one "
            "of its incentives is neither paused nor ended, or the data list none."
        )
    )
    def enabled(self) -> bool:
        """Tell whether it takes applications on the day asked about."""
        return self.fact.enabled(self.view.today)

    @strawberry.field(
        description="What it pays; of the data set, one tier for each of its incentives."
    )
    def tiers(self) -> list[Tier]:
        """List the tiers in their order."""
        return [Tier.of(tier, self.view) for tier in self.fact.tiers()]

    @classmethod
    def of(cls, fact: AnyProgram, view: View) -> Self:
        """Present a program."""
        return cls(fact=fact, view=view)


def program_page(found: Sequence[AnyProgram], window: Window, view: View) -> Connection[Program]:
    """Return the page of a list of programs that a window shows."""
    return page(found, window, lambda row: row.key, lambda row: Program.of(row, view))
