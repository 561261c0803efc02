"""A server with more to do than it can: what is served, how long it takes, what is refused.

`python -m tests.bench.load` asks with 1 to 512 clients that send their next request as soon as the
last is answered.
"""

import argparse
import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx
import uvloop

from datasources.dataset.embedded.build import ensure_embedded
from gateway.clock import now_utc
from tests.bench.measure import Figure
from tests.bench.partners import wait_for_storage
from tests.bench.server import QUERY, free_port, resident_mb, running, wait_until_it_answers

CLIENTS = (1, 8, 32, 64, 128, 256, 512)
PROBES_EVERY_S = 0.1
EACH_S = 3.0
_OK, _UNAVAILABLE = 200, 503
# Takes many times as long as a household: every program of every state.
NATION = "{ states { code programCount } programs(first: 100) { nodes { key name } } }"


@dataclass(slots=True)
class Seen:
    """What clients were answered: how long what was served took, how much was refused."""

    served_s: list[float] = field(default_factory=list)
    refused: int = 0
    failed: int = 0

    def note(self, status: int, span_s: float) -> None:
        """Count an answer."""
        if status == _OK:
            self.served_s.append(span_s)
        elif status == _UNAVAILABLE:
            self.refused += 1
        else:
            self.failed += 1

    def p99_ms(self) -> float:
        """Return what 99 of 100 served requests took at most."""
        if len(self.served_s) < 2:
            return 0.0
        return quantiles(self.served_s, n=100)[-1] * 1e3


def a_request(query: str) -> bytes:
    """Return a query as it goes over the wire."""
    body = json.dumps({"query": query}).encode()
    head = (
        "POST /graphql HTTP/1.1\r\nhost: load\r\ncontent-type: application/json\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def keep_asking(port: int, request: bytes, until: float, seen: Seen) -> None:
    """Ask on one connection, again as soon as there is an answer."""
    while perf_counter() < until:
        try:
            await _converse(port, request, until, seen)
        except (OSError, asyncio.IncompleteReadError):
            seen.failed += 1


async def _converse(
    port: int, request: bytes, until: float, seen: Seen, *, once: bool = False
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while (began := perf_counter()) < until:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            await reader.readexactly(length)
            seen.note(int(head[9:12]), perf_counter() - began)
            if once:
                return
    finally:
        writer.close()


async def crowd(port: int, query: str, clients: int, seconds: float) -> tuple[Seen, Seen]:
    """Return what many clients were answered, and what the liveness probe was meanwhile."""
    seen, probed, until = Seen(), Seen(), perf_counter() + seconds
    request = a_request(query)
    asking = [keep_asking(port, request, until, seen) for _ in range(clients)]
    await asyncio.gather(*asking, _probe(port, until, probed))
    return seen, probed


async def _probe(port: int, until: float, seen: Seen) -> None:
    probe = b"GET /healthz HTTP/1.1\r\nhost: load\r\n\r\n"
    while perf_counter() < until:
        # A connection of its own each time, as orchestrators do.
        await _converse(port, probe, until, seen, once=True)
        await asyncio.sleep(PROBES_EVERY_S)


def overload(home: Path, name: str, query: str, each_s: float = EACH_S) -> Iterator[Figure]:
    """Measure a server on a home whose data set is compiled, with more and more clients."""
    with serving(home) as (port, _):
        peak = 0.0
        for clients in CLIENTS:
            seen, probed = uvloop.run(crowd(port, query, clients, each_s))
            rate = len(seen.served_s) / each_s
            peak = max(peak, rate)
            note = (
                f"p50 {median(seen.served_s or [0]) * 1e3:.1f} ms, p99 {seen.p99_ms():.1f} ms, "
                f"refused {seen.refused / each_s:.0f}/s, failed {seen.failed}, "
                f"/healthz at most {max(probed.served_s, default=0) * 1e3:.0f} ms"
            )
            yield Figure(f"{name}, {clients} clients", rate, "/s", note=note)
        yield Figure(f"{name}, of the peak at {clients} clients", 100 * rate / peak, "%")
        time_alone = uvloop.run(crowd(port, query, 1, 1.0))[0].served_s
        yield Figure(f"{name}, alone afterwards", median(time_alone) * 1e3, "ms")


@contextmanager
def serving(home: Path) -> Iterator[tuple[int, Callable[[], float]]]:
    """Serve until the block ends; return the port, and what tells the server's memory in MB."""
    port = free_port()
    with running(home, port, access_log="false") as process, httpx.Client() as client:
        url = f"http://127.0.0.1:{port}/graphql"
        wait_until_it_answers(client, url)
        wait_for_storage(client, url)
        yield port, partial(resident_mb, process.pid)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("household", "nation"))
    parser.add_argument("--seconds", type=float, default=EACH_S, help="for each number of clients")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        home = Path(folder)
        ensure_embedded(home, now_utc())
        for name, query in (("household", QUERY), ("nation", NATION)):
            if asked.only in (None, name):
                show(overload(home, name, query, asked.seconds))


def show(figures: Iterator[Figure]) -> None:
    """Print figures as they come in."""
    for each in figures:
        print(f"  {each.value:9.1f} {each.unit:2}  {each.name}  {each.note}", flush=True)


if __name__ == "__main__":
    main()
