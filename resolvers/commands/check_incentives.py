"""Checks what a customer's devices earn: lookup, refresh and override."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from datasources.facts.catalog import Device
from datasources.facts.check import Change, CheckAnswer, IncentiveCheck, IncentiveOperation
from datasources.facts.customer import Customer
from datasources.facts.dossier import Dossier
from datasources.facts.geography import PostalAddress
from datasources.facts.organization import KeyScope, Principal
from datasources.facts.refusals import AddressIncomplete
from resolvers.actors import Actor
from resolvers.checks import check_units, units_of
from resolvers.commands.applications import ApplicationWriter
from resolvers.commands.gate import check_form, check_organization, named_devices
from resolvers.commands.once import Repeats
from resolvers.commands.requests import CheckRequest
from resolvers.commands.subjects import (
    Subject,
    applications_of,
    looked_up,
    overridden,
    refreshed,
)
from resolvers.commands.trying import work_of
from resolvers.desk import Desk
from resolvers.scope import Scope
from resolvers.sites import Site, find_site, stored_site
from resolvers.work import Work


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check answers.

    Attributes:
        supposed: What storage would hold of the customer; None unless it was a dry run.
    """

    answer: CheckAnswer
    supposed: Dossier | None = None


async def check_incentives(scope: Scope, request: CheckRequest) -> Checked:
    """Check what a customer's devices earn, and store what the check brings along.

    All of it is one transaction: refused means that nothing changed. A dry run answers the same
    and changes nothing.

    Raises:
        Unauthenticated: No valid key came with the request.
        Forbidden: The key may not write.
        Refusal: An expected outcome that the caller can act on; see facts.refusals.
        InProgress: A twin with the same idempotency key is being answered.
        KeyReused: The idempotency key came with another request before.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    desk = scope.open_desk()
    principal = desk.require(KeyScope.WRITE)
    check_form(request)
    field = f"{request.operation}Incentives"
    repeats = Repeats.of(desk, field, request, CheckAnswer, dry_run=request.dry_run)
    with repeats.alone(principal.organization_id):
        return await _Check(scope, desk, principal, request, repeats).run()


class _Unresolved(Exception):
    """Ends a transaction without a trace: the utility at an address has to be found first."""

    def __init__(self, address: PostalAddress) -> None:
        self.address = address
        super().__init__()


@dataclass(frozen=True, slots=True)
class _Check:
    """One check under way."""

    scope: Scope
    desk: Desk
    principal: Principal
    request: CheckRequest
    repeats: Repeats[CheckAnswer]

    async def run(self) -> Checked:
        """Ask others first, who may take their time; then do the rest in one transaction.

        Returning customers have a utility; only where theirs is not known it is asked for.
        """
        if self.request.operation is IncentiveOperation.LOOKUP:
            return await self._look_up()
        try:
            return await self._write(None)
        except _Unresolved as unresolved:
            site = await find_site(self.scope, unresolved.address, self.request.eia_id)
            return await self._write(site)

    async def _look_up(self) -> Checked:
        """Refuse early what can be, before others are asked."""
        async with self.desk.database.read() as reading:
            work = self.desk.work(reading)
            if answer := await self.repeats.find(work):
                return Checked(answer)
            await named_devices(work, self.request)
        if self.request.address is None:
            raise AddressIncomplete(("street1", "city", "state", "postalCode"))
        site = await find_site(self.scope, self.request.address, self.request.eia_id)
        return await self._write(site)

    async def _write(self, site: Site | None) -> Checked:
        organization_id, dry_run = self.principal.organization_id, self.request.dry_run
        async with work_of(self.desk, organization_id, dry_run=dry_run) as work:
            return await self._answer(work, site)

    async def _answer(self, work: Work, site: Site | None) -> Checked:
        """Find the subject, assess it, and write what follows."""
        if answer := await self.repeats.find(work):
            return Checked(answer)
        if self.request.create_application:
            await check_organization(work, self.principal.organization_id)
        devices, unresolved = await named_devices(work, self.request)
        subject = await self._subject(work, site, devices)
        site = site or stored_site(self.scope, subject.customer)
        if site is None:
            raise _Unresolved(self.request.address or subject.customer.address)
        units = await units_of(work, subject.units, devices)
        check = await check_units(
            self.scope, work, subject.customer, units, site, self.request.household
        )
        filed = await self._applications(work, subject, check)
        answer = CheckAnswer(
            replace(
                check,
                operation=self.request.operation,
                connect_url=await self._link(work, check),
                warnings=(*unresolved, *subject.warnings),
            ),
            (*subject.changes, *filed),
        )
        events = Actor.of(self.principal).events(
            self.desk, subject.customer.id, answer.changes, self.request.operation.value
        )
        await work.events.append(events)
        await self.repeats.keep(work, answer)
        tried = self.request.dry_run
        return Checked(answer, await _supposition(work, subject.customer) if tried else None)

    async def _subject(self, work: Work, site: Site | None, devices: Sequence[Device]) -> Subject:
        if self.request.operation is IncentiveOperation.LOOKUP and site is not None:
            return await looked_up(work, self.desk, self.request, site, devices)
        if self.request.operation is IncentiveOperation.REFRESH:
            return await refreshed(work, self.desk, self.request, site, devices)
        return await overridden(work, self.desk, self.request, site, devices)

    async def _applications(
        self, work: Work, subject: Subject, check: IncentiveCheck
    ) -> list[Change]:
        writer = ApplicationWriter(work, self.desk, subject.customer)
        changes = await writer.repoint(check, subject.displaced)
        if self.request.create_application:
            changes += await writer.open(check)
        return changes

    async def _link(self, work: Work, check: IncentiveCheck) -> str | None:
        """Return a link to the customer's applications, where there are some to fill in."""
        if not self.request.create_application or not check.combinations:
            return None
        organization_id = self.principal.organization_id
        organization = (await work.organizations.by_ids([organization_id]))[organization_id]
        return self.desk.links.connect(organization, check.reference_id)


async def _supposition(work: Work, customer: Customer) -> Dossier:
    units = (await work.units.by_customers([customer.id])).get(customer.id, ())
    return Dossier(customer, units, await applications_of(work, customer))
