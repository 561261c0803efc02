"""What organizations change of customers and their devices."""

import strawberry

from datasources.facts.application_refusals import MissingDeviceId
from datasources.facts.errors import BadInput
from datasources.facts.field import Entity
from datasources.facts.text import Text
from resolvers.rules.patches import DevicePatch, Values
from schema.checks import given
from schema.forms.accepted import accepts, values_of
from schema.forms.protected import BY_ITSELF, NEVER, protected, refuse_protected, refuses
from schema.ids import key_of
from schema.partner_selectors import number_of
from schema.scalars import EiaId

_OF_CUSTOMER = protected(
    Entity.CUSTOMER,
    id=NEVER,
    number=NEVER,
    reference_id=NEVER,
    is_test=NEVER,
    country_code=NEVER,
    utility="use eiaId",
    possible_utilities="a lookup finds them by the address",
    utility_stale="a lookup finds the utility again",
    created_at=NEVER,
    updated_at=BY_ITSELF,
)
_OF_DEVICE = protected(
    Entity.CUSTOMER_DEVICE,
    device="use deviceNumber",
    customer=NEVER,
    created_at=NEVER,
    updated_at=BY_ITSELF,
)


@strawberry.input(
    description="What to change of a customer. What is left out stays; null clears a value."
)
@refuses(_OF_CUSTOMER)
@accepts(Entity.CUSTOMER)
class UpdateCustomerInput:
    """What to change of a customer."""

    eia_id: EiaId | None = strawberry.field(
        default=strawberry.UNSET,
        description=(
            "The electric utility of the home, where the caller knows it; null: as it is stored."
        ),
    )

    def to_values(self, path: str) -> Values:
        """Return the new values, but for the utility.

        Args:
            path: Where the input stands in the arguments.

        Raises:
            ProtectedField: A field is not for clients to change.
            BadInput: An amount is no amount of money.
        """
        refuse_protected(self, _OF_CUSTOMER, path)
        return values_of(self, Entity.CUSTOMER, path)


@strawberry.input(
    description=(
        "What to change of a device of a customer, named by `id` or `number`. What is left out "
        "stays; null clears a value."
    )
)
@refuses(_OF_DEVICE)
@accepts(Entity.CUSTOMER_DEVICE)
class UpdateCustomerDeviceInput:
    """What to change of a device of a customer."""

    id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Which device of the customer, by its global id."
    )
    number: int | None = strawberry.field(
        default=strawberry.UNSET, description="Which device of the customer, by its number."
    )
    device_number: int | None = strawberry.field(
        default=strawberry.UNSET,
        description="What it is: the number of another device of the catalog; null: as it is.",
    )

    def to_patch(self, path: str) -> DevicePatch:
        """Return the device and its new values.

        Args:
            path: Where the input stands in the arguments.

        Raises:
            MissingDeviceId: It names no device.
            ProtectedField: A field is not for clients to change.
            BadInput: A value is malformed, or id and number name two devices.
        """
        number = self._which(path)
        refuse_protected(self, _OF_DEVICE, path)
        values = values_of(self, Entity.CUSTOMER_DEVICE, path)
        return DevicePatch(number, values, path, given(self.device_number))

    def _which(self, path: str) -> int:
        identity, number = given(self.id), given(self.number)
        if identity is None:
            if number is None:
                raise MissingDeviceId(
                    Text(
                        "Name the device by id or number.",
                        "Indique el dispositivo por id o number.",
                    ),
                    f"{path}.id",
                )
            return number
        found = number_of(key_of(identity, "CustomerDevice", f"{path}.id"))
        if number not in (None, found):
            raise BadInput(
                Text(
                    "id and number name two devices.",
                    "id y number indican dos dispositivos.",
                ),
                f"{path}.number",
            )
        return found
