"""What resolvers ask of storage; loading what talks to databases takes longer than all the rest."""

from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datasources.sql.stores.applications import ApplicationStore
    from datasources.sql.stores.catalog_programs import CatalogProgramStore
    from datasources.sql.stores.claimed_fields import ClaimedFieldStore
    from datasources.sql.stores.customer_devices import CustomerDeviceStore
    from datasources.sql.stores.customers import CustomerStore
    from datasources.sql.stores.device_mappings import DeviceMappingStore
    from datasources.sql.stores.devices import DeviceStore
    from datasources.sql.stores.events import EventStore
    from datasources.sql.stores.idempotency import IdempotencyStore
    from datasources.sql.stores.keys import KeyStore
    from datasources.sql.stores.organizations import OrganizationStore
    from datasources.sql.transaction import Transaction


class Work(Protocol):
    """What a command reads and writes of one organization; all of it at the end, or nothing."""

    organizations: "OrganizationStore"
    keys: "KeyStore"
    devices: "DeviceStore"
    programs: "CatalogProgramStore"
    customers: "CustomerStore"
    units: "CustomerDeviceStore"
    applications: "ApplicationStore"
    mappings: "DeviceMappingStore"
    claims: "ClaimedFieldStore"
    events: "EventStore"
    answers: "IdempotencyStore"


class Storage(Protocol):
    """Short reads, and writes that happen whole or not at all; see datasources.sql.engine."""

    def read(self) -> "AbstractAsyncContextManager[Transaction]":
        """Read at one moment.

        Raises:
            StorageUnavailable: The database is away or busy.
        """

    def write(
        self, organization_id: int | None = None
    ) -> "AbstractAsyncContextManager[Transaction]":
        """Write in one transaction, of one organization or of nobody.

        Raises:
            Conflict: A row is there already, or refers to one that is not.
            StorageUnavailable: The database is away or busy.
        """

    def work(self, transaction: "Transaction", organization_id: int) -> Work:
        """Return the stores of an organization over a transaction."""
