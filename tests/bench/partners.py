"""The partner side over HTTP: a returning customer, a first lookup, many writers at once."""

import asyncio
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from time import perf_counter, sleep

import httpx

from datasources.facts.organization import KeyScope
from datasources.sql.engine import Database
from datasources.sql.stores.keys import KeyStore
from datasources.sql.stores.organizations import OrganizationStore
from gateway.clock import now_utc
from tests.bench.measure import Figure, p50
from tests.bench.server import PATIENCE_S, free_port, running, wait_until_it_answers

WRITERS = 20
DEVICES = (123, 5, 456)
LOOKUP = """
mutation ($input: LookupIncentivesInput!) {
  lookupIncentives(input: $input) {
    check { totalIncentiveAmount byProgram { program { key } totalIncentive } }
    userErrors { code }
  }
}
"""
REFRESH = LOOKUP.replace("lookupIncentives", "refreshIncentives").replace("Lookup", "Refresh")


def partners(home: Path) -> Iterator[Figure]:
    """Measure a server on a home whose data set is compiled; the first start adds the demo."""
    port = free_port()
    with running(home, port), httpx.Client() as client:
        url = f"http://127.0.0.1:{port}/graphql"
        wait_until_it_answers(client, url)
        wait_for_storage(client, url)
        client.headers["x-api-key"] = asyncio.run(make_key(home))
        numbers = count()
        _ask(client, url, LOOKUP, _lookup("returning"))
        returning = {"referenceId": "returning"}
        refresh = partial(_ask, client, url, REFRESH, returning)
        yield p50("refresh of a customer with 3 devices", refresh, 8, times=200)
        yield p50(
            "lookup of a new customer with 3 devices",
            lambda: _ask(client, url, LOOKUP, _lookup(f"new-{next(numbers)}")),
            15,
            times=200,
        )
        start = perf_counter()
        asyncio.run(_all_at_once(url, client.headers["x-api-key"]))
        span = (perf_counter() - start) * 1e3
        yield Figure(f"{WRITERS} lookups at once, until the last is answered", span, "ms")


def wait_for_storage(client: httpx.Client, url: str) -> None:
    """Wait until tables and demo are there: they are made while the server answers already."""
    deadline = perf_counter() + PATIENCE_S
    while client.get(httpx.URL(url).join("/readyz")).is_error:
        if perf_counter() > deadline:
            raise TimeoutError("storage did not open")
        sleep(0.01)


async def make_key(home: Path) -> str:
    """Add an organization with a key that may write, beside a server; return the key."""
    url = f"sqlite:///{home / 'gateway.sqlite'}"
    async with Database.open(url) as database, database.write() as writing:
        now = now_utc()
        organization = await OrganizationStore(writing).insert("Bench", "bench", now)
        _, secret = await KeyStore(writing).create(organization.id, KeyScope.WRITE, now)
    return secret


async def _all_at_once(url: str, key: str) -> None:
    async with httpx.AsyncClient(headers={"x-api-key": key}, timeout=30) as client:
        asked = [
            client.post(
                url, json={"query": LOOKUP, "variables": {"input": _lookup(f"at-once-{n}")}}
            )
            for n in range(WRITERS)
        ]
        for answer in await asyncio.gather(*asked):
            _check(answer)


def _lookup(reference_id: str) -> dict[str, object]:
    return {
        "referenceId": reference_id,
        "address": {
            "street1": "456 Main St",
            "city": "Bend",
            "state": "OR",
            "postalCode": "97701",
        },
        "buildingType": "RESIDENTIAL",
        "deviceNumbers": list(DEVICES),
    }


def _ask(client: httpx.Client, url: str, query: str, given: dict[str, object]) -> None:
    _check(client.post(url, json={"query": query, "variables": {"input": given}}))


def _check(answer: httpx.Response) -> None:
    data = answer.json().get("data")
    if not data or not next(iter(data.values()))["check"]:
        raise ValueError(answer.text[:300])
