"""A server that is killed in the middle of writes loses nothing that it has acknowledged."""

import signal
import threading
from pathlib import Path

import httpx

from tests.e2e.conftest import Server, serving
from tests.e2e.partners import Partner, make_key, stored

KILLS = 10
WRITERS = 4
AT_LEAST = 15
"""Acknowledged writes before each kill."""


def write_until_killed(partner: Partner, name: str, acknowledged: list[str]) -> None:
    for number in range(100_000):
        reference = f"{name}-{number}"
        try:
            payload = partner.lookup(reference, (123, 456), createApplication=True)
        except (httpx.TransportError, AssertionError):
            return
        if payload and payload["check"]:
            acknowledged.append(reference)


def kill_while_writing(server: Server, key: str, round_number: int) -> list[str]:
    acknowledged: list[str] = []
    partner = Partner(server, key)
    writers = [
        threading.Thread(
            target=write_until_killed, args=(partner, f"r{round_number}-w{writer}", acknowledged)
        )
        for writer in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    while len(acknowledged) < AT_LEAST and any(writer.is_alive() for writer in writers):
        writers[0].join(0.01)
    server.process.send_signal(signal.SIGKILL)
    for writer in writers:
        writer.join()
    return acknowledged


def test_what_was_acknowledged_is_there_after_ten_kills_and_nothing_is_half(
    repository: Path, home: Path
):
    with serving(repository, home):
        key = make_key(repository, home, "Acme", "--scope", "write")
    acknowledged: list[str] = []
    for number in range(KILLS):
        with serving(repository, home) as server:
            acknowledged += kill_while_writing(server, key, number)
    assert len(acknowledged) >= KILLS * AT_LEAST
    kept = {reference for (reference,) in stored(home, "SELECT reference_id FROM customer")}
    assert set(acknowledged) <= kept
    whole = """
        SELECT c.reference_id FROM customer c
        WHERE (SELECT count(*) FROM customer_device d WHERE d.customer_id = c.id) = 2
          AND (SELECT count(*) FROM application a WHERE a.customer_id = c.id) >= 1
          AND EXISTS (SELECT 1 FROM event e WHERE e.entity = 'customer' AND e.entity_id = c.id)
    """
    assert {reference for (reference,) in stored(home, whole)} == kept
    assert stored(home, "PRAGMA integrity_check") == [("ok",)]
