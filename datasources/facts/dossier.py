"""A customer with everything that belongs to it: what commands read, change and write as one."""

from dataclasses import dataclass

from datasources.facts.application import Application
from datasources.facts.customer import Customer, CustomerDevice


@dataclass(frozen=True, slots=True)
class Dossier:
    """A customer with its devices and applications, at one moment.

    Attributes:
        devices: By id ascending.
        applications: By id ascending.
    """

    customer: Customer
    devices: tuple[CustomerDevice, ...] = ()
    applications: tuple[Application, ...] = ()
