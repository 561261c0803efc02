"""Relay's compiler and the linter of GraphQL ESLint take our schema as it is."""

import json
from pathlib import Path

from tests.clients.conftest import laid_out, output, run

FAULTY = '''
"""What can be asked."""
type Query {
  things(first: Int = 25): ThingConnection!
  """Deprecated without a reason."""
  old_thing: String @deprecated
}

"""A page."""
type ThingConnection {
  """The rows."""
  edges: [String!]!
}
'''
BROKEN_RULES = {
    "naming-convention",
    "relay-arguments",
    "relay-connection-types",
    "relay-edge-types",
    "require-deprecation-reason",
    "require-description",
}


def test_relay_compiles_pages_of_programs_applications_and_history(
    repository: Path, tmp_path: Path, packages: Path
):
    folder = laid_out("relay", repository, tmp_path, packages)
    output(folder, "node", packages / "relay-compiler" / "cli.js", "relay.config.json")
    made = {file.name.partition(".")[0] for file in (folder / "pages" / "__generated__").iterdir()}
    assert made >= {"ApplicationsQuery", "ApplicationsListQuery", "ApplicationsHistoryQuery"}
    assert made >= {"ProgramsListQuery"}


def test_the_schema_breaks_no_rule_of_the_linter(repository: Path, tmp_path: Path, packages: Path):
    folder = laid_out("lint", repository, tmp_path, packages)
    output(folder, "node", packages / "eslint" / "bin" / "eslint.js", "schema.graphql")


def test_the_linter_sees_what_breaks_the_rules(repository: Path, tmp_path: Path, packages: Path):
    folder = laid_out("lint", repository, tmp_path, packages)
    (folder / "schema.graphql").write_text(FAULTY)
    linted = run(
        folder,
        "node",
        packages / "eslint" / "bin" / "eslint.js",
        "--format=json",
        "schema.graphql",
    )
    (file,) = json.loads(linted.stdout)
    assert {message["ruleId"].rpartition("/")[2] for message in file["messages"]} >= BROKEN_RULES
