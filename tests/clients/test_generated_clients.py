"""Clients that partners generate compile strictly, and learn the same from a real server."""

import json
import sys
from pathlib import Path

from tests.clients.conftest import laid_out, output
from tests.e2e.partners import Partner

LEARNED = {
    "under80": True,
    "county": "Deschutes County",
    "utility": "14354",
    "offers": ["Pacific Power Rebates"],
    "states": 56,
    "paid": "750.00",
    "linked": True,
    "filled": ["2026-11-20", "100.50"],
    "cleared": [None, "100.50"],
    "stale": ["stale: 3"],
    "unknown": ["unknown: 999999"],
    "paged": True,
    "latest": "submissionDate",
    "followed": ["submissionDate", "2026-11-20", None],
}
"""What each scenario prints: a household, the states, a lookup, pages, updates and refusals, and
the last event, by following what comes after the one before it."""


def test_the_typescript_client_compiles_strictly_and_runs(
    repository: Path, tmp_path: Path, packages: Path, partner: Partner
):
    folder = laid_out("typescript", repository, tmp_path, packages)
    output(folder, "node", "generate.mjs", "schema.graphql", "operations", "graph.ts")
    output(folder, "node", packages / "typescript" / "bin" / "tsc", "--project", ".")
    url = f"{partner.server.url}/graphql"
    learned = json.loads(output(folder, "node", "built/scenario.js", url, partner.key))
    assert learned == LEARNED


def test_the_python_client_is_typed_strictly_and_runs(
    repository: Path, tmp_path: Path, generator: Path, partner: Partner
):
    folder = laid_out("python", repository, tmp_path)
    output(folder, generator, "-m", "ariadne_codegen", "--config", "generate.toml", "client")
    output(folder, sys.executable, "-m", "mypy", "--config-file", "mypy.ini", "scenario.py")
    url = f"{partner.server.url}/graphql"
    learned = json.loads(output(folder, sys.executable, "scenario.py", url, partner.key))
    assert learned == LEARNED
