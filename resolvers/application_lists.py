"""Lists an organization's applications, page by page."""

from dataclasses import dataclass, replace
from datetime import datetime

from datasources.facts.application import Application, ApplicationStatus
from datasources.facts.filters import ApplicationFilter, PageRequest
from datasources.facts.organization import KeyScope
from resolvers.any_program import program_by_number
from resolvers.customers import CustomerName
from resolvers.pages import Page, no_page, page_of
from resolvers.scope import Scope


@dataclass(frozen=True, slots=True)
class ApplicationQuestion:
    """Which applications a caller wants; what is empty or None does not narrow the list.

    Attributes:
        reference_id: The organization's own id for the customer.
        customer: Another way to name the customer; both must hold.
        program: Key of the program, or its number in the catalog.
        updated_since: At or after a moment.
    """

    statuses: tuple[ApplicationStatus, ...] = ()
    reference_id: str | None = None
    customer: CustomerName | None = None
    program: str | int | None = None
    updated_since: datetime | None = None


async def list_applications(
    scope: Scope, question: ApplicationQuestion, request: PageRequest
) -> Page[Application]:
    """Return one page of applications; of customers and programs that are not there, none.

    Raises:
        Unauthenticated: No valid key came with the request.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    desk = scope.open_desk()
    desk.require(KeyScope.READ)
    wanted = await _wanted(scope, question)
    if wanted is None:
        return no_page()

    async def count() -> int:
        async with desk.database.read() as reading:
            return await desk.work(reading).applications.count(wanted)

    async with desk.database.read() as reading:
        store = desk.work(reading).applications
        rows = await store.page(wanted, replace(request, limit=request.limit + 1))
    return page_of(rows, request.limit, count)


async def _wanted(scope: Scope, question: ApplicationQuestion) -> ApplicationFilter | None:
    """Return which rows are wanted; None where no row can be."""
    customer = question.customer or CustomerName()
    named = {question.reference_id, customer.reference_id} - {None}
    program = await _program_key(scope, question.program)
    if len(named) > 1 or (program is None and question.program is not None):
        return None
    return ApplicationFilter(
        statuses=question.statuses,
        customer_ids=() if customer.number is None else (customer.number,),
        programs=() if program is None else (program,),
        reference_id=next(iter(named), None),
        updated_since=question.updated_since,
    )


async def _program_key(scope: Scope, program: str | int | None) -> str | None:
    if not isinstance(program, int):
        return program
    found = await program_by_number(scope, program)
    return found.key if found else None
