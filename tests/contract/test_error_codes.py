"""The list of failures that clients can ask for."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from datasources.facts.errors import GraphError
from datasources.facts.refusals import Refusal
from gateway.execution.codes import Code
from schema.error_codes import ERROR_CODES
from schema.errors import possibilities

# What operators see, in commands and imports, clients do not.
OURS = ("gateway", "schema", "resolvers", "datasources/facts", "datasources/sql")
FOR_OPERATORS = ("datasources/sql/migrate.py", "gateway/commands", "gateway/choice.py")


def test_every_code_of_the_gateway_is_listed():
    assert set(Code) - {each.code for each in possibilities()} == set()


def test_every_error_that_is_raised_is_listed(repository: Path):
    raised = dict(_raised(repository))
    listed = {each.code for each in possibilities()}

    assert {kind: places for kind, places in raised.items() if kind.code not in listed} == {}
    assert len(raised) > 20


def test_every_error_of_the_domain_is_a_code_of_user_errors(repository: Path):
    codes = {kind.code for kind, _ in _raised(repository)}
    assert codes - {code.value for code in ERROR_CODES} == set()


def test_refusals_are_raised_as_one_of_their_kinds(repository: Path):
    assert Refusal not in dict(_raised(repository))
    assert Refusal.code not in {code.value for code in ERROR_CODES}


@pytest.mark.parametrize("kind", Refusal.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_refusal_has_a_code_of_its_own(kind: type[Refusal]):
    assert [each for each in Refusal.__subclasses__() if each.code == kind.code] == [kind]


def _raised(repository: Path) -> Iterator[tuple[type[GraphError], str]]:
    """Yield every error of the domain that somebody raises or makes, and a place where."""
    for folder in OURS:
        for file in (repository / folder).rglob("*.py"):
            place = file.relative_to(repository).as_posix()
            if not place.startswith(FOR_OPERATORS) and "migrations" not in place:
                yield from ((kind, place) for kind in _made(file, place))


def _made(file: Path, place: str) -> Iterator[type[GraphError]]:
    names = {
        node.func.id
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    home = vars(
        import_module(place.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    )
    for name in names:
        kind = home.get(name)
        if isinstance(kind, type) and issubclass(kind, GraphError):
            yield kind
