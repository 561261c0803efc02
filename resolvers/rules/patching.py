"""Applies a patch to an application, its customer and the customer's devices."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from datasources.facts.application import FILED, Application
from datasources.facts.application_refusals import (
    ApplicationNotFound,
    CustomerDeviceNotFound,
    ProtectedField,
)
from datasources.facts.customer import Customer, CustomerDevice
from datasources.facts.dossier import Dossier
from datasources.facts.errors import BadInput
from datasources.facts.field import Entity
from datasources.facts.fields import FIELDS, camel_case
from datasources.facts.history import ActorKind, ClaimedField
from datasources.facts.refusals import ApplicationsFiled
from datasources.facts.text import Text
from resolvers.rules.addresses import same_address
from resolvers.rules.field_limits import fault
from resolvers.rules.field_writers import locked, may_write
from resolvers.rules.form_values import with_values
from resolvers.rules.patches import ApplicationPatch, DevicePatch, Values

_INPUT = "input"
_DEVICES = "input.customerDeviceIds"
EIA_ID = "input.customer.eiaId"
"""Where a caller names the utility; which it is the data set knows."""


def patched(
    dossier: Dossier,
    application_id: int,
    patch: ApplicationPatch,
    actor: ActorKind,
    claimed: Collection[ClaimedField],
) -> Dossier:
    """Return a customer's data with a patch applied, all of it.

    Args:
        dossier: As it stands.
        application_id: Which application decides what can still be written.
        patch: What to change.
        actor: Who asks.
        claimed: What the organization fills in itself.

    Raises:
        ApplicationNotFound: The customer has no such application.
        CustomerDeviceNotFound: The customer has no such device.
        ProtectedField: A field is not for the actor to change, or not any more.
        ApplicationsFiled: A device is to be another, and another application for it is handed in.
        BadInput: A value is out of range or malformed, or two values contradict each other.
    """
    found = [each for each in dossier.applications if each.id == application_id]
    if not found:
        raise ApplicationNotFound(
            Text("There is no such application.", "No existe esa solicitud."), "by"
        )
    _check(found[0], patch, actor, claimed)
    _check_evidence(dossier, patch)
    application = _application(found[0], patch, dossier.devices)
    return Dossier(
        _customer(dossier.customer, patch.customer),
        _devices(dossier.devices, patch.customer_devices),
        tuple(application if each is found[0] else each for each in dossier.applications),
    )


def checked(
    entity: Entity,
    values: Values,
    actor: ActorKind,
    path: str,
    claimed: Collection[ClaimedField] = (),
) -> None:
    """Check that an actor may write some values, and that their fields can hold them.

    Args:
        entity: What the values are of.
        values: By snake-case field name.
        actor: Who writes them.
        path: Where they stand in the input.
        claimed: What the organization fills in itself, which is not for its customers to write.

    Raises:
        ProtectedField: There is no such field, or the actor may not write it.
        BadInput: A value is out of range or malformed.
    """
    for name, value in values.items():
        where = f"{path}.{camel_case(name)}"
        field = FIELDS[entity].get(name)
        theirs = actor is ActorKind.CUSTOMER and ClaimedField(entity, name) in claimed
        if field is None or theirs or not may_write(entity, field, actor):
            raise _not_yours(where)
        if wrong := fault(field, value):
            raise BadInput(Text(f"{where} {wrong.en}.", f"{where} {wrong.es}."), where)


def _check(
    application: Application,
    patch: ApplicationPatch,
    actor: ActorKind,
    claimed: Collection[ClaimedField],
) -> None:
    for entity, values, path in _parts(patch):
        checked(entity, values, actor, path, claimed)
        for name in values:
            _check_open(application, entity, name, actor, f"{path}.{camel_case(name)}")
    for device in patch.customer_devices:
        if device.device is not None:
            _check_open(application, Entity.CUSTOMER_DEVICE, "device", actor, device.device_path)
    for given, entity, name, where in (
        (patch.devices, Entity.APPLICATION, "devices", _DEVICES),
        (patch.eia_id, Entity.CUSTOMER, "utility", EIA_ID),
    ):
        if given is not None:
            if actor is ActorKind.CUSTOMER:
                raise _not_yours(where)
            _check_open(application, entity, name, actor, where)


def _check_evidence(dossier: Dossier, patch: ApplicationPatch) -> None:
    """Refuse that a device becomes another while any application for it is handed in."""
    known = {device.id: device.device for device in dossier.devices}
    replaced = {
        each.id for each in patch.customer_devices if each.device not in (None, known.get(each.id))
    }
    filed = [
        each.id
        for each in dossier.applications
        if each.status in FILED and not replaced.isdisjoint(each.devices)
    ]
    if filed:
        raise ApplicationsFiled(filed)


def _parts(patch: ApplicationPatch) -> Iterator[tuple[Entity, Values, str]]:
    yield Entity.APPLICATION, patch.application, _INPUT
    yield Entity.CUSTOMER, patch.customer, f"{_INPUT}.customer"
    for device in patch.customer_devices:
        yield Entity.CUSTOMER_DEVICE, device.values, device.path


def _check_open(
    application: Application, entity: Entity, name: str, actor: ActorKind, where: str
) -> None:
    status = application.status
    if locked(status, entity, name, actor):
        raise ProtectedField(
            Text(
                f"{where} cannot change while the application is {status.name}.",
                f"{where} no puede cambiar mientras la solicitud esté en {status.name}.",
            ),
            where,
        )


def _customer(customer: Customer, values: Values) -> Customer:
    after = with_values(customer, values)
    if same_address(customer.address, after.address):
        return after
    return replace(after, utility_stale=True)


def _devices(
    devices: Iterable[CustomerDevice], patches: Iterable[DevicePatch]
) -> tuple[CustomerDevice, ...]:
    known = {device.id: device for device in devices}
    named: set[int] = set()
    for patch in patches:
        where = f"{patch.path}.id"
        if patch.id not in known:
            raise _no_such_device(patch.id, where)
        if patch.id in named:
            raise BadInput(
                Text(
                    f"{where} names a device that the input names already.",
                    f"{where} nombra un dispositivo que la entrada ya nombra.",
                ),
                where,
            )
        named.add(patch.id)
        after = with_values(known[patch.id], patch.values)
        known[patch.id] = after if patch.device is None else replace(after, device=patch.device)
    return tuple(known.values())


def _application(
    application: Application, patch: ApplicationPatch, devices: Iterable[CustomerDevice]
) -> Application:
    after = with_values(application, patch.application)
    _check_days(after, patch.application)
    if patch.devices is None:
        return after
    unknown = set(patch.devices) - {device.id for device in devices}
    if unknown:
        raise _no_such_device(min(unknown), _DEVICES)
    return replace(after, devices=tuple(sorted(set(patch.devices))))


def _check_days(application: Application, values: Values) -> None:
    handed_in, approved = application.submission_date, application.approval_date
    written = not values.keys().isdisjoint({"submission_date", "approval_date"})
    if written and handed_in and approved and approved < handed_in:
        where = f"{_INPUT}.approvalDate"
        raise BadInput(
            Text(
                f"{where} must not be before the submission date, {handed_in.isoformat()}.",
                f"{where} no debe ser anterior a la fecha de envío, {handed_in.isoformat()}.",
            ),
            where,
        )


def _not_yours(where: str) -> ProtectedField:
    return ProtectedField(
        Text(f"{where} is not for you to change.", f"{where} no es para que lo cambie."), where
    )


def _no_such_device(number: int, where: str) -> CustomerDeviceNotFound:
    return CustomerDeviceNotFound(
        Text(
            f"The customer has no device of number {number}.",
            f"El cliente no tiene ningún dispositivo de número {number}.",
        ),
        where,
    )
