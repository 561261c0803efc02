"""An organization that asks a real server."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.e2e import plain_http
from tests.e2e.conftest import Server, command

LOOKUP = """
mutation ($input: LookupIncentivesInput!, $dryRun: Boolean! = false) {
  lookupIncentives(input: $input, dryRun: $dryRun) {
    check {
      customer { number referenceId }
      totalIncentiveAmount
      connectUrl
      byProgram { program { number } totalIncentive }
    }
    userErrors { code message }
    requestId
  }
}
"""
REFRESH = """
mutation ($input: RefreshIncentivesInput!) {
  refreshIncentives(input: $input) {
    check { totalIncentiveAmount }
    userErrors { code }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Partner:
    """An organization with a key."""

    server: Server
    key: str | bytes

    def ask(
        self, query: str, variables: dict[str, Any] | None = None, **headers: str
    ) -> dict[str, Any]:
        """Ask with the key; return the whole answer."""
        response = plain_http.post(
            f"{self.server.url}/graphql",
            json={"query": query, "variables": variables},
            headers={"x-api-key": self.key, **headers},
            timeout=30,
        )
        assert response.status_code == httpx.codes.OK, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def lookup(self, reference_id: str, devices: tuple[int, ...] = (123,), **more: Any) -> Any:
        """Look a home in Bend up; return the payload."""
        given = a_lookup(reference_id, devices) | more
        return self.ask(LOOKUP, {"input": given})["data"]["lookupIncentives"]


def a_lookup(reference_id: str, devices: tuple[int, ...] = (123,)) -> dict[str, Any]:
    """Return the input of a lookup for a home in Bend, Oregon."""
    return {
        "referenceId": reference_id,
        "address": {
            "street1": "456 Main St",
            "city": "Bend",
            "state": "OR",
            "postalCode": "97701",
        },
        "buildingType": "RESIDENTIAL",
        "deviceNumbers": list(devices),
    }


def make_key(repository: Path, home: Path, organization: str, *more: str) -> str:
    """Make a key of an organization, and the organization if there is none; return the key."""
    command(repository, home, "organization", "create", organization)
    made = command(repository, home, "key", "create", "--organization", organization, *more)
    assert made.returncode == 0, made.stderr
    return next(word for word in made.stdout.split() if word.startswith("ig_live_"))


def stored(home: Path, query: str) -> list[tuple[Any, ...]]:
    """Read the database of a home beside the server."""
    connection = sqlite3.connect(f"file:{home / 'gateway.sqlite'}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
