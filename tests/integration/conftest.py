"""What tests of the whole graph may ask for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.graphs import Graph
from tests.partner import Partners, opened, template


@pytest.fixture(scope="session")
def partners_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database file with the demo catalog and two organizations."""
    return template(tmp_path_factory.mktemp("partners"))


@pytest.fixture
async def partners(
    partners_template: Path, tmp_path: Path, nation: Graph
) -> AsyncIterator[Partners]:
    """Return two organizations over a database of their own and the embedded data set."""
    async with opened(partners_template, tmp_path, nation) as found:
        yield found
