"""An organization with very many applications over HTTP: lists with all that they lead to."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import httpx

from datasources.catalog.pack import DEMO
from datasources.catalog.read import read_pack
from datasources.facts.organization import KeyScope
from datasources.sql.engine import Database
from datasources.sql.migrate import upgrade
from datasources.sql.stores.keys import KeyStore
from datasources.sql.stores.organizations import OrganizationStore
from gateway.catalog_storage import store_pack
from gateway.clock import now_utc
from tests.bench.measure import Figure, p50
from tests.bench.server import free_port, running, wait_until_it_answers

APPLICATIONS = 100_000
DEEP = 90_000
STATUSES = ("not_started", "in_progress", "awaiting_partner", "completed", "submitted", "approved")
PROGRAMS = (
    "or_pacificPower_chargeAtHome",
    "or_pacificPower_pacificPowerRebates",
    "or_portlandGeneralElectric_smartChargingTeslaTelematics",
)
DEVICES = (123, 5, 456)


def _chosen(values: tuple[object, ...]) -> str:
    """Return what gives each number one of some values in turn."""
    choices = " ".join(f"WHEN {place} THEN {value!r}" for place, value in enumerate(values))
    return f"CASE n % {len(values)} {choices} END"


LIST = """
query ($first: Int, $after: String, $filter: ApplicationFilter) {
  applications(first: $first, after: $after, filter: $filter) {
    pageInfo { endCursor hasNextPage }
    nodes {
      number status
      customer { referenceId }
      devices { device { name } }
      program { name }
      history(first: 3) { nodes { at field after } }
    }
  }
}
"""
ALONE = """
query ($after: String) {
  applications(first: 100, after: $after) { pageInfo { endCursor } }
}
"""


def applications(home: Path) -> Iterator[Figure]:
    """Fill a database of its own, serve it, and ask for pages at both ends of the list."""
    path = home / "applications.sqlite"
    start = perf_counter()
    key = asyncio.run(_prepare(path))
    _fill(path)
    yield Figure(f"fill with {APPLICATIONS} applications", perf_counter() - start, "s")
    port = free_port()
    with running(home, port, path), httpx.Client(timeout=30) as client:
        url = f"http://127.0.0.1:{port}/graphql"
        wait_until_it_answers(client, url)
        client.headers["x-api-key"] = key
        yield from _ends(partial(_ask, client, url))


def _ends(ask: Callable[..., Any]) -> Iterator[Figure]:
    """Page to the depth, then measure both ends of the list and what narrows it."""
    after = None
    for _ in range(DEEP // 100):
        after = ask(ALONE, after=after)["pageInfo"]["endCursor"]
    first = p50("applications(first: 50), first page", lambda: ask(LIST, first=50), 25, times=60)
    deep = p50(
        f"the same after {DEEP} rows", lambda: ask(LIST, first=50, after=after), 25, times=60
    )
    yield first
    yield deep
    yield Figure("deep page by first page", deep.value / first.value, "", 1.2)
    waiting = {"status": ["AWAITING_PARTNER"], "program": {"key": PROGRAMS[2]}}
    yield p50(
        "of one status and program", lambda: ask(LIST, first=50, filter=waiting), 25, times=60
    )
    several = {"status": ["AWAITING_PARTNER", "IN_PROGRESS"]}
    yield p50("of two statuses", lambda: ask(LIST, first=50, filter=several), 25, times=60)


def _ask(client: httpx.Client, url: str, query: str, **variables: object) -> Any:
    answer = client.post(url, json={"query": query, "variables": variables})
    data = answer.json().get("data")
    if not data:
        raise ValueError(answer.text[:300])
    return data["applications"]


async def _prepare(path: Path) -> str:
    """Make the tables, the demo catalog and an organization; return the organization's key."""
    async with Database.open(f"sqlite:///{path}") as database:
        await upgrade(database)
        async with database.write() as writing:
            await store_pack(writing, read_pack(DEMO))
            organization = await OrganizationStore(writing).insert("Bench", "bench", now_utc())
            _, key = await KeyStore(writing).create(organization.id, KeyScope.READ, now_utc())
    return key


def _fill(path: Path) -> None:
    """Write straight into the tables: the stores would take minutes."""
    with sqlite3.connect(path) as connection:
        for statement in _FILL:
            connection.execute(_NUMBERS + statement, {"most": APPLICATIONS})
    connection.close()


_NUMBERS = """
WITH RECURSIVE
  numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :most),
  homes(n, made, changed) AS (
    SELECT n, strftime('%Y-%m-%d %H:%M:%f000', '2026-01-01', n || ' seconds'),
      strftime('%Y-%m-%d %H:%M:%f000', '2026-01-02', n || ' seconds', (n % 7) || ' hours')
    FROM numbers
  )
"""
_FILL = (
    """
    INSERT INTO customer (id, organization_id, reference_id, street1, city, state, postal_code,
      country_code, building_type, utility, possible_utilities, utility_stale, details, version,
      created_at, updated_at)
    SELECT n, 1, 'home-' || n, '456 Main St', 'Bend', 'OR', '97701', 'US', 'residential',
      'or-pacific-power', '["or-pacific-power"]', 0,
      '{"first_name": "Alex", "email": "alex@example.org"}', 1, made, changed
    FROM homes
    """,
    f"""
    INSERT INTO customer_device (id, organization_id, customer_id, device, quantity, created_at,
      updated_at)
    SELECT n, 1, n, {_chosen(DEVICES)}, 1, made, changed FROM homes
    """,
    f"""
    INSERT INTO application (id, organization_id, customer_id, program, status, version,
      created_at, updated_at)
    SELECT n, 1, n, {_chosen(PROGRAMS)}, {_chosen(STATUSES)}, 1, made, changed FROM homes
    """,
    """
    INSERT INTO application_device (organization_id, application_id, customer_device_id)
    SELECT 1, n, n FROM homes
    """,
    """
    INSERT INTO event (organization_id, entity, entity_id, customer_id, at, actor, key_id,
      request_id, field, after)
    SELECT 1, column1, n, n, made, 'partner', 1, 'request-' || n, column2, column3
    FROM homes, (VALUES
      ('customer', 'reference_id', '"home"'),
      ('customer_device', 'device', '123'),
      ('application', 'status', '"NOT_STARTED"'),
      ('application', 'rebate_type', '"instant"'),
      ('application', 'payee_type', '"CUSTOMER"'))
    """,
)
