"""What every kind of test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from datasources.dataset.embedded.build import ensure_embedded
from datasources.dataset.reader import Dataset
from datasources.dataset.write import write_dataset
from tests.builders import NOW
from tests.graphs import Graph, a_small_country
from tests.national import sample_content


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
def nation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """Return the graph over the embedded data set."""
    dataset = Dataset.open(ensure_embedded(tmp_path_factory.mktemp("nation"), NOW))
    yield Graph(dataset)
    dataset.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """Return the graph over the public national sample, for tests that are marked to need it."""
    path = tmp_path_factory.mktemp("sample") / "national.dataset"
    write_dataset(sample_content(), path, NOW)
    dataset = Dataset.open(path)
    yield Graph(dataset)
    dataset.close()
