"""What happens while the service that locates addresses does not answer."""

from dataclasses import replace

import pytest

from datasources.facts.errors import UpstreamTransient
from datasources.facts.geography import GeocodedAddress
from resolvers.ports import PostalCodeGeocoder
from tests.graphs import Graph
from tests.partner import PORTLAND, Caller, Partners, a_lookup, codes, mutation

CODE = "UPSTREAM_TRANSIENT"
CALCULATOR = """
query { calculator(input: {at: {address: "456 Main St, Bend, OR 97701"}}) { asOf } }
"""


class Silent:
    """A service that does not answer until it is told to."""

    def __init__(self) -> None:
        self.awake = False

    async def geocode(self, address: str) -> GeocodedAddress | None:
        """Locate an address, if it answers at all."""
        if not self.awake:
            raise UpstreamTransient("The service that locates addresses does not answer.")
        return await PostalCodeGeocoder().geocode(address)


@pytest.fixture
def silent() -> Silent:
    return Silent()


@pytest.fixture
def caller(partners: Partners, nation: Graph, silent: Silent) -> Caller:
    return replace(partners.first, graph=Graph(nation.scope.dataset, geocoder=silent))


async def refused(caller: Caller, **told: object) -> bool:
    """Look up a customer; tell whether that failed for want of the service."""
    asked = a_lookup(123, **told)
    return await caller.code(mutation("lookup"), input=asked, dry=False) == CODE


async def test_a_lookup_says_so_and_stores_nothing(caller: Caller):
    assert await refused(caller)
    assert (await caller.state()).customers == ()


async def test_a_repeat_with_the_same_key_is_answered_once_it_is_back(
    caller: Caller, silent: Silent
):
    keyed = caller.keyed("again")
    assert await refused(keyed)
    silent.awake = True
    assert codes(await keyed.lookup(123)) == []


async def test_a_returning_customer_is_left_as_it_is(caller: Caller, silent: Silent):
    silent.awake = True
    await caller.lookup(123)
    silent.awake, before = False, await caller.state()
    assert await refused(caller, address=PORTLAND)
    assert await caller.state() == before


async def test_a_refresh_needs_it_not(caller: Caller, silent: Silent):
    silent.awake = True
    await caller.lookup(123)
    silent.awake = False
    assert codes(await caller.refresh()) == []


async def test_the_calculator_says_so(caller: Caller):
    assert await caller.code(CALCULATOR) == CODE
    body = await caller.answer(CALCULATOR)
    assert body["data"] == {"calculator": None}
