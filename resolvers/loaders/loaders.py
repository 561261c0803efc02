"""All loaders of one operation, by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Self

from datasources.facts.catalog import CatalogProgram, Device
from datasources.facts.dossier import Dossier
from resolvers.loaders.applications import ApplicationLoader
from resolvers.loaders.applications_of_customers import ApplicationsOfCustomerLoader
from resolvers.loaders.claimed_fields import ClaimedFieldLoader
from resolvers.loaders.customer_devices import CustomerDeviceLoader
from resolvers.loaders.customers import CustomerLoader
from resolvers.loaders.devices import DeviceLoader
from resolvers.loaders.devices_of_customers import DevicesOfCustomerLoader
from resolvers.loaders.events import EventLoader
from resolvers.loaders.histories import HistoryCountLoader, HistoryLoader
from resolvers.loaders.keys import KeyLoader
from resolvers.loaders.numbered_programs import NumberedProgramLoader
from resolvers.loaders.programs import ProgramLoader
from resolvers.loaders.whole_catalog import WholeCatalogLoader
from resolvers.work import Storage

NOBODY = 0
"""The organization of a caller without a key: no row belongs to it."""


@dataclass(frozen=True, slots=True)
class Loaders:
    """What an operation finds in storage, question by question."""

    customers: CustomerLoader
    customer_devices: CustomerDeviceLoader
    devices_of_customers: DevicesOfCustomerLoader
    applications: ApplicationLoader
    applications_of_customers: ApplicationsOfCustomerLoader
    devices: DeviceLoader
    programs: ProgramLoader
    numbered_programs: NumberedProgramLoader
    whole_catalog: WholeCatalogLoader
    claimed_fields: ClaimedFieldLoader
    events: EventLoader
    histories: HistoryLoader
    history_counts: HistoryCountLoader
    keys: KeyLoader

    @classmethod
    def of(cls, database: Storage, organization_id: int) -> Self:
        """Make the loaders of one operation, inside the running event loop."""
        return cls(
            customers=CustomerLoader(database, organization_id),
            customer_devices=CustomerDeviceLoader(database, organization_id),
            devices_of_customers=DevicesOfCustomerLoader(database, organization_id),
            applications=ApplicationLoader(database, organization_id),
            applications_of_customers=ApplicationsOfCustomerLoader(database, organization_id),
            devices=DeviceLoader(database, organization_id),
            programs=ProgramLoader(database, organization_id),
            numbered_programs=NumberedProgramLoader(database, organization_id),
            whole_catalog=WholeCatalogLoader(database, organization_id),
            claimed_fields=ClaimedFieldLoader(database, organization_id),
            events=EventLoader(database, organization_id),
            histories=HistoryLoader(database, organization_id),
            history_counts=HistoryCountLoader(database, organization_id),
            keys=KeyLoader(database, organization_id),
        )

    def tell(self, told: Callable[[str, int], None]) -> None:
        """Tell somebody of each batch from now on; see Loader."""
        for each in fields(self):
            getattr(self, each.name).told = told

    def know(self, devices: Iterable[Device], programs: Iterable[CatalogProgram]) -> None:
        """Remember what was read anyway, so that nothing reads it again."""
        for device in devices:
            self.devices.prime(device.number, device)
        for program in programs:
            self.programs.prime(program.key, program)

    def suppose(self, supposed: Dossier) -> None:
        """Answer from now on as if a change had been made."""
        customer = supposed.customer
        self.customers.prime(customer.id, customer)
        self.devices_of_customers.prime(customer.id, supposed.devices)
        self.applications_of_customers.prime(customer.id, supposed.applications)
        for device in supposed.devices:
            self.customer_devices.prime(device.id, device)
        for application in supposed.applications:
            self.applications.prime(application.id, application)
