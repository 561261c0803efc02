"""Checks what customers' devices earn, and stores what a check brings along."""

from dataclasses import replace
from typing import Annotated, Protocol

import strawberry

from datasources.facts.errors import BadInput
from datasources.facts.organization import KeyScope
from datasources.facts.refusals import Refusal
from datasources.facts.text import Language
from resolvers.commands.check_incentives import check_incentives
from resolvers.commands.requests import CheckRequest
from schema.check_inputs import (
    LookupIncentivesInput,
    OverrideIncentivesInput,
    RefreshIncentivesInput,
)
from schema.context import Info
from schema.errors import presented
from schema.idempotency import desk_for
from schema.types.incentive_check_payload import IncentiveCheckPayload
from schema.view import View

DryRun = Annotated[bool, strawberry.argument(description="Answer as usual, but change nothing.")]
ToLookUp = Annotated[LookupIncentivesInput, strawberry.argument(description="Whom to look up.")]
ToRefresh = Annotated[RefreshIncentivesInput, strawberry.argument(description="Whom to check.")]
ToOverride = Annotated[
    OverrideIncentivesInput, strawberry.argument(description="Whose devices to replace.")
]


@strawberry.type
class IncentiveMutations:
    """Root fields that check incentives."""

    @strawberry.mutation(
        description=(
            "Check what a customer's devices earn, with the address resolved now. A new reference "
            "id makes a customer with the devices named; later, only devices that the customer has "
            "are checked."
        )
    )
    async def lookup_incentives(
        self, info: Info, input: ToLookUp, *, dry_run: DryRun = False
    ) -> IncentiveCheckPayload:
        """Look a customer up."""
        return await _checked(info, input, dry_run=dry_run)

    @strawberry.mutation(
        description=(
            "Check again what a returning customer's devices earn, with the utility that is stored."
        )
    )
    async def refresh_incentives(
        self, info: Info, input: ToRefresh, *, dry_run: DryRun = False
    ) -> IncentiveCheckPayload:
        """Check a returning customer again."""
        return await _checked(info, input, dry_run=dry_run)

    @strawberry.mutation(
        description=(
            "Replace all devices of a returning customer, and check what the new ones earn. "
            "Refused once an application was handed in."
        )
    )
    async def override_incentives(
        self, info: Info, input: ToOverride, *, dry_run: DryRun = False
    ) -> IncentiveCheckPayload:
        """Replace a customer's devices."""
        return await _checked(info, input, dry_run=dry_run)


class _Asked(Protocol):
    def to_request(self, *, dry_run: bool) -> CheckRequest: ...


async def _checked(info: Info, asked: _Asked, *, dry_run: bool) -> IncentiveCheckPayload:
    """Parse, check, and present what came of it, as storage is then."""
    with presented():
        desk = desk_for(info)
        desk.require(KeyScope.WRITE)
        scope = replace(info.context.scope, desk=desk)
        try:
            checked = await check_incentives(scope, asked.to_request(dry_run=dry_run))
        except (BadInput, Refusal) as error:
            view = View(scope, Language.EN, scope.today)
            return IncentiveCheckPayload.refused(error, view, dry_run=dry_run)
    if checked.supposed:
        desk.loaders.suppose(checked.supposed)
    view = View(scope, Language.EN, scope.today)
    return IncentiveCheckPayload.of(checked.answer, view, dry_run=dry_run)
