"""What comes of changing customers, their devices and applications."""

from abc import abstractmethod
from typing import Self

import strawberry

from datasources.facts.errors import GraphError
from resolvers.commands.changing import Changed
from schema.types.customer import Application, Customer, CustomerDevice
from schema.types.field_change import FieldChange
from schema.types.payload import Payload
from schema.types.user_error import user_error
from schema.view import View


@strawberry.type
class ChangePayload(Payload):
    """What came of a change of a customer's data."""

    @classmethod
    def of(cls, changed: Changed, view: View, *, dry_run: bool) -> Self:
        """Present what was changed, or on a dry run would be."""
        return cls(
            user_errors=[],
            dry_run=dry_run,
            changes=[FieldChange.of(each) for each in changed.changes],
            request_id=view.scope.open_desk().request_id,
            **cls.subject(changed, view),
        )

    @classmethod
    def refused(cls, error: GraphError, view: View, *, dry_run: bool) -> Self:
        """Present why nothing was changed."""
        return cls(
            user_errors=[user_error(error, view, root=None)],
            dry_run=dry_run,
            changes=[],
            request_id=view.scope.open_desk().request_id,
        )

    @classmethod
    @abstractmethod
    def subject(cls, changed: Changed, view: View) -> dict[str, object]:
        """Present what was changed, by the names of the payload's own fields."""


@strawberry.type(description="What came of changing an application.")
class UpdateApplicationPayload(ChangePayload):
    """What came of changing an application."""

    application: Application | None = strawberry.field(
        default=None,
        description="As it is now, or on a dry run would be; null: the user errors say why not.",
    )

    @classmethod
    def subject(cls, changed: Changed, view: View) -> dict[str, object]:
        """Present the application."""
        found = (each for each in changed.dossier.applications if each.id == changed.subject)
        return {"application": Application.of(next(found), view)}


@strawberry.type(description="What came of giving a customer a device, or of taking one away.")
class CustomerDevicePayload(ChangePayload):
    """What came of a change of a customer's devices."""

    customer_device: CustomerDevice | None = strawberry.field(
        default=None,
        description="The device that was added; null: it was taken away, or there are user errors.",
    )
    customer: Customer | None = strawberry.field(
        default=None, description="Whose it is or was; null: the user errors say why not."
    )

    @classmethod
    def subject(cls, changed: Changed, view: View) -> dict[str, object]:
        """Present the device and its customer."""
        found = [each for each in changed.dossier.devices if each.id == changed.subject]
        return {
            "customer_device": CustomerDevice.of(found[0], view) if found else None,
            "customer": Customer.of(changed.dossier.customer, view),
        }


@strawberry.type(description="What came of undoing an override.")
class UndoOverridePayload(ChangePayload):
    """What came of undoing an override."""

    customer: Customer | None = strawberry.field(
        default=None,
        description="With the former devices; null: the user errors say why not.",
    )

    @classmethod
    def subject(cls, changed: Changed, view: View) -> dict[str, object]:
        """Present the customer."""
        return {"customer": Customer.of(changed.dossier.customer, view)}
