"""Applications as checks make and change them; from then on they live by their own rules."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from datasources.facts.application import FILED, Application, ApplicationStatus
from datasources.facts.check import Change, IncentiveCheck, ProgramResult
from datasources.facts.customer import Customer
from resolvers.commands.subjects import applications_of
from resolvers.desk import Desk
from resolvers.rules.differences import differences_of
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

        What was complete is open again for other devices. What was handed in already keeps the
        devices it was handed in with.
        """
        there = {each.program: each for each in await applications_of(self.work, self.customer)}
        changes: list[Change] = []
        for program in check.programs:
            if not program.total:
                continue
            existing = there.get(program.program)
            if existing is None:
                changes += await self._insert(program)
            elif existing.status not in FILED:
                changes += await self._update(existing, _for(existing, _devices(program)))
        return changes

    async def repoint(
        self, check: IncentiveCheck, displaced: Iterable[Application]
    ) -> list[Change]:
        """Give applications the devices that replaced the former ones.

        What was complete is open again: it was completed for other devices.

        Args:
            check: What the new devices earn.
            displaced: The customer's applications, as they stood for the former devices.
        """
        results = {program.program: program for program in check.programs}
        changes: list[Change] = []
        for existing in displaced:
            program = results.get(existing.program)
            back = existing.status in _HANDED_BACK
            after = replace(
                existing,
                devices=_devices(program) if program else (),
                status=ApplicationStatus.IN_PROGRESS if back else existing.status,
            )
            changes += await self._update(existing, after)
        return changes

    async def _insert(self, program: ProgramResult) -> list[Change]:
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
        return differences_of(None, made)

    async def _update(self, before: Application, after: Application) -> list[Change]:
        if changes := differences_of(before, after):
            await self.work.applications.update(replace(after, updated_at=self.desk.now))
        return changes


def _for(existing: Application, devices: tuple[int, ...]) -> Application:
    """Return an application for some devices; what was complete for others is open again."""
    opens = existing.status is ApplicationStatus.COMPLETED and devices != existing.devices
    status = ApplicationStatus.IN_PROGRESS if opens else existing.status
    return replace(existing, devices=devices, status=status)


def _devices(program: ProgramResult) -> tuple[int, ...]:
    """Return the customer devices that a program pays for, each once."""
    paid = (each.customer_device for each in program.results if each.eligible and each.amount)
    return tuple(dict.fromkeys(unit for unit in paid if unit is not None))
