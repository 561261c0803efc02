"""A server that is killed in the middle of writes loses nothing that it has acknowledged."""

import signal
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.e2e.conftest import Server, serving
from tests.e2e.partners import LOOKUP, a_lookup, make_key, stored
from tests.e2e.plain_http import TRUSTS_NOBODY

KILLS = 10
WRITERS = 4
AT_LEAST = 100
"""Acknowledged writes before each kill."""
NAMES_AFTER_EACH_HOME = 2

MAP = """
mutation ($input: [DeviceMappingInput!]!) {
  mapDevices(input: $input) { mappings { name } userErrors { code } }
}
"""


@dataclass(slots=True)
class Acknowledged:
    """What servers have said to be done: homes with two devices, and pairs of names."""

    homes: set[str] = field(default_factory=set)
    pairs: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How many writes."""
        return len(self.homes) + len(self.pairs)


class Writer(threading.Thread):
    """A client that writes until the server is gone."""

    def __init__(self, server: Server, key: str, name: str, acknowledged: Acknowledged) -> None:
        super().__init__(name=name)
        self._url = f"{server.url}/graphql"
        self._key = key
        self._acknowledged = acknowledged

    def run(self) -> None:
        with httpx.Client(headers={"x-api-key": self._key}, verify=TRUSTS_NOBODY) as client:
            number = 0
            while self._home(client, f"{self.name}-{number}"):
                number += 1

    def _home(self, client: httpx.Client, name: str) -> bool:
        """Store a home and some names; return whether all was acknowledged."""
        home = a_lookup(name, (123, 456)) | {"createApplication": True}
        if not self._done(client, LOOKUP, home):
            return False
        self._acknowledged.homes.add(name)
        for number in range(NAMES_AFTER_EACH_HOME):
            pair = f"{name}-{number}"
            devices = ((123, f"{pair}-a"), (456, f"{pair}-b"))
            names = [{"name": name, "deviceNumber": device} for device, name in devices]
            if not self._done(client, MAP, names):
                return False
            self._acknowledged.pairs.add(pair)
        return True

    def _done(self, client: httpx.Client, mutation: str, told: Any) -> bool:
        """Return whether it was acknowledged; what else is answered breaks the test."""
        asked = {"query": mutation, "variables": {"input": told}}
        try:
            response = client.post(self._url, json=asked, timeout=30)
        except httpx.TransportError:
            return False
        (payload,) = response.json()["data"].values()
        assert payload["userErrors"] == []
        return True


def kill_while_writing(server: Server, key: str, kill: int, acknowledged: Acknowledged) -> None:
    before = acknowledged.count
    writers = [Writer(server, key, f"k{kill}-w{number}", acknowledged) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    while acknowledged.count < before + AT_LEAST and all(each.is_alive() for each in writers):
        writers[0].join(0.01)
    server.process.send_signal(signal.SIGKILL)
    for writer in writers:
        writer.join()


def test_what_was_acknowledged_is_there_after_ten_kills_and_nothing_is_half(
    repository: Path, home: Path
):
    with serving(repository, home):
        key = make_key(repository, home, "Acme", "--scope", "write")
    acknowledged = Acknowledged()
    for number in range(KILLS):
        with serving(repository, home, rate_points=0) as server:
            kill_while_writing(server, key, number, acknowledged)
    assert acknowledged.count >= KILLS * AT_LEAST

    kept = {reference for (reference,) in stored(home, "SELECT reference_id FROM customer")}
    assert acknowledged.homes <= kept
    whole = """
        SELECT c.reference_id FROM customer c
        WHERE (SELECT count(*) FROM customer_device d WHERE d.customer_id = c.id) = 2
          AND (SELECT count(*) FROM application a WHERE a.customer_id = c.id) >= 1
          AND EXISTS (SELECT 1 FROM event e WHERE e.entity = 'customer' AND e.entity_id = c.id)
    """
    assert {reference for (reference,) in stored(home, whole)} == kept

    names = sorted(name for (name,) in stored(home, "SELECT name FROM device_mapping"))
    assert {name.removesuffix("-a") for name in names[::2]} >= acknowledged.pairs
    assert [name.removesuffix("-b") + "-a" for name in names[1::2]] == names[::2]
    assert stored(home, "PRAGMA integrity_check") == [("ok",)]
