"""Customers, their devices and applications, and what they earn: each leads to the others."""

from datetime import datetime
from typing import Annotated, Self

import strawberry

from datasources.facts import customer
from datasources.facts.field import Entity
from resolvers.any_program import program_named
from resolvers.applications import next_steps, still_missing
from resolvers.customers import calculate_home, stored_check
from resolvers.explanation import Explanation
from resolvers.loaders.answer import known
from schema.derived import derived, derived_by, derived_id
from schema.edges import Asks, edge
from schema.enums import BuildingType
from schema.errors import presented
from schema.forms.shown import shows
from schema.household import HouseholdInput, household_of
from schema.paging import DEFAULT_FIRST, After, Connection, First, Window, page
from schema.partner_enums import ApplicationStatus
from schema.stored import there
from schema.types.application import ApplicationValues
from schema.types.application_event import ApplicationEvent
from schema.types.calculator import CalculatorResult
from schema.types.customer_device import CustomerDeviceValues
from schema.types.device import Device
from schema.types.device_tier_result import DeviceTierResultValues
from schema.types.history import LatestFirst, history_page
from schema.types.incentive_check import IncentiveCheckValues, ProgramResultValues
from schema.types.missing_field import MissingFieldValues
from schema.types.node import Node
from schema.types.postal_address import PostalAddress
from schema.types.program import InLanguage, Program, Utility
from schema.view import View

OfHousehold = Annotated[
    HouseholdInput | None,
    strawberry.argument(description="The household; null: only what is stored is known of it."),
]


@strawberry.type(description="A customer of the caller's organization.")
@shows(Entity.CUSTOMER, without=["country_code"])
class Customer(Node):
    """A customer of one organization."""

    id: strawberry.ID = derived_id("Customer", "fact.id")
    number: int = derived("fact.id", description="Our number, unique among all customers.")
    reference_id: str = derived(
        "fact.reference_id",
        description="The organization's own id for the customer, unique among its customers.",
    )
    building_type: BuildingType | None = derived(
        "fact.building_type", description="What the home is; null: not known."
    )
    address: PostalAddress | None = derived_by(
        lambda customer: PostalAddress.of(customer.fact.address), description="Where the home is."
    )
    utility_resolved_at: datetime | None = derived(
        "fact.utility_resolved_at",
        description="When the utility was last looked up by the address; null: never.",
    )
    utility_stale: bool = derived(
        "fact.utility_stale", description="Whether the address has changed since then."
    )
    created_at: datetime = derived(
        "fact.created_at", description="When the customer was first looked up."
    )
    updated_at: datetime = derived("fact.updated_at", description="When the customer last changed.")

    fact: strawberry.Private[customer.Customer]
    view: strawberry.Private[View]

    @strawberry.field(
        description="The utility that serves the home; null: not resolved, or no longer known."
    )
    def utility(self) -> Utility | None:
        """Find the utility."""
        found = self.view.scope.dataset.utilities.get(self.fact.utility or "")
        return Utility.of(found, self.view) if found else None

    @edge(description="Every device of the customer, oldest first: two are two rows.")
    def devices(self) -> "Asks[list[CustomerDevice]]":
        """List the devices."""
        found = self.view.loaders.devices_of_customers.load(self.fact.id)
        return found.then(lambda rows: [CustomerDevice.of(row, self.view) for row in rows])

    @edge(description="The customer's applications, oldest first.")
    def applications(
        self, first: First = DEFAULT_FIRST, after: After = strawberry.UNSET
    ) -> "Asks[Connection[Application]]":
        """Page through the applications, of which there is one a program at most."""
        window = Window.read(first, after)
        found = self.view.loaders.applications_of_customers.load(self.fact.id)
        return found.then(
            lambda rows: page(
                rows, window, lambda row: str(row.id), lambda row: Application.of(row, self.view)
            )
        )

    @edge(
        description=(
            "All that happened to the customer, its devices and applications; up to `asOf` where "
            "the customer belongs to an application as it stood then."
        )
    )
    def history(
        self,
        first: First = DEFAULT_FIRST,
        after: After = strawberry.UNSET,
        latest_first: LatestFirst = False,  # noqa: FBT002 - named by callers
    ) -> Asks[Connection[ApplicationEvent]]:
        """Page through what happened."""
        of = (Entity.CUSTOMER, self.fact.id)
        return history_page(self.view, of, first, after, latest_first)

    @strawberry.field(
        description=(
            "What the customer's devices earn by what is stored; nothing is written. Null with an "
            "error where no utility or building type is stored."
        )
    )
    async def incentives(self, language: InLanguage = strawberry.UNSET) -> "IncentiveCheck | None":
        """Check the stored devices."""
        view = self.view.spoken(language)
        with presented(view.language):
            return IncentiveCheck.of(await stored_check(view.scope, self.fact), view)

    @strawberry.field(
        description=(
            "What the household can get at the customer's address, with the stored utility; "
            "nothing is written."
        )
    )
    async def household(
        self, input: OfHousehold = strawberry.UNSET, language: InLanguage = strawberry.UNSET
    ) -> CalculatorResult | None:
        """Ask the calculator for the customer's home."""
        view = self.view.spoken(language)
        with presented(view.language):
            household = household_of(input, "input")
            found = await calculate_home(view.scope, self.fact, household)
        return CalculatorResult.of(Explanation(found), view)

    @classmethod
    def of(cls, fact: customer.Customer, view: View) -> Self:
        """Present a customer."""
        return cls(fact=fact, view=view)


@strawberry.type(description="One device of a customer.")
class CustomerDevice(CustomerDeviceValues):
    """One device of a customer."""

    @edge(description="What it is.")
    def device(self) -> Asks[Device]:
        """Find it in the catalog."""
        found = self.view.loaders.devices.load(self.fact.device)
        return found.then(lambda row: Device.of(there(row), self.view))

    @edge(description="Whose it is.")
    def customer(self) -> Asks[Customer]:
        """Find whose it is."""
        found = self.view.loaders.customers.load(self.fact.customer_id)
        return found.then(lambda row: Customer.of(there(row), self.view))


def _device(number: int | None, view: View) -> Asks[CustomerDevice | None]:
    """Find a device of a customer; None where none is named, or it was removed since."""
    if number is None:
        return known(None)
    found = view.loaders.customer_devices.load(number)
    return found.then(lambda row: CustomerDevice.of(row, view) if row else None)


@strawberry.type(description="A field that an application needs and that nobody has filled in.")
class MissingField(MissingFieldValues):
    """A field that an application needs."""

    @edge(description="Which device lacks it; null: no device does, or it was removed since.")
    def customer_device(self) -> Asks[CustomerDevice | None]:
        """Find the device that lacks it."""
        return _device(self.fact.device, self.view)


@strawberry.type(description="A customer's application to a program.")
class Application(ApplicationValues):
    """A customer's application to a program."""

    @edge(description="To which program; one that is kept nowhere any more has no url.")
    def program(self) -> Asks[Program]:
        """Find the program."""
        found = program_named(self.view.scope, self.fact.program)
        return found.then(lambda program: Program.of(program, self.view))

    @edge(description="Whose it is.")
    def customer(self) -> Asks[Customer]:
        """Find whose it is."""
        found = self.view.loaders.customers.load(self.fact.customer_id)
        return found.then(lambda row: Customer.of(there(row), self.view))

    @edge(description="The devices that it is for.")
    def devices(self) -> Asks[list[CustomerDevice]]:
        """List its devices."""
        found = self.view.loaders.customer_devices.load_many(self.fact.devices)
        return found.then(lambda rows: [CustomerDevice.of(row, self.view) for row in rows if row])

    @edge(
        description=(
            "Where the key that asks may take it now; some steps need a reason. What corrections "
            "do is not among them."
        )
    )
    def allowed_transitions(self) -> Asks[list[ApplicationStatus]]:
        """List where it may go next."""
        return next_steps(self.view.scope, self.fact).then(list)

    @edge(description="What its program still needs, in the program's order; empty: nothing.")
    def missing_fields(self) -> Asks[list[MissingField]]:
        """List what is missing."""
        found = still_missing(self.view.scope, self.fact)
        return found.then(lambda fields: [MissingField.of(each, self.view) for each in fields])

    @edge(
        description=(
            "All that happened to the application, its customer and the customer's devices; up to "
            "`asOf` where it is shown as it stood then."
        )
    )
    def history(
        self,
        first: First = DEFAULT_FIRST,
        after: After = strawberry.UNSET,
        latest_first: LatestFirst = False,  # noqa: FBT002 - named by callers
    ) -> Asks[Connection[ApplicationEvent]]:
        """Page through what happened."""
        of = (Entity.APPLICATION, self.fact.id)
        return history_page(self.view, of, first, after, latest_first)


@strawberry.type(description="One tier of a program for one device of the customer.")
class DeviceTierResult(DeviceTierResultValues):
    """One tier for one unit."""

    @edge(description="Which device of the customer; null: it was removed since.")
    def customer_device(self) -> Asks[CustomerDevice | None]:
        """Find the customer's device."""
        return _device(self.fact.customer_device, self.view)


@strawberry.type(description="One program for all devices of the customer.")
class ProgramResult(ProgramResultValues):
    """One program for all units."""

    @strawberry.field(description="Every tier of the program for every device of its kind.")
    def device_tier_results(self) -> list[DeviceTierResult]:
        """List the tiers, unit by unit."""
        program, results = self.fact.program, self.fact.results
        return [DeviceTierResult.of(each, program, self.view) for each in results]


@strawberry.type(description="What a customer's devices earn.")
class IncentiveCheck(IncentiveCheckValues):
    """What a customer's devices earn."""

    @edge(description="Whose devices they are.")
    def customer(self) -> Asks[Customer]:
        """Find the customer."""
        found = self.view.loaders.customers.load(self.fact.customer_id)
        return found.then(lambda row: Customer.of(there(row), self.view))

    @strawberry.field(
        description=(
            "Every program evaluated, also those that pay nothing: programs of the catalog first."
        )
    )
    def by_program(self) -> list[ProgramResult]:
        """List the programs."""
        return [ProgramResult.of(each, self.view) for each in self.fact.programs]
