"""What an application still needs, where it may go next, and how it stood once."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from datasources.facts.application import Application, ApplicationStatus
from datasources.facts.dossier import Dossier
from datasources.facts.form import MissingField
from datasources.facts.organization import KeyScope
from resolvers.actors import Actor
from resolvers.loaders.answer import Answer, together
from resolvers.rules.guards import Circumstances
from resolvers.rules.rewinding import rewind
from resolvers.rules.settling import Conditions
from resolvers.rules.terms import terms_of
from resolvers.rules.transitions import allowed_transitions
from resolvers.scope import Scope


def still_missing(scope: Scope, application: Application) -> Answer[tuple[MissingField, ...]]:
    """List what an application needs before it is complete, in the order of its program.

    Raises:
        StorageUnavailable: Storage is away or busy.
    """
    found = _circumstances(scope, application)
    return found.then(lambda circumstances: tuple(circumstances.missing))


def next_steps(scope: Scope, application: Application) -> Answer[tuple[ApplicationStatus, ...]]:
    """List where the caller may take an application now; a reason may be asked for.

    Raises:
        Unauthenticated: No valid key came with the request.
        StorageUnavailable: Storage is away or busy.
    """
    actor = Actor.of(scope.open_desk().require(KeyScope.READ))
    found = _circumstances(scope, application)
    return found.then(partial(allowed_transitions, application, actor.kind))


@dataclass(frozen=True, slots=True)
class Former:
    """An application as it stood once.

    Attributes:
        scope: In which everything that it leads to stands as it stood then, too, and histories end
            there.
    """

    application: Application
    scope: Scope


async def application_as_of(scope: Scope, number: int, moment: datetime) -> Former | None:
    """Find an application as it stood at a moment, with its customer and devices.

    Returns:
        None where the organization has no such application, or had none then.

    Raises:
        Unauthenticated: No valid key came with the request.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    desk = scope.open_desk()
    desk.require(KeyScope.READ)
    async with desk.database.read() as reading:
        work = desk.work(reading)
        found = (await work.applications.by_ids([number])).get(number)
        if found is None:
            return None
        customer = (await work.customers.by_ids([found.customer_id]))[found.customer_id]
        devices = (await work.units.by_customers([customer.id])).get(customer.id, ())
        applications = (await work.applications.by_customers([customer.id])).get(customer.id, ())
        events = await work.events.all_of_customer(customer.id)
    former = rewind(Dossier(customer, devices, applications), events, moment)
    then = [each for each in former.applications if each.id == number] if former else []
    if former is None or not then:
        return None
    back_then = desk.seen_from(moment)
    back_then.loaders.suppose(former)
    return Former(then[0], replace(scope, desk=back_then))


def _circumstances(scope: Scope, application: Application) -> Answer[Circumstances]:
    """Return what an application is judged by, found in batches for all that are asked for."""
    loaders = scope.open_desk().loaders
    customer = loaders.customers.load(application.customer_id)
    devices = loaders.devices_of_customers.load(application.customer_id)
    program = loaders.programs.load(application.program)
    claimed = loaders.claimed_fields.load("all")

    def judged(_: object) -> Circumstances:
        terms, owner = terms_of(program.value()), customer.value()
        if owner is None:
            return Circumstances((), terms, scope.today)
        conditions = Conditions({application.program: terms}, claimed.value(), scope.today)
        return conditions.of(Dossier(owner, devices.value(), (application,)), application)

    asked: list[Answer[Any]] = [customer, devices, program, claimed]
    return together(asked).then(judged)
