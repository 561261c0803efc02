"""Customers."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import bindparam

from datasources.facts.customer import Customer
from datasources.facts.errors import Conflict
from datasources.facts.filters import CustomerFilter, PageRequest
from datasources.facts.geography import PostalAddress
from datasources.sql.arrays import one_of
from datasources.sql.connection import Row
from datasources.sql.listing import Listing, among, parameters_of
from datasources.sql.rows import columns_of, maker_of
from datasources.sql.tables import CustomerRow, table_of
from datasources.sql.tenancy import TenantStore, select_mine, update_mine

_CUSTOMER = table_of(CustomerRow)
_COLUMNS = columns_of(_CUSTOMER, Customer)
_ALL = select_mine(_CUSTOMER, *_COLUMNS, *columns_of(_CUSTOMER, PostalAddress))
_BY_IDS = _ALL.where(one_of(_CUSTOMER.c.id, "ids"))
_BY_REFERENCES = _ALL.where(one_of(_CUSTOMER.c.reference_id, "reference_ids"))
_CONDITIONS = {
    **among(_CUSTOMER.c.building_type, "building_types"),
    **among(_CUSTOMER.c.state, "states"),
    **among(_CUSTOMER.c.utility, "utilities"),
    "updated_since": _CUSTOMER.c.updated_at >= bindparam("updated_since"),
}
_LISTED = Listing(_ALL, _CUSTOMER, _CONDITIONS.__getitem__)
_UPDATE = update_mine(_CUSTOMER).where(
    _CUSTOMER.c.id == bindparam("of_id"), _CUSTOMER.c.version == bindparam("of_version")
)

_customer, _address = maker_of(Customer), maker_of(PostalAddress)
# The address is one of the customer's fields; its columns stand behind the customer's own.
_PLACE, _OWN = [field.name for field in fields(Customer)].index("address"), len(_COLUMNS)


class CustomerStore(TenantStore):
    """Reads and writes the customers of one organization."""

    async def by_ids(self, ids: Sequence[int]) -> dict[int, Customer]:
        """Find customers in one statement; unknown ids are absent."""
        found = map(_to_fact, await self._rows(_BY_IDS, ids=ids))
        return {customer.id: customer for customer in found}

    async def by_reference_ids(self, reference_ids: Sequence[str]) -> dict[str, Customer]:
        """Find customers by the organization's own ids, in one statement; unknown are absent."""
        found = map(_to_fact, await self._rows(_BY_REFERENCES, reference_ids=reference_ids))
        return {customer.reference_id: customer for customer in found}

    async def page(self, wanted: CustomerFilter, request: PageRequest) -> tuple[Customer, ...]:
        """Return one page of customers."""
        statement, values = _LISTED.page(parameters_of(wanted), request)
        return tuple(map(_to_fact, await self._rows(statement, **values)))

    async def count(self, wanted: CustomerFilter) -> int:
        """Return how many customers are wanted."""
        statement, values = _LISTED.count(parameters_of(wanted))
        [(count,)] = await self._rows(statement, **values)
        return int(count)

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
        of = {"of_id": customer.id, "of_version": customer.version}
        if await self._run(_UPDATE, **of, **_to_row(new)) != 1:
            raise Conflict("The customer was changed since it was read.")
        return new


def _to_fact(row: Row) -> Customer:
    return _customer(*row[:_PLACE], _address(*row[_OWN:]), *row[_PLACE:_OWN])


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
        "details": customer.details,
        "version": customer.version,
        "created_at": customer.created_at,
        "updated_at": customer.updated_at,
    }
