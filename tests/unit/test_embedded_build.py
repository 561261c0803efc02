"""The embedded data set is built once, and replaces older ones."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from datasources.dataset.embedded import build
from datasources.dataset.reader import Dataset

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    (folder / "dataset").mkdir()
    (folder / "dataset" / "embedded-000000000000.sqlite").touch()
    (folder / "dataset" / "imported.sqlite").touch()
    build.ensure_embedded(folder, NOW)
    return folder


def test_the_first_call_builds_a_readable_data_set_and_removes_older_ones(home):
    names = sorted(path.name for path in (home / "dataset").iterdir())
    assert names == [f"embedded-{build.fingerprint()}.sqlite", "imported.sqlite"]
    dataset = Dataset.open(home / "dataset" / names[0])
    assert (dataset.card.incentive_count, dataset.card.state_count) == (231, 12)
    assert dataset.service("97701")[0].key == "or-pacific-power"
    dataset.close()


def test_the_next_call_leaves_the_file_as_it_is(home):
    [path] = (home / "dataset").glob("embedded-*.sqlite")
    before = path.stat()
    assert build.ensure_embedded(home, NOW) == path
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_a_process_that_finds_the_file_loads_no_zip_codes(home):
    script = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC;"
        "from datasources.dataset.embedded.build import ensure_embedded;"
        f"ensure_embedded(Path({str(home)!r}), datetime(2026, 11, 21, tzinfo=UTC));"
        "print({'zipcodes', 'us', 'yaml'} & set(sys.modules))"
    )
    root = Path(build.__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, check=True)
    assert done.stdout.decode().strip() == "set()"


def test_the_fingerprint_is_the_same_in_every_run():
    assert build.fingerprint() == build.fingerprint()
    assert len(build.fingerprint()) == 12
