"""Asks for programs and for kinds of device."""

from typing import Annotated

import strawberry

from datasources.facts import incentive
from resolvers import ties
from resolvers.device_categories import device_categories
from resolvers.programs import find_programs
from resolvers.scope import Scope
from schema.checks import given
from schema.context import Info
from schema.errors import presented
from schema.paging import DEFAULT_FIRST, After, Connection, First, Window
from schema.selectors import ProgramBy, ProgramFilter, key_by
from schema.types.device_category import DeviceCategory
from schema.types.program import Program, program_page
from schema.view import View

Wanted = Annotated[
    ProgramFilter | None, strawberry.argument(description="Which programs; null: all.")
]
Which = Annotated[ProgramBy, strawberry.argument(description="Which program.")]


@strawberry.type
class ProgramQueries:
    """Root fields of programs."""

    @strawberry.field(description="Programs, in the order of the data set.")
    async def programs(
        self,
        info: Info,
        filter: Wanted = strawberry.UNSET,
        first: First = DEFAULT_FIRST,
        after: After = strawberry.UNSET,
    ) -> Connection[Program]:
        """Page through programs."""
        scope, wanted = info.context.scope, given(filter) or ProgramFilter()
        language = wanted.spoken()
        with presented(language):
            window = Window.read(first, after)
            found = await _programs(scope, wanted)
        return program_page(found, window, View(scope, language, scope.today))

    @strawberry.field(description="One program; null: there is no such program.")
    def program(self, info: Info, by: Which) -> Program | None:
        """Find a program; those of the data set have no number."""
        with presented():
            key = key_by(by.id, by.key, "Program")
        found = info.context.scope.dataset.programs.get(key or "")
        return Program.of(found, info.context.view()) if found else None

    @strawberry.field(description="The kinds of device that a home may get.")
    def device_categories(self, info: Info) -> list[DeviceCategory]:
        """List the kinds of device."""
        language = info.context.view().language
        return [DeviceCategory.of(kind, language) for kind in device_categories()]


async def _programs(scope: Scope, wanted: ProgramFilter) -> list[incentive.Program]:
    """Find programs, of a state too where a place is named, and those that are enabled or not."""
    found = await find_programs(scope, wanted.to_question())
    state, enabled = given(wanted.state), given(wanted.enabled)
    return [
        program
        for program in found
        if state in (None, program.state)
        and enabled in (None, ties.enabled(scope, program, scope.today))
    ]
