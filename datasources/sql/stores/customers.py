"""Customers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, bindparam

from datasources.facts.customer import Customer
from datasources.facts.errors import Conflict
from datasources.facts.filters import CustomerFilter, PageRequest
from datasources.facts.geography import PostalAddress
from datasources.sql.documents import of_document, to_document
from datasources.sql.paging import paged
from datasources.sql.tables import CustomerRow, table_of
from datasources.sql.tenancy import TenantStore, count_mine, select_mine, update_mine

_CUSTOMER = table_of(CustomerRow)
_BY_IDS = select_mine(_CUSTOMER).where(_CUSTOMER.c.id.in_(bindparam("ids", expanding=True)))
_BY_REFERENCES = select_mine(_CUSTOMER).where(
    _CUSTOMER.c.reference_id.in_(bindparam("reference_ids", expanding=True))
)
_UPDATE = update_mine(_CUSTOMER).where(
    _CUSTOMER.c.id == bindparam("of_id"), _CUSTOMER.c.version == bindparam("of_version")
)


class CustomerStore(TenantStore):
    """Reads and writes the customers of one organization."""

    async def by_ids(self, ids: Sequence[int]) -> dict[int, Customer]:
        """Find customers in one statement; unknown ids are absent."""
        return {row["id"]: _to_fact(row) for row in await self._rows(_BY_IDS, ids=list(ids))}

    async def by_reference_ids(self, reference_ids: Sequence[str]) -> dict[str, Customer]:
        """Find customers by the organization's own ids, in one statement; unknown are absent."""
        rows = await self._rows(_BY_REFERENCES, reference_ids=list(reference_ids))
        return {row["reference_id"]: _to_fact(row) for row in rows}

    async def page(self, wanted: CustomerFilter, request: PageRequest) -> tuple[Customer, ...]:
        """Return one page of customers."""
        statement = select_mine(_CUSTOMER).where(*_conditions(wanted))
        rows = await self._rows(paged(statement, _CUSTOMER, request))
        return tuple(_to_fact(row) for row in rows)

    async def count(self, wanted: CustomerFilter) -> int:
        """Return how many customers are wanted."""
        result = await self._run(count_mine(_CUSTOMER).where(*_conditions(wanted)))
        return int(result.scalar_one())

    async def insert(self, customer: Customer) -> Customer:
        """Add a customer.

        Returns:
            The customer with its id, its organization, and version 1, whatever it had before.

        Raises:
            Conflict: The organization has a customer of that reference id.
        """
        new = replace(customer, organization_id=self._organization_id, version=1)
        (number,) = await self._insert_numbered(_CUSTOMER, [_to_row(new)])
        return replace(new, id=number)

    async def update(self, customer: Customer) -> Customer:
        """Write a customer that was read and changed.

        Returns:
            The customer with its next version.

        Raises:
            Conflict: The customer was changed since it was read, or there is none.
        """
        new = replace(customer, organization_id=self._organization_id, version=customer.version + 1)
        statement = _UPDATE.values(_to_row(new))
        result = await self._run(statement, of_id=customer.id, of_version=customer.version)
        if result.rowcount != 1:
            raise Conflict("The customer was changed since it was read.")
        return new


def _conditions(wanted: CustomerFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.building_types:
        conditions.append(_CUSTOMER.c.building_type.in_(wanted.building_types))
    if wanted.states:
        conditions.append(_CUSTOMER.c.state.in_(wanted.states))
    if wanted.utilities:
        conditions.append(_CUSTOMER.c.utility.in_(wanted.utilities))
    if wanted.updated_since is not None:
        conditions.append(_CUSTOMER.c.updated_at >= wanted.updated_since)
    return conditions


def _to_fact(row: RowMapping) -> Customer:
    return Customer(
        id=row["id"],
        organization_id=row["organization_id"],
        reference_id=row["reference_id"],
        address=PostalAddress(
            street1=row["street1"],
            street2=row["street2"],
            city=row["city"],
            state=row["state"],
            postal_code=row["postal_code"],
            country_code=row["country_code"],
        ),
        building_type=row["building_type"],
        version=row["version"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        utility=row["utility"],
        possible_utilities=tuple(row["possible_utilities"]),
        utility_resolved_at=row["utility_resolved_at"],
        utility_stale=row["utility_stale"],
        details=of_document(row["details"]),
    )


def _to_row(customer: Customer) -> dict[str, Any]:
    """Return every column but the id and the organization."""
    address = customer.address
    return {
        "reference_id": customer.reference_id,
        "street1": address.street1,
        "street2": address.street2,
        "city": address.city,
        "state": address.state,
        "postal_code": address.postal_code,
        "country_code": address.country_code,
        "building_type": customer.building_type,
        "utility": customer.utility,
        "possible_utilities": customer.possible_utilities,
        "utility_resolved_at": customer.utility_resolved_at,
        "utility_stale": customer.utility_stale,
        "details": to_document(customer.details),
        "version": customer.version,
        "created_at": customer.created_at,
        "updated_at": customer.updated_at,
    }
