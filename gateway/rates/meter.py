"""Counts what one request takes out of its caller's allowance."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from gateway.execution.codes import Code
from gateway.execution.failures import Refused
from gateway.rates.bucket import Buckets, Level, Rate
from schema.allowance import Allowance
from schema.costs import REQUEST


@dataclass(frozen=True, slots=True)
class Policy:
    """How much callers of one kind may ask; the name is what they see in headers."""

    name: str
    rate: Rate


class LeakyMeter:
    """Counts one request; what every request costs is taken before anything of it is read."""

    def __init__(
        self, policy: Policy, buckets: Buckets, bucket: str, now: Callable[[], datetime]
    ) -> None:
        self._policy = policy
        self._buckets = buckets
        self._bucket = bucket
        self._now = now
        self._level = Level(fitted=True, used=0.0)
        self._cost = 0

    async def enter(self) -> None:
        """Take what every request costs.

        Raises:
            Refused: The caller has used up its allowance.
        """
        await self._take(REQUEST)

    async def charge(self, cost: int) -> None:
        """Take what an operation will cost, less what was taken already.

        Raises:
            Refused: The caller's allowance does not reach so far.
        """
        await self._take(cost - self._cost)

    async def settle(self, cost: int) -> None:
        """Give back what an operation has not cost after all, or take what it has cost more."""
        if cost != self._cost:
            await self._pour(cost - self._cost, always=True)

    def allowance(self) -> Allowance:
        """Return what is left."""
        rate = self._policy.rate
        empty_in = timedelta(seconds=self._level.empty_in_s(rate))
        left = self._level.left(rate)
        return Allowance(rate.burst, left, self._now() + empty_in, self._cost)

    def headers(self) -> dict[str, str]:
        """Return what answers tell of it.

        Source: RateLimit header fields for HTTP, IETF draft of the HTTPAPI working group.
        """
        name, rate, level = self._policy.name, self._policy.rate, self._level
        window = ceil(rate.burst / rate.per_s)
        return {
            "ratelimit-policy": f'"{name}";q={rate.burst};qu="points";w={window}',
            "ratelimit": f'"{name}";r={level.left(rate)};t={ceil(level.empty_in_s(rate))}',
        }

    async def _take(self, points: int) -> None:
        # What costs more than there ever is may be asked for when all of it is there.
        points = min(points, self._policy.rate.burst - self._cost)
        level = await self._pour(points, always=False)
        if not level.fitted:
            await self._give_back()
            wait = max(ceil(level.room_in_s(self._policy.rate, points)), 1)
            text = f"You ask too much at once; ask again in {wait} s."
            raise Refused(429, Code.RATE_LIMITED, text, retry_after=str(wait))
        self._cost += points

    async def _give_back(self) -> None:
        """Take nothing for what is refused, or whoever goes on asking would never be served."""
        if self._cost:
            await self._pour(-self._cost, always=True)
            self._cost = 0

    async def _pour(self, points: int, *, always: bool) -> Level:
        self._level = await self._buckets.pour(
            self._bucket, self._policy.rate, points, always=always
        )
        return self._level
