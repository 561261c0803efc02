"""What every kind of test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from datasources.dataset.embedded.build import embedded_path, ensure_embedded
from datasources.dataset.reader import Dataset
from datasources.dataset.write import write_dataset
from tests.builders import NOW
from tests.graphs import Graph, a_small_country
from tests.national import sample_content
from tests.once import Once, once_in_a_run

# A machine may be as slow as it likes; all else is as Hypothesis has it, here or in CI.
settings.register_profile(
    "patient", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the folder of the checkout."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """Return the graph over a small country."""
    path = tmp_path_factory.mktemp("small") / "country.dataset"
    write_dataset(a_small_country(), path, NOW)
    dataset = Dataset.open(path)
    yield Graph(dataset)
    dataset.close()


@pytest.fixture(scope="session")
def once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Return what makes files that all processes of this run share."""
    return once_in_a_run(request.config, tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def embedded_home(once: Once) -> Path:
    """Return a home with the embedded data set, which takes seconds to compile; leave it alone."""
    return once.made("embedded", lambda folder: ensure_embedded(folder, NOW))


@pytest.fixture(scope="session")
def nation(embedded_home: Path) -> Iterator[Graph]:
    """Return the graph over the embedded data set."""
    dataset = Dataset.open(embedded_path(embedded_home))
    yield Graph(dataset)
    dataset.close()


@pytest.fixture(scope="session")
def sample_file(once: Once) -> Path:
    """Return the public national sample as a data set."""
    return once.made("sample", lambda path: write_dataset(sample_content(), path, NOW))


@pytest.fixture(scope="session")
def sample(sample_file: Path) -> Iterator[Graph]:
    """Return the graph over the public national sample, for tests that are marked to need it."""
    dataset = Dataset.open(sample_file)
    yield Graph(dataset)
    dataset.close()
