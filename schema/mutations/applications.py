"""Changes applications, and what belongs to them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, TypeVar

import strawberry

from datasources.facts.errors import BadInput
from datasources.facts.refusals import Refusal
from datasources.facts.text import Language
from resolvers.actors import Actor, writer
from resolvers.commands.changing import Changed
from resolvers.commands.own_devices import (
    AddDeviceRequest,
    RemoveDeviceRequest,
    add_customer_device,
    remove_customer_device,
)
from resolvers.commands.transition_application import TransitionRequest, transition_application
from resolvers.commands.undo_override import UndoRequest, undo_override
from resolvers.commands.update_application import UpdateRequest, update_application
from resolvers.scope import Scope
from schema.checks import given
from schema.context import Info
from schema.errors import presented
from schema.form_inputs import CustomerDeviceInput, UpdateApplicationInput
from schema.idempotency import desk_for
from schema.ids import key_of
from schema.money import cents_of
from schema.partner_enums import ApplicationStatus
from schema.partner_selectors import ApplicationBy, CustomerBy, number_by, number_of
from schema.types.change_payloads import (
    ChangePayload,
    CustomerDevicePayload,
    UndoOverridePayload,
    UpdateApplicationPayload,
)
from schema.view import View

P = TypeVar("P", bound=ChangePayload)

DryRun = Annotated[bool, strawberry.argument(description="Answer as usual, but change nothing.")]
Which = Annotated[ApplicationBy, strawberry.argument(description="Which application.")]
Whose = Annotated[CustomerBy, strawberry.argument(description="Which customer.")]
Version = Annotated[
    int | None,
    strawberry.argument(
        description=(
            "The version that the caller has seen: refused if the application has another by now. "
            "Null: whatever is there is changed."
        )
    ),
]
Changes = Annotated[
    UpdateApplicationInput,
    strawberry.argument(description="What to change: absent keeps, null clears."),
]
NewDevice = Annotated[CustomerDeviceInput, strawberry.argument(description="The device.")]
DeviceId = Annotated[strawberry.ID, strawberry.argument(description="Id of a customer's device.")]
To = Annotated[ApplicationStatus, strawberry.argument(description="Where to take it.")]
Reason = Annotated[
    str | None,
    strawberry.argument(
        description="Why, for history; some steps need one. At most 2000 characters."
    ),
]
On = Annotated[
    date | None,
    strawberry.argument(description="Day of the submission or approval; null: today."),
]
ApprovedAmount = Annotated[
    Decimal | None,
    strawberry.argument(
        description="What the program pays, US dollars; null: what the application asks for."
    ),
]
Correction = Annotated[
    bool,
    strawberry.argument(description="Take an approval back: only for keys with the scope admin."),
]


@strawberry.type
class ApplicationMutations:
    """Root fields that change applications and devices."""

    @strawberry.mutation(
        description=(
            "Change single values of an application, its customer and the customer's devices: all "
            "of it, or nothing. An application that was not begun is begun by it."
        )
    )
    async def update_application(
        self,
        info: Info,
        by: Which,
        input: Changes,
        *,
        version: Version = strawberry.UNSET,
        dry_run: DryRun = False,
    ) -> UpdateApplicationPayload:
        """Change an application."""

        def change(scope: Scope, actor: Actor) -> Awaitable[Changed]:
            number = number_by(by.id, by.number, "Application")
            patch = input.to_patch()
            request = UpdateRequest(number, patch, given(version), dry_run)
            return update_application(scope, actor, request)

        return await _changed(info, UpdateApplicationPayload, change, dry_run=dry_run)

    @strawberry.mutation(
        description=(
            "Take an application to another status; `allowedTransitions` tells which may come "
            "next. Where it stands already nothing changes. What is opened again keeps its "
            "signature; the customer's page asks for it anew whenever something is sent."
        )
    )
    async def transition_application(  # noqa: PLR0913 the arguments of a field are its interface
        self,
        info: Info,
        by: Which,
        to: To,
        *,
        reason: Reason = strawberry.UNSET,
        on: On = strawberry.UNSET,
        approved_amount: ApprovedAmount = strawberry.UNSET,
        correction: Correction = False,
        version: Version = strawberry.UNSET,
        dry_run: DryRun = False,
    ) -> UpdateApplicationPayload:
        """Take an application to another status."""

        def change(scope: Scope, actor: Actor) -> Awaitable[Changed]:
            request = TransitionRequest(
                number=number_by(by.id, by.number, "Application"),
                to=to,
                reason=given(reason),
                on=given(on),
                approved_amount=cents_of(given(approved_amount), "approvedAmount"),
                correction=correction,
                version=given(version),
                dry_run=dry_run,
            )
            return transition_application(scope, actor, request)

        return await _changed(info, UpdateApplicationPayload, change, dry_run=dry_run)

    @strawberry.mutation(
        description=(
            "Give a customer one more device. Applications are for it once they name it among "
            "their devices."
        )
    )
    async def add_customer_device(
        self, info: Info, customer: Whose, input: NewDevice, *, dry_run: DryRun = False
    ) -> CustomerDevicePayload:
        """Add a device."""

        def change(scope: Scope, actor: Actor) -> Awaitable[Changed]:
            name, values = customer.to_name("customer"), input.to_values()
            request = AddDeviceRequest(name, input.device_number, values, dry_run)
            return add_customer_device(scope, actor, request)

        return await _changed(info, CustomerDevicePayload, change, dry_run=dry_run)

    @strawberry.mutation(
        description=(
            "Take a device away from a customer and from the customer's applications. Refused once "
            "an application for it was handed in."
        )
    )
    async def remove_customer_device(
        self, info: Info, id: DeviceId, *, dry_run: DryRun = False
    ) -> CustomerDevicePayload:
        """Remove a device."""

        def change(scope: Scope, actor: Actor) -> Awaitable[Changed]:
            number = number_of(key_of(id, "CustomerDevice", "id"))
            return remove_customer_device(scope, actor, RemoveDeviceRequest(number, dry_run))

        return await _changed(info, CustomerDevicePayload, change, dry_run=dry_run)

    @strawberry.mutation(
        description=(
            "Give a customer back the devices that the last override replaced, within 24 hours. "
            "Refused once an application was handed in."
        )
    )
    async def undo_override(
        self, info: Info, by: Whose, *, dry_run: DryRun = False
    ) -> UndoOverridePayload:
        """Undo an override."""

        def change(scope: Scope, actor: Actor) -> Awaitable[Changed]:
            return undo_override(scope, actor, UndoRequest(by.to_name(), dry_run))

        return await _changed(info, UndoOverridePayload, change, dry_run=dry_run)


async def _changed(
    info: Info,
    payload: type[P],
    change: Callable[[Scope, Actor], Awaitable[Changed]],
    *,
    dry_run: bool,
) -> P:
    """Parse, change, and present what came of it, as storage is then."""
    with presented():
        desk = desk_for(info)
        actor = writer(desk)
        scope = replace(info.context.scope, desk=desk)
        view = View(scope, Language.EN, scope.today)
        try:
            changed = await change(scope, actor)
        except (BadInput, Refusal) as error:
            return payload.refused(error, view, dry_run=dry_run)
    desk.loaders.suppose(changed.dossier)
    return payload.of(changed, view, dry_run=dry_run)
