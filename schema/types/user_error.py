"""Why a mutation changed nothing, each kind with what the caller can act on."""

from typing import Self

import strawberry

from datasources.facts import refusals
from datasources.facts.errors import GraphError
from datasources.facts.text import Text
from schema.error_codes import ERROR_CODES
from schema.errors import presented
from schema.types.customer import Application
from schema.types.program import InLanguage, Utility
from schema.view import View

_INPUT = "input"
"""The argument that fields of errors stand in."""


@strawberry.interface(
    description="Something expected that stopped a mutation: nothing was changed."
)
class UserError:
    """An expected failure that the caller can act on."""

    code: str = strawberry.field(
        graphql_type=ERROR_CODES, description="What is wrong, for programs."
    )
    path: list[str] = strawberry.field(
        description="Where the value at fault stands in the arguments; empty: nowhere in them."
    )

    text: strawberry.Private[Text]
    view: strawberry.Private[View]

    @strawberry.field(description="What is wrong, in words.")
    def message(self, language: InLanguage = strawberry.UNSET) -> str:
        """Say what is wrong."""
        return self.text.read(language or self.view.language)

    @classmethod
    def of(cls, fact: GraphError, view: View, **data: object) -> Self:
        """Present a failure with its data."""
        # An empty field is the input as a whole.
        path = [] if fact.field is None else [_INPUT, *filter(None, fact.field.split("."))]
        return cls(code=ERROR_CODES(fact.code), path=path, text=fact.message, view=view, **data)


@strawberry.type(description="Anything that code and message tell whole.")
class OtherUserError(UserError):
    """A failure without data of its own."""


@strawberry.type(description="Parts of the address are missing.")
class AddressIncomplete(UserError):
    """Parts of the address are missing."""

    parts: list[str] = strawberry.field(description="What is missing, by its name in the input.")


@strawberry.type(description="The EIA id is none of an electric utility of the address's state.")
class UtilityNotFound(UserError):
    """No utility of the state has that EIA id."""

    candidates: list[Utility] = strawberry.field(
        description="The electric utilities that may serve the address, most likely first."
    )


@strawberry.type(description="The catalog has no such devices, or no longer offers them.")
class UnknownDevices(UserError):
    """Devices that the catalog does not offer."""

    numbers: list[int] = strawberry.field(description="Their numbers, ascending.")


@strawberry.type(description="A device of which more units were named than the customer has.")
class DeviceShortage:
    """A device of which there are too few."""

    device: int = strawberry.field(description="Its number.")
    needed: int = strawberry.field(description="How many units were named.")
    on_file: int = strawberry.field(description="How many the customer has.")


@strawberry.type(description="More units of devices were named than the customer has.")
class DevicesNotOnCustomer(UserError):
    """Devices that the customer does not have, or not so many of."""

    shortages: list[DeviceShortage] = strawberry.field(
        description="What there is too little of, by number ascending."
    )


@strawberry.type(description="Applications were handed in: their devices are evidence.")
class ApplicationsFiled(UserError):
    """Applications that were handed in."""

    numbers: strawberry.Private[tuple[int, ...]]

    @strawberry.field(description="Those that were handed in.")
    async def applications(self) -> list[Application]:
        """List the applications."""
        with presented(self.view.language):
            found = await self.view.loaders.applications.load_many(self.numbers)
        return [Application.of(each, self.view) for each in found if each]


KINDS = (
    OtherUserError,
    AddressIncomplete,
    UtilityNotFound,
    UnknownDevices,
    DevicesNotOnCustomer,
    ApplicationsFiled,
)
"""All kinds of failure; no field names them, so the schema has to be told."""


def user_error(fact: GraphError, view: View) -> UserError:
    """Present a failure as its kind."""
    match fact:
        case refusals.AddressIncomplete():
            return AddressIncomplete.of(fact, view, parts=list(fact.parts))
        case refusals.NoSuchUtility():
            candidates = [Utility.of(each, view) for each in fact.candidates]
            return UtilityNotFound.of(fact, view, candidates=candidates)
        case refusals.UnknownDevices():
            return UnknownDevices.of(fact, view, numbers=list(fact.numbers))
        case refusals.DevicesNotOnCustomer():
            return DevicesNotOnCustomer.of(
                fact,
                view,
                shortages=[
                    DeviceShortage(device=each.device, needed=each.needed, on_file=each.on_file)
                    for each in fact.shortages
                ],
            )
        case refusals.ApplicationsFiled():
            return ApplicationsFiled.of(fact, view, numbers=fact.applications)
        case _:
            return OtherUserError.of(fact, view)
