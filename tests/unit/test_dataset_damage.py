"""What is not a whole data set of this format is refused with a sentence."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from datasources.dataset.errors import DatasetUnreadable
from datasources.dataset.reader import Dataset
from datasources.dataset.write import write_dataset
from datasources.facts.geography import ZipCode
from tests.builders import NOW, a_content, a_size_test


def test_a_write_that_breaks_leaves_the_old_file_and_nothing_else(tmp_path: Path):
    path = tmp_path / "file"
    before = write_dataset(a_content(), path, NOW)

    def broken() -> Iterator[ZipCode]:
        yield ZipCode("97701", "97701", None, "OR")
        raise RuntimeError("the source broke off")

    with pytest.raises(RuntimeError, match="broke off"):
        write_dataset(a_content(zips=broken()), path, NOW)
    assert Dataset.open(path).card == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(DatasetUnreadable, match=r"^There is no data set at .*/nowhere\.$"):
        Dataset.open(tmp_path / "nowhere")


@pytest.mark.parametrize("body", [b"", b"hello", b"SQLite format 3\0" + b"\0" * 4096])
def test_another_file_is_refused(tmp_path: Path, body: bytes):
    path = tmp_path / "file"
    path.write_bytes(body)
    with pytest.raises(DatasetUnreadable, match="is not a data set"):
        Dataset.open(path)


def test_another_database_is_refused(tmp_path: Path):
    path = tmp_path / "file"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE customer (id INTEGER)")
    connection.close()
    with pytest.raises(DatasetUnreadable, match="is not a data set"):
        Dataset.open(path)


def test_another_format_is_named(tmp_path: Path):
    path = tmp_path / "file"
    write_dataset(a_content(), path, NOW)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(DatasetUnreadable, match=r"has format 99, this program reads format 1"):
        Dataset.open(path)


@pytest.mark.parametrize("lost", [1, 4096, 20_000])
def test_a_file_that_was_cut_short_is_damaged(tmp_path: Path, lost: int):
    path = tmp_path / "file"
    write_dataset(a_content(), path, NOW)
    path.write_bytes(path.read_bytes()[:-lost])
    with pytest.raises(DatasetUnreadable, match="damaged"):
        Dataset.open(path)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE document SET body = '{' WHERE kind = 'incentive'",
        "UPDATE document SET body = '{\"key\":\"OR-1\"}' WHERE kind = 'income_test'",
        "DELETE FROM card",
        "UPDATE card SET body = '[]'",
        "DROP TABLE boundary",
    ],
)
def test_a_file_with_other_contents_is_damaged(tmp_path: Path, harm: str):
    path = tmp_path / "file"
    write_dataset(a_content(income_tests=[a_size_test()]), path, NOW)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(harm)
    connection.close()
    with pytest.raises(DatasetUnreadable, match="damaged"):
        Dataset.open(path)
