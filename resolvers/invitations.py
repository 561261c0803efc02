"""What a customer sees who follows a link: no key, one customer, their offers and applications."""

from dataclasses import dataclass

from datasources.facts.check import ProgramResult
from datasources.facts.dossier import Dossier
from datasources.facts.errors import GraphError
from datasources.facts.household import NOBODY
from datasources.facts.money import Cents
from datasources.facts.text import Text
from resolvers.checks import check_units, units_of
from resolvers.commands.dossiers import dossier_of
from resolvers.scope import Scope
from resolvers.sheets import Sheet, sheets_of
from resolvers.sites import stored_site
from resolvers.work import Storage, Work


@dataclass(frozen=True, slots=True)
class Line:
    """One program that pays something."""

    name: Text
    url: Text | None
    total: Cents
    certain: Cents


@dataclass(frozen=True, slots=True)
class Offers:
    """What a customer's devices can earn.

    Attributes:
        total: What all programs can come to.
    """

    total: Cents
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a customer's page tells.

    Attributes:
        address: The home, on one line.
        offers: None where the devices cannot be checked now.
        sheets: The customer's applications.
    """

    address: str
    offers: Offers | None
    sheets: tuple[Sheet, ...]


async def welcome(
    scope: Scope, database: Storage, organization_id: int, reference_id: str
) -> Welcome | None:
    """Check a customer's stored devices for its own page; writes nothing.

    Returns:
        None where there is no such customer any more, or nothing to tell.
    """
    async with database.read() as reading:
        work = database.work(reading, organization_id)
        customer = (await work.customers.by_reference_ids([reference_id])).get(reference_id)
        if customer is None:
            return None
        dossier = await dossier_of(work, customer)
        offers = await _offers(scope, work, dossier)
        sheets = await sheets_of(scope, work, dossier)
    if offers is None and not sheets:
        return None
    return Welcome(customer.address.formatted, offers, sheets)


async def _offers(scope: Scope, work: Work, dossier: Dossier) -> Offers | None:
    site = stored_site(scope, dossier.customer)
    if site is None or not dossier.devices:
        return None
    units = await units_of(work, dossier.devices)
    try:
        check = await check_units(scope, work, dossier.customer, units, site, NOBODY)
    except GraphError:
        return None
    paying = [each for each in check.programs if each.total]
    stored = await work.programs.by_keys([each.program for each in paying])
    lines = tuple(
        Line(stored[each.program].name, stored[each.program].url, each.total, each.certain)
        if each.program in stored
        else _of_dataset(scope, each)
        for each in paying
    )
    return Offers(check.total, lines)


def _of_dataset(scope: Scope, result: ProgramResult) -> Line:
    program = scope.dataset.programs[result.program]
    return Line(program.name, program.url, result.total, result.certain)
