"""Asks for programs and for kinds of device."""

from datetime import date
from typing import Annotated

import strawberry

from resolvers.any_program import (
    AnyProgram,
    OfDataset,
    program_by_key,
    program_by_number,
    stored_programs,
)
from resolvers.device_categories import device_categories
from resolvers.programs import find_programs
from resolvers.scope import Scope
from schema.checks import given, plain
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

    @strawberry.field(
        description=(
            "Programs: those of the catalog by number, then those of the data set in its order."
        )
    )
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
    async def program(self, info: Info, by: Which) -> Program | None:
        """Find a program."""
        scope, number = info.context.scope, given(by.number)
        with presented():
            if number is not None:
                found = await program_by_number(scope, number)
            else:
                found = await program_by_key(scope, key_by(by.id, by.key, "Program") or "")
        return Program.of(found, info.context.view()) if found else None

    @strawberry.field(description="The kinds of device that a home may get.")
    def device_categories(self, info: Info) -> list[DeviceCategory]:
        """List the kinds of device."""
        language = info.context.view().language
        return [DeviceCategory.of(kind, language) for kind in device_categories()]


async def _programs(scope: Scope, wanted: ProgramFilter) -> list[AnyProgram]:
    """Find programs: of the catalog, unless a place is named, then of the data set."""
    question, stored = wanted.to_question(), given(wanted.stored)
    category = plain(wanted.device_category, "deviceCategory")
    found: list[AnyProgram] = []
    if question.at is None and stored is not False:
        found += await stored_programs(scope, question)
    if stored is not True:
        found += [OfDataset.of(scope, fact) for fact in await find_programs(scope, question)]
    return [program for program in found if _fits(program, wanted, category, scope.today)]


def _fits(program: AnyProgram, wanted: ProgramFilter, category: str | None, today: date) -> bool:
    """Tell whether a program has what the filter asks for beside the question."""
    state, enabled = given(wanted.state), given(wanted.enabled)
    return (
        (state is None or program.of_state(state))
        and enabled in (None, program.enabled(today))
        and (category is None or any(kind.key == category for kind in program.categories()))
    )
