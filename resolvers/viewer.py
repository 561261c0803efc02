"""Who asks, by the key that came with the request."""

from dataclasses import dataclass

from datasources.facts.organization import ApiKey, Organization
from resolvers.scope import Scope


@dataclass(frozen=True, slots=True)
class Viewer:
    """An organization and the key it uses."""

    organization: Organization
    key: ApiKey


async def find_viewer(scope: Scope) -> Viewer | None:
    """Find who asks; None where no valid key came with the request.

    Raises:
        StorageUnavailable: Storage is away or busy.
    """
    if scope.desk is None or scope.desk.principal is None:
        return None
    principal = scope.desk.principal
    async with scope.desk.database.read() as reading:
        owner = principal.organization_id
        work = scope.desk.work(reading)
        organizations = await work.organizations.by_ids([owner])
        keys = await work.keys.by_ids([principal.key_id])
    if owner not in organizations or principal.key_id not in keys:
        return None
    return Viewer(organizations[owner], keys[principal.key_id])
