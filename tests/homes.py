"""Homes that are stored straight away: an application each, and what happened to it."""

from datetime import timedelta

from datasources.facts.application import ApplicationStatus
from datasources.facts.history import Event
from tests.builders import NOW
from tests.partner import Partners
from tests.storage.builders import a_customer, a_unit, an_application, an_event

PROGRAMS = ("or_pacificPower_chargeAtHome", "or_gone")
STATUSES = (ApplicationStatus.NOT_STARTED, ApplicationStatus.SUBMITTED)


async def fill(partners: Partners, organization: int, count: int, start: int = 0) -> None:
    """Store homes with a device and an application each, changed in the opposite order."""
    async with partners.database.write(organization) as writing:
        work = partners.database.work(writing, organization)
        for number in range(start, start + count):
            customer = await work.customers.insert(a_customer(f"home-{number}"))
            (unit,) = await work.units.insert([a_unit(customer.id, 123)])
            made = await work.applications.insert(
                an_application(
                    customer.id,
                    PROGRAMS[number % 2],
                    status=STATUSES[number // 2 % 2],
                    devices=(unit.id,),
                    created_at=NOW + timedelta(hours=number),
                    updated_at=NOW + timedelta(hours=100 - number),
                )
            )
            await work.events.append(life(organization, (customer.id, unit.id, made.id)))


def life(organization: int, ids: tuple[int, int, int]) -> list[Event]:
    """Return the life of a home, an event for each of its three parts and one more."""
    entities = ("customer", "customer_device", "application", "application")
    fields = ("email", "device", "status", "rebate_type")
    return [
        an_event(
            ids[min(step, 2)],
            entity=entity,
            customer_id=ids[0],
            field=fields[step],
            after="submitted" if step == 2 else step,
            before="completed" if step == 2 else None,
            key_id=organization,
        )
        for step, entity in enumerate(entities)
    ]
