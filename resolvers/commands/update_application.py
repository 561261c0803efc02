"""Changes single values of an application, its customer and the customer's devices."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from datasources.facts.application_refusals import StaleVersion
from datasources.facts.dossier import Dossier
from datasources.facts.refusals import NoSuchUtility, UnknownDevices
from resolvers.actors import Actor
from resolvers.commands.changing import Changed, change_once, clerk_for
from resolvers.commands.dossiers import application_of, dossier_of_application
from resolvers.rules.differences import differences
from resolvers.rules.patches import ApplicationPatch
from resolvers.rules.patching import EIA_ID, patched
from resolvers.rules.settling import started
from resolvers.scope import Scope
from resolvers.sites import with_utility
from resolvers.work import Work


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """An update.

    Attributes:
        number: Of the application.
        version: The one that the caller has seen; None to change whatever is there.
    """

    number: int
    patch: ApplicationPatch
    version: int | None = None
    dry_run: bool = False


async def update_application(scope: Scope, actor: Actor, request: UpdateRequest) -> Changed:
    """Change what a patch names, all of it or nothing; on a dry run, only tell what would change.

    An application that nobody had begun with is begun by its first value. The same update again
    changes nothing, and then nothing is recorded.

    Raises:
        ApplicationNotFound: The organization has no such application.
        StaleVersion: The application has another version by now.
        ProtectedField: A field is not for the actor to change, or not any more.
        CustomerDeviceNotFound: The customer has no such device.
        ApplicationsFiled: A device is to be another, and another application for it is handed in.
        NoSuchUtility: The state has no electric utility of the EIA id.
        UnknownDevices: A device is to be another that the catalog does not offer.
        BadInput: A value is out of range or malformed.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """

    async def change(work: Work) -> Changed:
        before = await dossier_of_application(work, request.number)
        current = application_of(before, request.number).version
        if request.version not in (None, current):
            raise StaleVersion(current)
        clerk = await clerk_for(scope, work, actor, before)
        claimed = clerk.conditions.claimed
        after = patched(before, request.number, request.patch, actor.kind, claimed)
        await _check_catalog(work, request.patch)
        if request.patch.eia_id is not None:
            after = _with_utility(scope, after, request.patch.eia_id)
        if differences(before, after):
            after = started(after, request.number)
        stored, changes = await clerk.write(before, after, named=request.number)
        return Changed(request.number, stored, changes)

    return await change_once(scope, actor, "updateApplication", request, change)


def _with_utility(scope: Scope, dossier: Dossier, eia_id: str) -> Dossier:
    """Return a dossier whose customer has the utility that the caller knows."""
    try:
        customer = with_utility(scope, dossier.customer, eia_id, scope.open_desk().now)
    except NoSuchUtility as refusal:
        refusal.field = EIA_ID
        raise
    return replace(dossier, customer=customer)


async def _check_catalog(work: Work, patch: ApplicationPatch) -> None:
    """Refuse devices that the catalog does not offer."""
    named = {
        each.device: each.device_path for each in patch.customer_devices if each.device is not None
    }
    await check_offered(work, named)


async def check_offered(work: Work, named: Mapping[int, str]) -> None:
    """Refuse devices that the catalog does not offer.

    Args:
        work: The stores.
        named: Numbers, each with where in the input it stands.

    Raises:
        UnknownDevices: The catalog has no such device, or no longer offers it.
    """
    devices = await work.devices.by_numbers(sorted(named)) if named else {}
    unknown = [each for each in named if each not in devices or not devices[each].active]
    if unknown:
        refusal = UnknownDevices(sorted(unknown))
        refusal.field = named[unknown[0]]
        raise refusal
