"""What the endpoint asks of whoever counts requests."""

from collections.abc import Callable
from typing import Protocol

from datasources.facts.organization import Principal
from gateway.client_address import Address
from schema.allowance import Allowance


class Meter(Protocol):
    """Counts what one request takes out of its caller's allowance."""

    async def enter(self) -> None:
        """Take what every request costs.

        Raises:
            Refused: The caller has used up its allowance.
        """

    async def charge(self, cost: int) -> None:
        """Take what an operation will cost, less what was taken already.

        Raises:
            Refused: The caller's allowance does not reach so far.
        """

    async def settle(self, cost: int) -> None:
        """Give back what an operation has not cost after all, or take what it has cost more."""

    def allowance(self) -> Allowance:
        """Return what is left."""

    def headers(self) -> dict[str, str]:
        """Return what answers tell of it."""


Metering = Callable[[Principal | None, Address | None], Meter | None]
"""Returns what counts a caller's request, known by its key or by its address; None: nobody does."""


def unmetered(_: Principal | None, __: Address | None) -> None:
    """Let everybody ask as much as they like."""
