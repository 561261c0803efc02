"""All loaders of one operation, by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from datasources.facts.application import Application
from datasources.facts.catalog import CatalogProgram, Device
from datasources.facts.customer import Customer, CustomerDevice
from datasources.sql.engine import Database
from resolvers.loaders.applications import ApplicationLoader
from resolvers.loaders.applications_of_customers import ApplicationsOfCustomerLoader
from resolvers.loaders.customer_devices import CustomerDeviceLoader
from resolvers.loaders.customers import CustomerLoader
from resolvers.loaders.devices import DeviceLoader
from resolvers.loaders.devices_of_customers import DevicesOfCustomerLoader
from resolvers.loaders.numbered_programs import NumberedProgramLoader
from resolvers.loaders.programs import ProgramLoader
from resolvers.loaders.whole_catalog import WholeCatalogLoader

NOBODY = 0
"""The organization of a caller without a key: no row belongs to it."""


@dataclass(frozen=True, slots=True)
class Supposition:
    """What storage would hold of a customer after a change that is only tried."""

    customer: Customer
    devices: tuple[CustomerDevice, ...]
    applications: tuple[Application, ...]


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

    @classmethod
    def of(cls, database: Database, organization_id: int) -> Self:
        """Make the loaders of one operation, inside the running event loop."""
        return cls(
            customers=CustomerLoader(database, organization_id),
            customer_devices=CustomerDeviceLoader(database, organization_id),
            devices_of_customers=DevicesOfCustomerLoader(database, organization_id),
            applications=ApplicationLoader(database, organization_id),
            applications_of_customers=ApplicationsOfCustomerLoader(database, organization_id),
            devices=DeviceLoader(database),
            programs=ProgramLoader(database),
            numbered_programs=NumberedProgramLoader(database),
            whole_catalog=WholeCatalogLoader(database),
        )

    def know(self, devices: Iterable[Device], programs: Iterable[CatalogProgram]) -> None:
        """Remember what was read anyway, so that nothing reads it again."""
        for device in devices:
            self.devices.prime(device.number, device)
        for program in programs:
            self.programs.prime(program.key, program)

    def suppose(self, supposed: Supposition) -> None:
        """Answer from now on as if a change had been made."""
        customer = supposed.customer
        self.customers.prime(customer.id, customer)
        self.devices_of_customers.prime(customer.id, supposed.devices)
        self.applications_of_customers.prime(customer.id, supposed.applications)
        for device in supposed.devices:
            self.customer_devices.prime(device.id, device)
        for application in supposed.applications:
            self.applications.prime(application.id, application)
