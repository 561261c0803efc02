"""What a customer sees who follows a link: no key, one customer, nothing to change yet."""

from dataclasses import dataclass

from datasources.facts.check import ProgramResult
from datasources.facts.errors import GraphError
from datasources.facts.household import NOBODY
from datasources.facts.money import Cents
from datasources.facts.text import Text
from resolvers.checks import check_units, units_of
from resolvers.scope import Scope
from resolvers.sites import stored_site
from resolvers.work import Storage


@dataclass(frozen=True, slots=True)
class Line:
    """One program that pays something."""

    name: Text
    url: str | None
    total: Cents
    certain: Cents


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a customer's page tells.

    Attributes:
        address: The home, on one line.
        total: What all programs can come to.
    """

    address: str
    total: Cents
    lines: tuple[Line, ...]


async def welcome(
    scope: Scope, database: Storage, organization_id: int, reference_id: str
) -> Welcome | None:
    """Check a customer's stored devices for its own page; writes nothing.

    Returns:
        None where there is no such customer any more, or nothing to check.
    """
    async with database.read() as reading:
        work = database.work(reading, organization_id)
        found = await work.customers.by_reference_ids([reference_id])
        customer = found.get(reference_id)
        if customer is None:
            return None
        units = (await work.units.by_customers([customer.id])).get(customer.id, ())
        site = stored_site(scope, customer)
        if site is None or not units:
            return None
        try:
            check = await check_units(
                scope, work, customer, await units_of(work, units), site, NOBODY
            )
        except GraphError:
            return None
        paying = [each for each in check.programs if each.total]
        stored = await work.programs.by_keys([each.program for each in paying])
    lines = tuple(
        Line(stored[each.program].name, stored[each.program].url.en, each.total, each.certain)
        if each.program in stored
        else _of_dataset(scope, each)
        for each in paying
    )
    return Welcome(check.address.formatted, check.total, lines)


def _of_dataset(scope: Scope, result: ProgramResult) -> Line:
    program = scope.dataset.programs[result.program]
    return Line(program.name, program.url.en, result.total, result.certain)
