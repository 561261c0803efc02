"""The public audit of GraphQL over HTTP passes against a running server."""

import json
from pathlib import Path

from tests.clients.conftest import laid_out, output
from tests.e2e.partners import Partner

EVERY_AUDIT = 61


def test_every_audit_passes(repository: Path, tmp_path: Path, packages: Path, partner: Partner):
    folder = laid_out("audit", repository, tmp_path, packages)
    printed = output(folder, "node", "audit.mjs", f"{partner.server.url}/graphql")
    found = [json.loads(line) for line in printed.splitlines()]
    assert [each for each in found if each["status"] != "ok"] == []
    assert len(found) == EVERY_AUDIT
