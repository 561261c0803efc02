"""What the tests of compiled operations share."""

import pytest

from tests.unit.gateway.compiled.both_ways import BothWays
from tests.unit.gateway.compiled.every_kind import CLASSES, every_kind


@pytest.fixture(scope="session")
def both() -> BothWays:
    """Return the schema with every kind of field, to be run both ways."""
    return BothWays(every_kind(), CLASSES)
