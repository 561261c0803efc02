"""All stores over one transaction."""

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


class Stores:
    """What can be read and written in a transaction, by nouns."""

    def __init__(self, transaction: Transaction, organization_id: int) -> None:
        self.organizations = OrganizationStore(transaction)
        self.keys = KeyStore(transaction)
        self.devices = DeviceStore(transaction)
        self.programs = CatalogProgramStore(transaction)
        self.customers = CustomerStore(transaction, organization_id)
        self.units = CustomerDeviceStore(transaction, organization_id)
        self.applications = ApplicationStore(transaction, organization_id)
        self.claims = ClaimedFieldStore(transaction, organization_id)
        self.mappings = DeviceMappingStore(transaction, organization_id)
        self.events = EventStore(transaction, organization_id)
        self.answers = IdempotencyStore(transaction, organization_id)
