"""Changes that take too long at a real server: each is answered by what became of it."""

import asyncio
from pathlib import Path

import httpx

from datasources.catalog.pack import DEMO
from tests.e2e.conftest import command, serving
from tests.e2e.partners import LOOKUP, a_lookup, make_key, stored

AT_ONCE = 60
PATIENCE_S = 0.25
REFUSED = {"TIMEOUT", "OVERLOADED", "STORAGE_UNAVAILABLE"}


async def look_up(client: httpx.AsyncClient, name: str) -> str:
    """Look up a customer of a name; return why not, empty where it was done."""
    sent = {"query": LOOKUP, "variables": {"input": a_lookup(name)}}
    body = (await client.post("/graphql", json=sent)).json()
    if "errors" in body:
        code: str = body["errors"][0]["extensions"]["code"]
        return code
    assert body["data"]["lookupIncentives"]["userErrors"] == []
    return ""


async def crowd(url: str, key: str) -> dict[str, str]:
    limits = httpx.Limits(max_connections=AT_ONCE)
    headers = {"x-api-key": key}
    async with httpx.AsyncClient(
        base_url=url, headers=headers, limits=limits, timeout=60
    ) as client:
        names = [f"home-{number}" for number in range(AT_ONCE)]
        codes = await asyncio.gather(*(look_up(client, name) for name in names))
        # Whatever was given up has let go of the writer.
        while await look_up(client, "home-last"):
            pass
    return {**dict(zip(names, codes, strict=True)), "home-last": ""}


def test_what_is_stored_is_what_was_answered(repository: Path, home: Path):
    key = make_key(repository, home, "Acme", "--scope", "write")
    assert command(repository, home, "catalog", "import", str(DEMO)).returncode == 0
    with serving(repository, home, operation_timeout_s=PATIENCE_S) as server:
        codes = asyncio.run(crowd(server.url, key))
        log = server.log.read_text()
    assert set(codes.values()) <= REFUSED | {""}
    kept = {name for (name,) in stored(home, "SELECT reference_id FROM customer")}
    wrong = kept ^ {name for name, code in codes.items() if not code}
    assert {name: codes[name] for name in wrong} == {}
    assert '"traceback"' not in log
