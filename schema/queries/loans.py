"""Asks for loans."""

from typing import Annotated

import strawberry

from resolvers.loans import loans_at
from schema.context import Info
from schema.errors import presented
from schema.inputs import LocationInput
from schema.types.loan_program import LoanProgram

At = Annotated[LocationInput, strawberry.argument(description="The place.")]


@strawberry.type
class LoanQueries:
    """Root fields of loans."""

    @strawberry.field(
        description=(
            "Loan programs of a place's state and of the whole nation, in the order of the data "
            "set; empty where the data know none."
        )
    )
    async def loan_programs(self, info: Info, at: At) -> list[LoanProgram]:
        """List the loan programs of a place."""
        with presented():
            found = await loans_at(info.context.scope, at.to_whereabouts())
        return [LoanProgram.of(loan, info.context.view()) for loan in found]
