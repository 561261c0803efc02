"""What organizations tell of applications and new devices, and how it becomes a patch."""

from collections.abc import Sequence

import strawberry

from datasources.facts.errors import BadInput
from datasources.facts.field import Entity
from datasources.facts.text import Text
from resolvers.rules.patches import ApplicationPatch, DevicePatch, Values
from schema.checks import given
from schema.customer_inputs import UpdateCustomerDeviceInput, UpdateCustomerInput
from schema.forms.accepted import accepts, values_of
from schema.forms.protected import BY_ITSELF, NEVER, protected, refuse_protected, refuses
from schema.ids import key_of
from schema.partner_selectors import number_of

MOST_DEVICES = 100
"""Devices that one mutation can name."""

_OF_APPLICATION = protected(
    Entity.APPLICATION,
    id=NEVER,
    number=NEVER,
    organization=NEVER,
    program=NEVER,
    status="use transitionApplication",
    devices="use customerDeviceIds",
    version=BY_ITSELF,
    created_at=NEVER,
    updated_at=BY_ITSELF,
)


@strawberry.input(
    description="One more device of a customer. What is left out, or null, is not known."
)
@accepts(Entity.CUSTOMER_DEVICE, clears=False)
class CustomerDeviceInput:
    """A device that a customer gets."""

    device_number: int = strawberry.field(
        description="What it is: the number of a device of the catalog."
    )

    def to_values(self, path: str = "input") -> Values:
        """Return what is known of the device, beside what it is.

        Args:
            path: Where the input stands in the arguments.

        Raises:
            BadInput: An amount is no amount of money.
        """
        return values_of(self, Entity.CUSTOMER_DEVICE, path)


@strawberry.input(
    description=(
        "What to change of an application, its customer and the customer's devices: all of it or "
        "nothing. What is left out stays; null clears a value."
    )
)
@refuses(_OF_APPLICATION)
@accepts(Entity.APPLICATION)
class UpdateApplicationInput:
    """What to change of an application."""

    customer: UpdateCustomerInput | None = strawberry.field(
        default=strawberry.UNSET, description="What to change of its customer; null: nothing."
    )
    customer_devices: list[UpdateCustomerDeviceInput] | None = strawberry.field(
        default=strawberry.UNSET,
        description=(
            f"What to change of the customer's devices, at most {MOST_DEVICES}, each once; null: "
            "nothing."
        ),
    )
    customer_device_ids: strawberry.Maybe[list[strawberry.ID] | None] = strawberry.field(
        description=(
            "All devices that the application is to be for, by their global ids, at most "
            f"{MOST_DEVICES}; null or empty: none."
        )
    )

    def to_patch(self, path: str = "input") -> ApplicationPatch:
        """Return what to change.

        Args:
            path: Where the input stands in the arguments.

        Raises:
            ProtectedField: A field is not for clients to change.
            MissingDeviceId: A device is named neither by id nor by number.
            BadInput: A value is malformed, or there are too many.
        """
        refuse_protected(self, _OF_APPLICATION, path)
        customer = given(self.customer)
        return ApplicationPatch(
            application=values_of(self, Entity.APPLICATION, path),
            customer=customer.to_values(f"{path}.customer") if customer else {},
            customer_devices=self._customer_devices(f"{path}.customerDevices"),
            devices=self._devices(f"{path}.customerDeviceIds"),
            eia_id=given(customer.eia_id) if customer else None,
        )

    def _customer_devices(self, path: str) -> tuple[DevicePatch, ...]:
        wanted = given(self.customer_devices) or ()
        _check_count(wanted, path)
        return tuple(each.to_patch(f"{path}.{place}") for place, each in enumerate(wanted))

    def _devices(self, path: str) -> tuple[int, ...] | None:
        if self.customer_device_ids is None:
            return None
        wanted = self.customer_device_ids.value or ()
        _check_count(wanted, path)
        return tuple(
            number_of(key_of(each, "CustomerDevice", f"{path}.{place}"))
            for place, each in enumerate(wanted)
        )


def _check_count(values: Sequence[object], field: str) -> None:
    """Refuse a list that is too long.

    Raises:
        BadInput: It is.
    """
    if len(values) > MOST_DEVICES:
        raise BadInput(
            Text(
                f"There can be at most {MOST_DEVICES} devices here.",
                f"Aquí puede haber como máximo {MOST_DEVICES} dispositivos.",
            ),
            field,
        )
