"""What a first start makes, so that everything can be tried at once: an organization with a key."""

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime

from datasources.catalog.pack import DEMO
from datasources.catalog.read import read_pack
from datasources.facts.organization import KeyScope, Organization
from datasources.sql.engine import Database
from datasources.sql.stores.keys import KeyStore
from datasources.sql.stores.organizations import OrganizationStore
from gateway.catalog_storage import store_pack, stored_pack
from gateway.clock import now_utc
from gateway.settings import Settings
from gateway.storage import current_database

LOOKUP = """\
mutation Lookup($input: LookupIncentivesInput!) {
  lookupIncentives(input: $input) {
    check {
      totalIncentiveAmount
      byProgram {
        program { number name }
        totalIncentive
        deviceTierResults { eligible incentiveAmount failedRequirements ignoredRequirements }
      }
    }
    userErrors { code message }
  }
}
"""
"""What the first answer is asked with."""

EXAMPLE = {
    "input": {
        "referenceId": "demo-customer-1",
        "address": {
            "street1": "456 Main St",
            "city": "Bend",
            "state": "OR",
            "postalCode": "97701",
        },
        "buildingType": "RESIDENTIAL",
        "deviceNumbers": [123],
    }
}
"""A home in Bend, Oregon, that gets a charger."""


@dataclass(frozen=True, slots=True)
class DemoSeed:
    """What was made.

    Attributes:
        secret: The key's text; it is not kept, so this is the only time it is seen.
    """

    organization: Organization
    secret: str


async def seed_demo(database: Database, now: datetime) -> DemoSeed | None:
    """Make an organization with an administrator's key and a catalog, where nothing is stored yet.

    Returns:
        None where storage has an organization, a device or a program, or is not an SQLite file:
        then it is somebody's, and stays as it is.

    Raises:
        StorageUnavailable: The database is away or busy.
    """
    if not database.is_file:
        return None
    async with database.read() as reading:
        if await OrganizationStore(reading).all():
            return None
    pack = read_pack(DEMO)
    async with database.write() as transaction:
        organizations, stored = OrganizationStore(transaction), await stored_pack(transaction)
        if stored.devices or stored.programs or await organizations.all():
            return None
        organization = await organizations.insert("Demo", "demo", now)
        keys = KeyStore(transaction)
        _, secret = await keys.create(organization.id, KeyScope.ADMIN, now, label="Demo")
        await store_pack(transaction, pack)
    return DemoSeed(organization, secret)


def invitation(settings: Settings, address: str) -> str | None:
    """Open the database of settings for an invitation; see invite.

    Args:
        settings: Of a server that is about to start; a database they name is left alone.
        address: Where the server will be, with a slash at the end.

    Raises:
        StorageUnavailable: The database is away or busy.
    """
    if settings.database_url is not None:
        return None

    async def run() -> str | None:
        async with current_database(settings) as database:
            return await invite(database, address)

    return asyncio.run(run())


async def invite(database: Database, address: str) -> str | None:
    """Make the demo organization at a first start; return what to tell whoever started.

    Returns:
        None at every later start.
    """
    seed = await seed_demo(database, now_utc())
    return None if seed is None else _words(seed, address)


def _words(seed: DemoSeed, address: str) -> str:
    question = json.dumps({"query": " ".join(LOOKUP.split()), "variables": EXAMPLE})
    return (
        f"Made the organization {seed.organization.name}, with devices and programs to try.\n"
        f"Its key, which is shown only now: {seed.secret}\n"
        "Try it in another terminal:\n\n"
        f"curl -s {address}graphql \\\n"
        "  -H 'content-type: application/json' \\\n"
        f"  -H 'x-api-key: {seed.secret}' \\\n"
        f"  -d '{question}'\n"
    )
