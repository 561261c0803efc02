"""Why a mutation changed nothing, each kind with what the caller can act on."""

from collections.abc import Callable, Mapping
from typing import Any, Self

import strawberry

from datasources.facts import application_refusals, refusals
from datasources.facts.errors import GraphError
from datasources.facts.text import Text
from schema.edges import Asks, edge
from schema.error_codes import ERROR_CODES
from schema.partner_enums import ApplicationStatus
from schema.types.customer import Application, MissingField
from schema.types.program import InLanguage, Utility
from schema.view import View

INPUT = "input"
"""The argument that fields of errors stand in, where they do not name it."""


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
    def of(cls, fact: GraphError, view: View, root: str | None = INPUT, **data: object) -> Self:
        """Present a failure with its data.

        Args:
            fact: The failure.
            view: How it is looked at.
            root: The argument that the failure's field stands in; None where the field names it.
            data: What the kind has beside code, path and text.
        """
        # An empty field is the argument as a whole.
        parts = [] if fact.field is None else [root or "", *fact.field.split(".")]
        path = list(filter(None, parts))
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

    @edge(description="Those that were handed in.")
    def applications(self) -> Asks[list[Application]]:
        """List the applications."""
        found = self.view.loaders.applications.load_many(self.numbers)
        return found.then(lambda rows: [Application.of(row, self.view) for row in rows if row])


@strawberry.type(
    description="The application cannot go there now, or the caller cannot take it there."
)
class StatusTransition(UserError):
    """A step that an application cannot take."""

    from_: ApplicationStatus = strawberry.field(name="from", description="Where it stands.")
    to: ApplicationStatus = strawberry.field(description="Where it was to go.")
    allowed: list[ApplicationStatus] = strawberry.field(
        description="Where the caller may take it now."
    )
    missing: list[MissingField] = strawberry.field(description="What must be filled in first.")


@strawberry.type(description="Somebody else changed it after the version that the caller has seen.")
class StaleVersion(UserError):
    """A version that is not the last one."""

    current_version: int = strawberry.field(description="The version now.")


KINDS = (
    OtherUserError,
    AddressIncomplete,
    UtilityNotFound,
    UnknownDevices,
    DevicesNotOnCustomer,
    ApplicationsFiled,
    StatusTransition,
    StaleVersion,
)
"""All kinds of failure; no field names them, so the schema has to be told."""


def user_error(fact: GraphError, view: View, root: str | None = INPUT) -> UserError:
    """Present a failure as its kind.

    Args:
        fact: The failure.
        view: How it is looked at.
        root: The argument that the failure's field stands in; None where the field names it.
    """
    if (presented_as := _PRESENTED.get(type(fact))) is None:
        return OtherUserError.of(fact, view, root)
    kind, data = presented_as
    return kind.of(fact, view, root, **data(fact, view))


def _shortages(fact: refusals.DevicesNotOnCustomer) -> list[DeviceShortage]:
    return [
        DeviceShortage(device=each.device, needed=each.needed, on_file=each.on_file)
        for each in fact.shortages
    ]


_Data = Callable[[Any, View], dict[str, object]]

_PRESENTED: Mapping[type[GraphError], tuple[type[UserError], _Data]] = {
    refusals.AddressIncomplete: (
        AddressIncomplete,
        lambda fact, _: {"parts": list(fact.parts)},
    ),
    refusals.NoSuchUtility: (
        UtilityNotFound,
        lambda fact, view: {"candidates": [Utility.of(each, view) for each in fact.candidates]},
    ),
    refusals.UnknownDevices: (
        UnknownDevices,
        lambda fact, _: {"numbers": list(fact.numbers)},
    ),
    refusals.DevicesNotOnCustomer: (
        DevicesNotOnCustomer,
        lambda fact, _: {"shortages": _shortages(fact)},
    ),
    refusals.ApplicationsFiled: (
        ApplicationsFiled,
        lambda fact, _: {"numbers": fact.applications},
    ),
    application_refusals.TransitionRefused: (
        StatusTransition,
        lambda fact, view: {
            "from_": fact.current,
            "to": fact.wanted,
            "allowed": list(fact.allowed),
            "missing": [MissingField.of(each, view) for each in fact.missing],
        },
    ),
    application_refusals.StaleVersion: (
        StaleVersion,
        lambda fact, _: {"current_version": fact.current},
    ),
}
"""The kinds that carry data, and what it is."""
