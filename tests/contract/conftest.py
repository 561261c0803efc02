"""What tests of the embedded data set may ask for."""

import pytest

from datasources.dataset.content import DatasetContent
from datasources.dataset.embedded.build import build_content


@pytest.fixture(scope="session")
def content() -> DatasetContent:
    """Return what the embedded files are compiled into, which takes seconds; do not change it."""
    return build_content()
