"""What breaks clients is found, and must be announced; what does not is let through."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from gateway.cli import app
from gateway.promises import breaks, promised, unannounced

RELEASED = """
directive @once(key: String) on FIELD
type Query { home(zip: String): Home!  state: State  offer: Offer }
type Home implements Node { id: ID!  zip: String! }
interface Node { id: ID! }
input Place { zip: String  tract: String }
enum State { OR WA }
union Offer = Rebate | Credit
type Rebate { amount: Int }
type Credit { amount: Int }
"""

BREAKING = {
    "Field Home.zip was removed.": ("zip: String! }", "}"),
    "Field Home.zip changed type from String! to String.": ("zip: String! }", "zip: String }"),
    "Credit was removed from union type Offer.": ("= Rebate | Credit", "= Rebate"),
    "Enum value State.WA was removed.": ("{ OR WA }", "{ OR }"),
    "Home no longer implements interface Node.": (" implements Node", ""),
    "A required argument Query.home(day:) was added.": ("zip: String)", "zip: String, day: Int!)"),
    "A required field Place.day was added.": ("tract: String }", "tract: String  day: Int! }"),
    "Field Place.tract was removed.": ("tract: String }", "}"),
    "Input Place takes exactly one value.": ("input Place", "input Place @oneOf"),
    "Directive @once was removed.": ("directive @once(key: String) on FIELD", ""),
}
HARMLESS = {
    "a new field": ("zip: String! }", "zip: String!  city: String! }"),
    "a value that is never null any more": ("state: State ", "state: State! "),
    "a new argument that may be left out": ("zip: String)", "zip: String, day: Int)"),
    "a new input field with a default": ("tract: String }", "tract: String  day: Int! = 1 }"),
    "a new value of an enum": ("{ OR WA }", "{ CA OR WA }"),
    "another description": ("type Query", '"What can be asked." type Query'),
    "a deprecation": ("zip: String! }", "zip: String! @deprecated }"),
}


@pytest.mark.parametrize("sentence", BREAKING)
def test_a_break_is_told_in_a_sentence(sentence: str):
    old, new = BREAKING[sentence]
    assert sentence in breaks(RELEASED, RELEASED.replace(old, new))


@pytest.mark.parametrize("change", HARMLESS)
def test_what_clients_can_live_with_is_no_break(change: str):
    old, new = HARMLESS[change]
    assert old in RELEASED
    assert breaks(RELEASED, RELEASED.replace(old, new)) == []


@pytest.mark.parametrize(
    ("changelog", "announced"),
    [
        ("## Unreleased\n\n- **Breaking**: field `Home.zip` was removed.", False),
        ("## Unreleased\n\n- **Breaking**: Field `Home.zip` was removed; ask for more.", True),
        ("## Unreleased\n\n- Field Home.zip\n  was removed.\n\n## 0.1.0\n", True),
        ("## Unreleased\n\n## 0.1.0\n\n- Field Home.zip was removed.", False),
        ("## 0.1.0\n\n- Field Home.zip was removed.", False),
        ("", False),
    ],
)
def test_a_break_is_announced_where_the_changelog_tells_what_is_new(changelog, announced):
    removed = "Field Home.zip was removed."
    assert unannounced([removed], changelog) == ([] if announced else [removed])


@pytest.mark.parametrize(("told", "code"), [("Field `Home.zip` was removed.", 0), ("", 1)])
def test_the_command_fails_at_a_break_that_is_not_announced(tmp_path: Path, told: str, code: int):
    schema, released, changelog = (tmp_path / name for name in ("new", "released", "changelog"))
    released.write_text(promised(RELEASED))
    schema.write_text(RELEASED.replace("zip: String! }", "}"))
    changelog.write_text(f"## Unreleased\n\n- {told}\n")
    files = ["--released", released, "--schema", schema, "--changelog", changelog]
    ended = CliRunner().invoke(app, ["schema", "breaking", *map(str, files)])
    assert (ended.exit_code, "Field Home.zip was removed." in ended.output) == (code, True)


def test_the_schema_breaks_nothing_unannounced():
    ended = CliRunner().invoke(app, ["schema", "breaking"])
    assert ended.exit_code == 0, ended.output


def test_a_release_keeps_what_programs_rely_on(tmp_path: Path, repository: Path):
    kept = tmp_path / "released.graphql"
    CliRunner().invoke(app, ["schema", "release", "--to", str(kept)])
    sdl = (repository / "schema" / "schema.graphql").read_text("utf-8")
    assert breaks(sdl, kept.read_text("utf-8")) == breaks(kept.read_text("utf-8"), sdl) == []
    assert '"""' not in kept.read_text("utf-8")
