"""Applications."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import starmap
from typing import Any

from sqlalchemy import bindparam

from datasources.facts.application import Application
from datasources.facts.errors import Conflict
from datasources.facts.filters import ApplicationFilter, PageRequest
from datasources.sql.arrays import gathered, one_of
from datasources.sql.listing import Listing, among, parameters_of
from datasources.sql.rows import maker_of
from datasources.sql.tables import ApplicationDeviceRow, ApplicationRow, CustomerRow, table_of
from datasources.sql.tenancy import TenantStore, delete_mine, select_mine, update_mine

_APPLICATION = table_of(ApplicationRow)
_LISTED = table_of(ApplicationDeviceRow)
_CUSTOMER = table_of(CustomerRow)
_DEVICES = (
    select_mine(_LISTED, gathered(_LISTED.c.customer_device_id))
    .where(_LISTED.c.application_id == _APPLICATION.c.id)
    .scalar_subquery()
)
_ALL = select_mine(
    _APPLICATION,
    *(
        _DEVICES if field.name == "devices" else _APPLICATION.c[field.name]
        for field in fields(Application)
    ),
)
_BY_IDS = _ALL.where(one_of(_APPLICATION.c.id, "ids"))
_BY_CUSTOMERS = _ALL.where(one_of(_APPLICATION.c.customer_id, "customer_ids")).order_by(
    _APPLICATION.c.id
)
_OF_REFERENCE = select_mine(_CUSTOMER, _CUSTOMER.c.id).where(
    _CUSTOMER.c.reference_id == bindparam("reference_id")
)
_CONDITIONS = {
    **among(_APPLICATION.c.status, "statuses"),
    **among(_APPLICATION.c.customer_id, "customer_ids"),
    **among(_APPLICATION.c.program, "programs"),
    "reference_id": _APPLICATION.c.customer_id == _OF_REFERENCE.scalar_subquery(),
    "updated_since": _APPLICATION.c.updated_at >= bindparam("updated_since"),
}
_LIST = Listing(_ALL, _APPLICATION, _CONDITIONS.__getitem__)
_UPDATE = update_mine(_APPLICATION).where(
    _APPLICATION.c.id == bindparam("of_id"), _APPLICATION.c.version == bindparam("of_version")
)
_DROP_DEVICES = delete_mine(_LISTED).where(_LISTED.c.application_id == bindparam("of_id"))

_application = maker_of(Application)


class ApplicationStore(TenantStore):
    """Reads and writes the applications of one organization's customers."""

    async def by_ids(self, ids: Sequence[int]) -> dict[int, Application]:
        """Find applications in one statement; unknown ids are absent."""
        found = starmap(_application, await self._rows(_BY_IDS, ids=ids))
        return {application.id: application for application in found}

    async def by_customers(self, customer_ids: Sequence[int]) -> dict[int, tuple[Application, ...]]:
        """Find the applications of customers, by id; who has none is absent."""
        found = starmap(_application, await self._rows(_BY_CUSTOMERS, customer_ids=customer_ids))
        grouped = defaultdict[int, list[Application]](list)
        for application in found:
            grouped[application.customer_id].append(application)
        return {customer_id: tuple(each) for customer_id, each in grouped.items()}

    async def page(
        self, wanted: ApplicationFilter, request: PageRequest
    ) -> tuple[Application, ...]:
        """Return one page of applications."""
        statement, values = _LIST.page(parameters_of(wanted), request)
        return tuple(starmap(_application, await self._rows(statement, **values)))

    async def count(self, wanted: ApplicationFilter) -> int:
        """Return how many applications are wanted."""
        statement, values = _LIST.count(parameters_of(wanted))
        [(count,)] = await self._rows(statement, **values)
        return int(count)

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
        if await self._run(_UPDATE, **of, **_to_row(new)) != 1:
            raise Conflict("The application was changed since it was read.")
        await self._run(_DROP_DEVICES, of_id=application.id)
        return await self._list_devices(new)

    async def _list_devices(self, application: Application) -> Application:
        """Write which devices an application is for; return it with each once, by id."""
        devices = tuple(sorted(set(application.devices)))
        rows = [{"application_id": application.id, "customer_device_id": each} for each in devices]
        await self._insert(_LISTED, rows)
        return replace(application, devices=devices)


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
        "details": application.details,
        "version": application.version,
        "created_at": application.created_at,
        "updated_at": application.updated_at,
    }
