"""Applications."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, bindparam

from datasources.facts.application import Application
from datasources.facts.errors import Conflict
from datasources.facts.filters import ApplicationFilter, PageRequest
from datasources.sql.documents import of_document, to_document
from datasources.sql.paging import paged
from datasources.sql.tables import ApplicationDeviceRow, ApplicationRow, CustomerRow, table_of
from datasources.sql.tenancy import (
    TenantStore,
    count_mine,
    delete_mine,
    select_mine,
    update_mine,
)

_APPLICATION = table_of(ApplicationRow)
_LISTED = table_of(ApplicationDeviceRow)
_CUSTOMER = table_of(CustomerRow)
_BY_IDS = select_mine(_APPLICATION).where(_APPLICATION.c.id.in_(bindparam("ids", expanding=True)))
_BY_CUSTOMERS = (
    select_mine(_APPLICATION)
    .where(_APPLICATION.c.customer_id.in_(bindparam("customer_ids", expanding=True)))
    .order_by(_APPLICATION.c.id)
)
_DEVICES = (
    select_mine(_LISTED, _LISTED.c.application_id, _LISTED.c.customer_device_id)
    .where(_LISTED.c.application_id.in_(bindparam("application_ids", expanding=True)))
    .order_by(_LISTED.c.customer_device_id)
)
_UPDATE = update_mine(_APPLICATION).where(
    _APPLICATION.c.id == bindparam("of_id"), _APPLICATION.c.version == bindparam("of_version")
)
_DROP_DEVICES = delete_mine(_LISTED).where(_LISTED.c.application_id == bindparam("of_id"))


class ApplicationStore(TenantStore):
    """Reads and writes the applications of one organization's customers."""

    async def by_ids(self, ids: Sequence[int]) -> dict[int, Application]:
        """Find applications; unknown ids are absent."""
        found = await self._facts(await self._rows(_BY_IDS, ids=list(ids)))
        return {application.id: application for application in found}

    async def by_customers(self, customer_ids: Sequence[int]) -> dict[int, tuple[Application, ...]]:
        """Find the applications of customers, by id; who has none is absent."""
        rows = await self._rows(_BY_CUSTOMERS, customer_ids=list(customer_ids))
        grouped = defaultdict[int, list[Application]](list)
        for application in await self._facts(rows):
            grouped[application.customer_id].append(application)
        return {customer_id: tuple(each) for customer_id, each in grouped.items()}

    async def page(
        self, wanted: ApplicationFilter, request: PageRequest
    ) -> tuple[Application, ...]:
        """Return one page of applications."""
        statement = select_mine(_APPLICATION).where(*_conditions(wanted))
        return await self._facts(await self._rows(paged(statement, _APPLICATION, request)))

    async def count(self, wanted: ApplicationFilter) -> int:
        """Return how many applications are wanted."""
        result = await self._run(count_mine(_APPLICATION).where(*_conditions(wanted)))
        return int(result.scalar_one())

    async def insert(self, application: Application) -> Application:
        """Add an application with its devices.

        Returns:
            The application with its id, its organization, and version 1, whatever it had before.

        Raises:
            Conflict: The customer has an application to that program, or there is no such customer
                or device.
        """
        new = replace(application, organization_id=self._organization_id, version=1)
        (number,) = await self._insert_numbered(_APPLICATION, [_to_row(new)])
        return await self._list_devices(replace(new, id=number))

    async def update(self, application: Application) -> Application:
        """Write an application that was read and changed: its status, fields and devices.

        Returns:
            The application with its next version.

        Raises:
            Conflict: The application was changed since it was read, or there is none.
        """
        of = {"of_id": application.id, "of_version": application.version}
        new = replace(
            application,
            organization_id=self._organization_id,
            version=application.version + 1,
        )
        if (await self._run(_UPDATE.values(_to_row(new)), **of)).rowcount != 1:
            raise Conflict("The application was changed since it was read.")
        await self._run(_DROP_DEVICES, of_id=application.id)
        return await self._list_devices(new)

    async def _list_devices(self, application: Application) -> Application:
        """Write which devices an application is for; return it with each once, by id."""
        devices = tuple(sorted(set(application.devices)))
        rows = [{"application_id": application.id, "customer_device_id": each} for each in devices]
        await self._insert(_LISTED, rows)
        return replace(application, devices=devices)

    async def _facts(self, rows: Iterable[RowMapping]) -> tuple[Application, ...]:
        """Return applications with their devices, which take one more statement."""
        rows = tuple(rows)
        devices = defaultdict[int, list[int]](list)
        for listed in await self._rows(_DEVICES, application_ids=[row["id"] for row in rows]):
            devices[listed["application_id"]].append(listed["customer_device_id"])
        return tuple(_to_fact(row, tuple(devices[row["id"]])) for row in rows)


def _conditions(wanted: ApplicationFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.statuses:
        conditions.append(_one_of(_APPLICATION.c.status, wanted.statuses))
    if wanted.customer_ids:
        conditions.append(_one_of(_APPLICATION.c.customer_id, wanted.customer_ids))
    if wanted.programs:
        conditions.append(_one_of(_APPLICATION.c.program, wanted.programs))
    if wanted.reference_id is not None:
        theirs = select_mine(_CUSTOMER, _CUSTOMER.c.id).where(
            _CUSTOMER.c.reference_id == wanted.reference_id
        )
        conditions.append(_APPLICATION.c.customer_id == theirs.scalar_subquery())
    if wanted.updated_since is not None:
        conditions.append(_APPLICATION.c.updated_at >= wanted.updated_since)
    return conditions


def _one_of(column: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    """Compare with one value as such: rows of one value are in the order of an index."""
    return column == values[0] if len(values) == 1 else column.in_(values)


def _to_fact(row: RowMapping, devices: tuple[int, ...]) -> Application:
    return Application(**{**row, "details": of_document(row["details"])}, devices=devices)


def _to_row(application: Application) -> dict[str, Any]:
    """Return every column but the id and the organization."""
    return {
        "customer_id": application.customer_id,
        "program": application.program,
        "status": application.status,
        "rebate_type": application.rebate_type,
        "payee_type": application.payee_type,
        "submission_date": application.submission_date,
        "approval_date": application.approval_date,
        "total_requested_amount": application.total_requested_amount,
        "details": to_document(application.details),
        "version": application.version,
        "created_at": application.created_at,
        "updated_at": application.updated_at,
    }
