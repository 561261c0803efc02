"""Buckets that several processes share, in Valkey or Redis."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Self, cast

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from gateway.rates.bucket import Buckets, Level, Rate
from gateway.rates.own import OwnBuckets

_log = logging.getLogger(__name__)

# The server's own clock, so that processes need not agree on the time. A bucket is the moment at
# which it will have run out; one that has expires.
_POUR = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local per_s, burst, points = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local used = math.max((tonumber(redis.call('GET', KEYS[1]) or '0') - now) * per_s, 0)
local after = math.max(used + points, 0)
if ARGV[4] == '0' and after > burst then
  return {0, string.format('%.6f', used)}
end
if after > 0 then
  local empty_at = string.format('%.6f', now + after / per_s)
  redis.call('SET', KEYS[1], empty_at, 'PX', math.ceil(after / per_s * 1000))
else
  redis.call('DEL', KEYS[1])
end
return {1, string.format('%.6f', after)}
"""
_PREFIX = "incentive-graph:rate:"
_PATIENCE_S = 0.25
_ALONE_S = 5.0


class SharedBuckets:
    """Shares buckets; while the server that keeps them is away, each process keeps its own.

    A caller may then get more than its rate, once for each process, but nobody is refused for a
    fault of ours and nobody gets everything. The server is asked again every few seconds.
    """

    def __init__(self, client: Redis, now: Callable[[], float]) -> None:
        self._now = now
        self._pour = client.register_script(_POUR)
        self._own: Buckets = OwnBuckets(now)
        self._alone_until = 0.0
        self._alone = False

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, now: Callable[[], float] = monotonic) -> AsyncIterator[Self]:
        """Share buckets at an address, until the block ends; it need not be there yet.

        Args:
            url: Of the server.
            now: Tells when to ask again one that was away.
        """
        client = Redis.from_url(
            url,
            socket_timeout=_PATIENCE_S,
            socket_connect_timeout=_PATIENCE_S,
            # Once more at once, for a connection that was closed meanwhile; requests wait for it.
            retry=Retry(NoBackoff(), retries=1),
            decode_responses=True,
        )
        try:
            yield cls(client, now)
        finally:
            await client.aclose()

    @property
    def alone(self) -> bool:
        """Whether this process keeps its own buckets because the server is away."""
        return self._alone

    async def pour(self, name: str, rate: Rate, points: int, *, always: bool) -> Level:
        """Pour points into a caller's bucket."""
        if self._now() >= self._alone_until:
            try:
                level = await self._ask(name, rate, points, always=always)
            except (RedisError, OSError) as error:
                self._alone_until = self._now() + _ALONE_S
                self._tell(alone=True, why=type(error).__name__)
            else:
                self._tell(alone=False)
                return level
        return await self._own.pour(name, rate, points, always=always)

    async def _ask(self, name: str, rate: Rate, points: int, *, always: bool) -> Level:
        given = [rate.per_s, rate.burst, points, int(always)]
        answer = await self._pour(keys=[_PREFIX + name], args=given)
        fitted, used = cast("tuple[int, str]", answer)
        return Level(fitted=fitted == 1, used=float(used))

    def _tell(self, *, alone: bool, why: str | None = None) -> None:
        """Log when the server goes away and when it is back, not each time it is missed."""
        if alone and not self._alone:
            _log.warning("rates are not shared", extra={"fields": {"because": why}})
        elif self._alone and not alone:
            _log.warning("rates are shared again")
        self._alone = alone
