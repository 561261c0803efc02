"""One organization that asks without pause, and what its neighbour notices of it.

`python -m tests.bench.flood` prints what the neighbour waits for with and without the flood.
"""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx
import uvloop

from datasources.dataset.embedded.build import ensure_embedded
from datasources.facts.organization import KeyScope
from datasources.sql.engine import Database
from datasources.sql.stores.keys import KeyStore
from datasources.sql.stores.organizations import OrganizationStore
from gateway.clock import now_utc
from gateway.settings import Settings
from tests.bench.load import Seen, keep_asking
from tests.bench.measure import Figure
from tests.bench.partners import wait_for_storage
from tests.bench.server import QUERY, free_port, running, wait_until_it_answers

NAMES = ("Loud", "Quiet")
SECONDS = 6.0
PAUSE_S = 0.05
_TOO_MANY = 429
VIEWER = "{ viewer { organization { name } } }"
CUSTOMERS = "{ customers(first: 100) { nodes { id devices { id } } totalCount } }"


@dataclass(slots=True)
class Asked(Seen):
    """What one organization was answered; it is told to wait by another status."""

    limited: list[float] = field(default_factory=list)

    def note(self, status: int, span_s: float) -> None:
        """Count an answer."""
        if status == _TOO_MANY:
            self.limited.append(span_s)
        else:
            Seen.note(self, status, span_s)


def flood(home: Path, points: int) -> Iterator[Figure]:
    """Measure a server whose data set is compiled; the first start adds the demo.

    Args:
        home: The server's.
        points: Of each key, a second; 0: no limit.
    """
    port = free_port()
    with running(home, port, rate_points=str(points)), httpx.Client() as client:
        url = f"http://127.0.0.1:{port}/graphql"
        wait_until_it_answers(client, url)
        wait_for_storage(client, url)
        loud, quiet = (asyncio.run(_make_key(home, f"{name} {points}")) for name in NAMES)
        yield from _figures(port, "alone", "", 0, loud, quiet)
        for name, query in (("viewer", VIEWER), ("household", QUERY), ("customers", CUSTOMERS)):
            for clients in (64, 512):
                yield from _figures(port, name, query, clients, loud, quiet)


def _figures(
    port: int, name: str, query: str, clients: int, loud: str, quiet: str
) -> Iterator[Figure]:
    heard, noise = uvloop.run(_flooded(port, query, clients, loud, quiet))
    waited = median(noise.limited) * 1e3 if noise.limited else 0.0
    served, limited = len(noise.served_s) / SECONDS, len(noise.limited) / SECONDS
    note = (
        f"p50 {median(heard.served_s) * 1e3:.1f} ms, {heard.refused + len(heard.limited)} refused; "
        f"flood: {served:.0f}/s served, {limited:.0f}/s limited in {waited:.1f} ms, "
        f"{noise.refused / SECONDS:.0f}/s shed"
    )
    yield Figure(f"neighbour p99: {name}, {clients} clients", heard.p99_ms(), "ms", 1000, note)


async def _flooded(
    port: int, query: str, clients: int, loud: str, quiet: str
) -> tuple[Asked, Asked]:
    heard, noise, until = Asked(), Asked(), perf_counter() + SECONDS
    requests = [_request(query, loud) for _ in range(clients)]
    flooding = [keep_asking(port, each, until, noise) for each in requests]
    await asyncio.gather(*flooding, _ask_calmly(port, _request(VIEWER, quiet), until, heard))
    return heard, noise


async def _ask_calmly(port: int, request: bytes, until: float, seen: Asked) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while (began := perf_counter()) < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        await reader.readexactly(length)
        seen.note(int(head[9:12]), perf_counter() - began)
        await asyncio.sleep(PAUSE_S)
    writer.close()


def _request(query: str, key: str) -> bytes:
    body = json.dumps({"query": query}).encode()
    head = (
        "POST /graphql HTTP/1.1\r\nhost: flood\r\ncontent-type: application/json\r\n"
        f"x-api-key: {key}\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _make_key(home: Path, name: str) -> str:
    now, slug = now_utc(), name.lower().replace(" ", "-")
    async with (
        Database.open(f"sqlite:///{home / 'gateway.sqlite'}") as database,
        database.write() as transaction,
    ):
        organization = await OrganizationStore(transaction).insert(name, slug, now)
        _, key = await KeyStore(transaction).create(organization.id, KeyScope.READ, now)
        return key


def main() -> None:
    """Measure, and print."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        ensure_embedded(home, now_utc())
        for points in (0, Settings.model_fields["rate_points"].default):
            print(f"\n{points or 'no limit of'} points a second")
            for each in flood(home, points):
                print(f"  {each.value:9.1f} {each.unit}  {each.name}  {each.note}")


if __name__ == "__main__":
    main()
