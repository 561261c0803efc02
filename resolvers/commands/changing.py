"""What all commands on a customer's data have in common: judge, write, and tell history."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from datasources.facts.application import Application
from datasources.facts.check import Change
from datasources.facts.dossier import Dossier
from resolvers.actors import Actor
from resolvers.commands.dossiers import dossier_of, write_dossier
from resolvers.commands.once import Repeats
from resolvers.commands.trying import work_of
from resolvers.desk import Desk
from resolvers.rules.differences import differences
from resolvers.rules.settling import Conditions, settled
from resolvers.rules.terms import terms_of
from resolvers.scope import Scope
from resolvers.work import Work


@dataclass(frozen=True, slots=True)
class Changed:
    """What a command left behind.

    Attributes:
        subject: Id of what was named, or came or went: an application, or a customer device.
        dossier: What is stored then, or on a dry run would be.
        changes: What really differs.
    """

    subject: int
    dossier: Dossier
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kept:
    """What of a change is kept for requests that come again: the rest is read anew then."""

    subject: int
    customer: int
    changes: tuple[Change, ...]


class ChangeRequest(Protocol):
    """What all requests to change something say."""

    @property
    def dry_run(self) -> bool:
        """Tell what would change, but change nothing."""


async def change_once(
    scope: Scope,
    actor: Actor,
    field: str,
    request: ChangeRequest,
    change: Callable[[Work], Awaitable[Changed]],
) -> Changed:
    """Do what a request asks, in one transaction, and once for each idempotency key.

    Args:
        scope: What the request may use.
        actor: Who asks.
        field: Name of the mutation.
        request: With all that it asks for.
        change: Does it.

    Returns:
        What was changed; the first time, if this request came before.

    Raises:
        InProgress: A twin with the same idempotency key is being answered.
        KeyReused: The idempotency key came with another request before.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    desk = scope.open_desk()
    repeats = Repeats.of(desk, field, request, _Kept, dry_run=request.dry_run)
    with repeats.alone(actor.organization_id):
        async with work_of(desk, actor.organization_id, dry_run=request.dry_run) as work:
            if kept := await repeats.find(work):
                customers = await work.customers.by_ids([kept.customer])
                dossier = await dossier_of(work, customers[kept.customer])
                return Changed(kept.subject, dossier, kept.changes)
            changed = await change(work)
            customer = changed.dossier.customer.id
            await repeats.keep(work, _Kept(changed.subject, customer, changed.changes))
        return changed


@dataclass(frozen=True, slots=True)
class Clerk:
    """Changes one customer's data in an open transaction.

    Attributes:
        conditions: What the customer's applications are judged by.
    """

    work: Work
    desk: Desk
    actor: Actor
    conditions: Conditions

    async def write(
        self,
        before: Dossier,
        after: Dossier,
        *,
        named: int | None = None,
        reason: str | None = None,
    ) -> tuple[Dossier, tuple[Change, ...]]:
        """Write a change and what follows from it, with its history.

        Args:
            before: As it was read in the same transaction.
            after: As the actor wants it.
            named: Id of the application that the actor named, if one was.
            reason: In the actor's words.

        Returns:
            What is stored then, and all that differs.
        """
        final = settled(before, after, self.conditions)
        stored = await write_dossier(self.work, self.desk.now, before, final, named)
        changes = tuple(differences(before, stored))
        moved = _moved(after.applications, final.applications)
        followed = [each for each in changes if each.field == "status" and each.id in moved]
        asked = [each for each in changes if each not in followed]
        customer, system = stored.customer.id, self.actor.system()
        await self.work.events.append(
            [
                *self.actor.events(self.desk, customer, asked, reason),
                *system.events(self.desk, customer, followed),
            ]
        )
        return stored, changes


async def clerk_for(scope: Scope, work: Work, actor: Actor, dossier: Dossier) -> Clerk:
    """Return who may change a customer's data, with all that its applications depend on."""
    keys = {application.program for application in dossier.applications}
    programs = await work.programs.by_keys(sorted(keys)) if keys else {}
    conditions = Conditions(
        terms={key: terms_of(programs.get(key)) for key in keys},
        claimed=await work.claims.all(),
        today=scope.today,
    )
    return Clerk(work, scope.open_desk(), actor, conditions)


def _moved(before: Iterable[Application], after: Iterable[Application]) -> frozenset[int]:
    """Return the ids of applications that stand elsewhere."""
    pairs = zip(before, after, strict=True)
    return frozenset(new.id for old, new in pairs if old.status is not new.status)
