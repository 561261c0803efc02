"""The commands on data sets, as people type them."""

import json
import shutil
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from datasources.dataset.reader import Dataset
from datasources.dataset.write import write_dataset
from tests.builders import NOW, a_content, a_program, an_amount, an_incentive
from tests.e2e.conftest import command
from tests.national import a_national_folder, an_incentive_record

BROKEN = {
    "data/OR/incentives.json": [
        an_incentive_record(program="or_nobody"),
        an_incentive_record(id="OR-2", items=7),
    ]
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return a_national_folder(tmp_path / "source")


def test_a_folder_is_imported_into_the_home_under_its_version(
    repository: Path, tmp_path: Path, source: Path
):
    ended = command(repository, tmp_path, "dataset", "import", str(source))
    assert ended.returncode == 0
    (path,) = (tmp_path / "dataset").iterdir()
    dataset = Dataset.open(path)
    assert path.name == f"national-{dataset.card.version}.sqlite"
    assert f"dataset use {path}" in ended.stdout
    assert "incentives" in ended.stdout
    assert "unused_income_test" in ended.stdout
    assert "reading places" in ended.stderr
    dataset.close()


def test_an_archive_is_imported_where_it_is_wanted_with_its_checksum(
    repository: Path, tmp_path: Path, source: Path
):
    archive = tmp_path / "main.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(source, "api-main")
    to = tmp_path / "here" / "it.sqlite"
    ended = command(repository, tmp_path, "dataset", "import", str(archive), "--to", str(to))
    assert ended.returncode == 0
    assert sha256(archive.read_bytes()).hexdigest() in ended.stdout
    assert command(repository, tmp_path, "dataset", "check", str(to)).returncode == 0


@pytest.mark.parametrize("words", [("import",), ("check",)])
def test_every_fault_is_named_with_its_file_and_id(
    repository: Path, tmp_path: Path, words: tuple[str]
):
    source = a_national_folder(tmp_path / "source", BROKEN)
    ended = command(repository, tmp_path, "dataset", *words, str(source))
    assert ended.returncode == 1
    faults = [line for line in ended.stderr.splitlines() if line.startswith("data/")]
    assert [fault.partition(":")[0] for fault in faults] == [
        "data/OR/incentives.json, OR-2",
        "data/OR/incentives.json, OR-1",
    ]
    assert ended.stderr.splitlines()[-1] == "Refused: 2 faults."


def test_faults_leave_the_old_file_as_it_is(repository: Path, tmp_path: Path, source: Path):
    to = tmp_path / "it.sqlite"
    words = ("dataset", "import", str(source), "--to", str(to))
    assert command(repository, tmp_path, *words).returncode == 0
    before = to.read_bytes()
    shutil.rmtree(source)
    a_national_folder(source, BROKEN)
    assert command(repository, tmp_path, *words).returncode == 1
    assert to.read_bytes() == before


def test_a_source_that_is_not_there_is_told_in_one_sentence(repository: Path, tmp_path: Path):
    ended = command(repository, tmp_path, "dataset", "import", str(tmp_path / "nowhere"))
    assert (ended.returncode, len(ended.stderr.splitlines())) == (1, 1)
    assert list((tmp_path / "dataset").iterdir()) == []


def test_a_place_that_cannot_be_written_is_told_in_one_sentence(
    repository: Path, tmp_path: Path, source: Path
):
    blocked = tmp_path / "file"
    blocked.touch()
    words = ("dataset", "import", str(source), "--to", str(blocked / "it.sqlite"))
    ended = command(repository, tmp_path, *words)
    assert ended.returncode == 1
    assert str(blocked) in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr


@pytest.fixture
def two(tmp_path: Path) -> tuple[str, str]:
    """Return two data sets: an amount changed, an offer is gone, a program is new."""
    older, newer = tmp_path / "older.sqlite", tmp_path / "newer.sqlite"
    gone = an_incentive("OR-2")
    write_dataset(a_content(incentives=[an_incentive(), gone]), older, NOW)
    changed = a_content(incentives=[an_incentive(amount=an_amount(1500))])
    changed.programs.append(a_program("or_new"))
    write_dataset(changed, newer, NOW)
    return str(older), str(newer)


def test_a_difference_is_told_to_people(repository: Path, tmp_path: Path, two: tuple[str, str]):
    ended = command(repository, tmp_path, "dataset", "diff", *two)
    assert ended.returncode == 0
    assert "Incentives: 0 added, 1 removed, 1 changed" in ended.stdout
    assert "Programs: 1 added, 0 removed, 0 changed" in ended.stdout
    lines = [line.strip() for line in ended.stdout.splitlines()]
    where = lines.index("OR-1")
    assert lines[where + 1 : where + 4] == ["amount.number", "- 1000.0", "+ 1500.0"]


def test_a_difference_is_told_to_programs(repository: Path, tmp_path: Path, two: tuple[str, str]):
    ended = command(repository, tmp_path, "dataset", "diff", *two, "--json")
    found = json.loads(ended.stdout)
    assert found["incentives"]["removed"] == ["OR-2"]
    assert found["programs"]["added"] == ["or_new"]
    (change,) = found["incentives"]["changed"]
    assert (change["key"], list(change["fields"])) == ("OR-1", ["amount"])
    amounts = change["fields"]["amount"]
    assert (amounts["before"]["number"], amounts["after"]["number"]) == (1000, 1500)


def test_data_sets_have_names_of_their_own(repository: Path, home: Path):
    ended = command(repository, home, "dataset", "diff", "embedded", "current", "--json")
    found = json.loads(ended.stdout)
    assert found["before"] == found["after"]
