"""What holds for the whole house, whoever adds a module."""

import ast
import re
import subprocess
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from gateway.settings import Settings, variable

PACKAGES = ("gateway", "schema", "resolvers", "datasources")
OURSELVES = "incentive-graph"
MOST_LINES = 300

# Spelled so that this file does not find itself.
REGISTRY = re.compile(r"npmjs[.]|pypi[.]|pythonhosted[.]|index[-]url|\"resolved\"[:]")


@pytest.fixture(scope="module")
def tracked(repository: Path) -> list[Path]:
    """List the files of the repository: those that git knows, and those it does not ignore."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True)
    return [file for name in listed.stdout.splitlines() if (file := repository / name).is_file()]


@pytest.fixture(scope="module")
def modules(tracked: list[Path]) -> list[Path]:
    return [file for file in tracked if file.suffix == ".py"]


def test_no_other_distribution_claims_our_packages():
    claimed = packages_distributions()
    others = {name: set(claimed.get(name, [])) - {OURSELVES} for name in PACKAGES}
    assert others == {name: set() for name in PACKAGES}


def test_every_module_has_a_docstring(modules: list[Path]):
    without = [file for file in modules if ast.get_docstring(_tree(file)) is None]
    assert without == []


def test_no_module_is_longer_than_a_reader_holds_in_mind(modules: list[Path]):
    long = {file: lines for file in modules if (lines := _lines(file)) > MOST_LINES}
    assert long == {}


def test_package_files_have_a_docstring_and_nothing_else(modules: list[Path]):
    packages = [file for file in modules if file.name == "__init__.py"]
    assert [file for file in packages if len(_tree(file).body) > 1] == []


def test_every_folder_of_code_is_a_package(modules: list[Path], repository: Path):
    folders = {file.parent for file in modules if file.relative_to(repository).parts[0] in PACKAGES}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_no_file_names_a_package_registry(tracked: list[Path]):
    assert [file for file in tracked if REGISTRY.search(_text(file))] == []


def test_constraints_are_names_and_versions(repository: Path):
    lines = (repository / "constraints.txt").read_text().splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []


def test_the_readme_tells_every_setting(repository: Path):
    readme = (repository / "README.md").read_text("utf-8")
    assert [name for name in _variables() if f"`{name}`" not in readme] == []


def test_every_setting_is_described():
    without = [name for name, field in Settings.model_fields.items() if not field.description]
    assert without == []


def _variables() -> Iterator[str]:
    return (variable(field) for field in Settings.model_fields)


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def _lines(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


def _text(file: Path) -> str:
    return file.read_text("utf-8", errors="replace")
