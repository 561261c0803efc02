"""Brings back the devices that an override replaced, for as long as a day."""

from dataclasses import dataclass

from datasources.facts.application import FILED
from datasources.facts.application_refusals import NothingToUndo
from datasources.facts.refusals import ApplicationsFiled
from datasources.facts.text import Text
from resolvers.actors import Actor
from resolvers.commands.changing import Changed, change_once, clerk_for
from resolvers.commands.dossiers import dossier_of
from resolvers.commands.own_devices import customer_named
from resolvers.customers import CustomerName
from resolvers.rules.undoing import REASON, last_override, without_override
from resolvers.scope import Scope
from resolvers.work import Work


@dataclass(frozen=True, slots=True)
class UndoRequest:
    """Whose override to undo."""

    customer: CustomerName
    dry_run: bool = False


async def undo_override(scope: Scope, actor: Actor, request: UndoRequest) -> Changed:
    """Give a customer the devices that the last override replaced, as they were before it.

    Devices that came with the override or later go.

    Raises:
        CustomerNotFound: The organization has no such customer.
        NothingToUndo: The last override is more than a day ago, or undone, or there was none.
        ApplicationsFiled: An application was handed in since: its devices are evidence.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    now = scope.open_desk().now

    async def change(work: Work) -> Changed:
        customer = await customer_named(work, request.customer, "by")
        before = await dossier_of(work, customer)
        if filed := [each.id for each in before.applications if each.status in FILED]:
            raise ApplicationsFiled(filed)
        events = await work.events.all_of_customer(customer.id)
        override = last_override(events, now)
        after = without_override(before, events, override) if override else None
        if after is None:
            raise NothingToUndo(_NOTHING, "by")
        clerk = await clerk_for(scope, work, actor, before)
        stored, changes = await clerk.write(before, after, reason=REASON)
        return Changed(customer.id, stored, changes)

    return await change_once(scope, actor, "undoOverride", request, change)


_NOTHING = Text(
    "No override of the last 24 hours is left to undo.",
    "No queda ningún reemplazo de las últimas 24 horas por deshacer.",
)
