"""Applications as checks make and change them; from then on they live by their own rules."""

from dataclasses import dataclass, replace

from datasources.facts.application import FILED, Application, ApplicationStatus
from datasources.facts.check import Change, IncentiveCheck, ProgramResult
from datasources.facts.customer import Customer
from resolvers.commands.subjects import applications_of
from resolvers.desk import Desk
from resolvers.work import Work

_HANDED_BACK = (ApplicationStatus.COMPLETED, ApplicationStatus.AWAITING_PARTNER)


@dataclass(frozen=True, slots=True)
class ApplicationWriter:
    """Writes the applications of one customer."""

    work: Work
    desk: Desk
    customer: Customer

    async def open(self, check: IncentiveCheck) -> list[Change]:
        """Make an application for every program that pays; one that is there gets its devices.

        What was handed in already keeps the devices it was handed in with.
        """
        there = {each.program: each for each in await applications_of(self.work, self.customer)}
        changes = []
        for program in check.programs:
            if not program.total:
                continue
            existing = there.get(program.program)
            if existing is None:
                changes.append(await self._insert(program))
            elif existing.status not in FILED:
                await self._update(existing, replace(existing, devices=_devices(program)))
        return changes

    async def repoint(self, check: IncentiveCheck) -> list[Change]:
        """Give the customer's applications the devices that replaced the former ones.

        What was complete is open again: it was completed for other devices.
        """
        results = {program.program: program for program in check.programs}
        changes = []
        for existing in await applications_of(self.work, self.customer):
            program = results.get(existing.program)
            back = existing.status in _HANDED_BACK
            after = replace(
                existing,
                devices=_devices(program) if program else (),
                status=ApplicationStatus.IN_PROGRESS if back else existing.status,
            )
            await self._update(existing, after)
            if back:
                changes.append(_status(existing, after))
        return changes

    async def _insert(self, program: ProgramResult) -> Change:
        made = await self.work.applications.insert(
            Application(
                id=0,
                organization_id=0,
                customer_id=self.customer.id,
                program=program.program,
                status=ApplicationStatus.NOT_STARTED,
                version=0,
                created_at=self.desk.now,
                updated_at=self.desk.now,
                devices=_devices(program),
            )
        )
        return Change("application", made.id, "status", None, made.status.value)

    async def _update(self, before: Application, after: Application) -> None:
        if before.status is not after.status or set(before.devices) != set(after.devices):
            await self.work.applications.update(replace(after, updated_at=self.desk.now))


def _devices(program: ProgramResult) -> tuple[int, ...]:
    """Return the customer devices that a program pays for, each once."""
    paid = (each.customer_device for each in program.results if each.eligible and each.amount)
    return tuple(dict.fromkeys(unit for unit in paid if unit is not None))


def _status(before: Application, after: Application) -> Change:
    return Change("application", after.id, "status", before.status.value, after.status.value)
