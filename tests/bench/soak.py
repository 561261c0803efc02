"""A server kept busy for a long time: whether it keeps what it should forget, and what fails.

`python -m tests.bench.soak [MINUTES]` lets 20 clients do what partners' servers and households do,
right and wrong, and prints the memory of the server before, after warming up and at the end.
"""

import argparse
import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import httpx
import uvloop

from datasources.dataset.embedded.build import ensure_embedded
from gateway.clock import now_utc
from tests.bench.load import serving, show
from tests.bench.measure import Figure
from tests.bench.partners import make_key
from tests.bench.server import QUERY

CLIENTS = 20
MINUTES = 5.0
WARMING_UP = 0.25
"""Part of the time until everything has been used, that is kept for good: code, pools, caches."""
HOMES = 50
GROWTH_MB = 15
_DEVICES = (123, 5, 456)
_TOLD_TO_WAIT = {429, 503}

LOOKUP = """
mutation Lookup($input: LookupIncentivesInput!) {
  payload: lookupIncentives(input: $input) {
    check {
      totalIncentiveAmount
      customer { applications(first: 5) { nodes { number } } }
    }
    userErrors { code }
  }
}
"""
UPDATE = """
mutation Update($number: Int!, $input: UpdateApplicationInput!) {
  payload: updateApplication(by: {number: $number}, input: $input) {
    application { version missingFields { path } }
    userErrors { code }
  }
}
"""
WAITING = """
query Waiting {
  applications(first: 20, orderBy: {field: UPDATED_AT, direction: DESC}) {
    nodes {
      status
      customer { referenceId email devices { device { name } } }
      history(first: 3, latestFirst: true) { nodes { field at } }
    }
  }
}
"""
FORMER = """
query Former($number: Int!, $then: DateTime!) {
  application(by: {number: $number}, asOf: $then) { status history(first: 10) { totalCount } }
}
"""


@dataclass(slots=True)
class Tally:
    """What became of all requests.

    Attributes:
        waited: Times that a client was told to come again later.
        errors: Answers that were none, or said something else than they should have.
    """

    answered: Counter[str] = field(default_factory=Counter)
    waited: int = 0
    errors: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Client:
    """Asks with one key."""

    http: httpx.AsyncClient
    tally: Tally

    async def ask(self, kind: str, query: str, **variables: Any) -> Any:
        """Ask what is right; return the data, None where there are none."""
        answer = await self._post(kind, {"query": query, "variables": variables})
        if answer is None:
            return None
        data = answer.get("data") or {}
        refused = (data.get("payload") or {}).get("userErrors")
        if "errors" in answer or refused:
            told = refused or [each["extensions"] for each in answer["errors"]]
            self.tally.errors[f"{kind}: {told[0]['code']}"] += 1
            return None
        return data

    async def ask_wrongly(self, kind: str, query: str) -> None:
        """Ask what must be refused."""
        answer = await self._post(kind, {"query": query})
        if answer is not None and "errors" not in answer:
            self.tally.errors[f"{kind}: not refused"] += 1

    async def _post(self, kind: str, body: dict[str, Any]) -> dict[str, Any] | None:
        try:
            answer = await self.http.post("/graphql", json=body)
        except httpx.TransportError as error:
            self.tally.errors[f"{kind}: {type(error).__name__}"] += 1
            return None
        if answer.status_code in _TOLD_TO_WAIT:
            self.tally.waited += 1
            return None
        if answer.is_server_error:
            self.tally.errors[f"{kind}: {answer.status_code}"] += 1
            return None
        self.tally.answered[kind] += 1
        found: dict[str, Any] = answer.json()
        return found


async def _live(client: Client, name: int, turns: Iterator[int], until: float) -> None:
    """Do what the servers of one partner do all day, again and again; no turn comes twice."""
    for turn in turns:
        if perf_counter() >= until:
            return
        found = await client.ask("lookup", LOOKUP, input=_home(name, turn))
        await client.ask("household", QUERY)
        nodes = found["payload"]["check"]["customer"]["applications"]["nodes"] if found else []
        for each in nodes:
            said = {"rebateType": f"kind {turn}", "customer": {"householdSize": 1 + turn % 8}}
            await client.ask("update", UPDATE, number=each["number"], input=said)
            then = now_utc().isoformat()
            await client.ask("former", FORMER, number=each["number"], then=then)
        await client.ask("waiting", WAITING)
        # Each with a text of its own, so that whatever is kept of documents must be forgotten.
        await client.ask("new document", f"query N{turn} {{ states {{ code name }} }}")
        await client.ask_wrongly("wrong document", f"{{ nothing{turn} }}")
        await client.ask_wrongly("no document", "{" * (1 + turn % 50))


def _home(name: int, turn: int) -> dict[str, Any]:
    """Return the input of a lookup of one of a partner's homes, over and over."""
    return {
        "referenceId": f"soak-{name}-{turn % HOMES}",
        "address": {"street1": "456 Main St", "city": "Bend", "state": "OR", "postalCode": "97701"},
        "buildingType": "RESIDENTIAL",
        "deviceNumbers": list(_DEVICES),
        "createApplication": True,
    }


async def busy(port: int, key: str, turns: Iterator[int], seconds: float) -> Tally:
    """Keep a server busy; return what became of it."""
    tally, until = Tally(), perf_counter() + seconds
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{port}",
        headers={"x-api-key": key},
        limits=httpx.Limits(max_connections=CLIENTS),
        timeout=30,
    ) as http:
        client = Client(http, tally)
        await asyncio.gather(*(_live(client, name, turns, until) for name in range(CLIENTS)))
    return tally


def soak(home: Path, minutes: float) -> Iterator[Figure]:
    """Measure a server on a home whose data set is compiled."""
    with serving(home) as (port, memory):
        key, turns = asyncio.run(make_key(home)), count()
        yield Figure("memory at the start", memory(), "MB")
        warming_s = 60 * minutes * WARMING_UP
        uvloop.run(busy(port, key, turns, warming_s))
        warm = memory()
        yield Figure(f"memory after {warming_s:.0f} s", warm, "MB")
        seconds = 60 * minutes - warming_s
        tally = uvloop.run(busy(port, key, turns, seconds))
        growth = memory() - warm
        yield Figure("memory at the end", memory(), "MB")
        yield Figure("growth since it was warm", growth, "MB", note=f"(goal: under {GROWTH_MB} MB)")
        kinds = ", ".join(f"{name} {times}" for name, times in tally.answered.items())
        yield Figure("answered", tally.answered.total() / seconds, "/s", note=f"({kinds})")
        yield Figure("told to come again later", tally.waited, "")
        told = ", ".join(f"{name} {times}" for name, times in tally.errors.items())
        yield Figure("errors", tally.errors.total(), "", 0, f"({told or 'none'})")


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", type=float, nargs="?", default=MINUTES)
    minutes: float = parser.parse_args().minutes
    with TemporaryDirectory() as folder:
        home = Path(folder)
        ensure_embedded(home, now_utc())
        show(soak(home, minutes))


if __name__ == "__main__":
    main()
