"""The cache in Redis, with the files of this machine in its place while Redis is away."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import TimeoutError as NoAnswer

from portal.web.counting import CountingFileCache

logger = logging.getLogger(__name__)
REST_S = 5.0  # a Redis that did not answer is left alone this long, so that no request waits for it
METHODS = (
    "add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear",
)  # fmt: skip


class SteadyRedisCache(RedisCache):
    """No page needs the cache, and what is counted goes on being counted, on each machine for itself.

    OPTIONS["FILES"] is the folder of the stand-in. Every other option goes to the connection.
    """

    away_until = 0.0  # of this process: each thread has a cache of its own

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = dict(params["OPTIONS"])
        self._files = CountingFileCache(str(options.pop("FILES")), params | {"OPTIONS": {"MAX_ENTRIES": 5000}})
        super().__init__(server, params | {"OPTIONS": options})


def _steady(name: str) -> Callable[..., Any]:
    in_redis = getattr(RedisCache, name)

    def method(self: SteadyRedisCache, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= SteadyRedisCache.away_until:
            try:
                return in_redis(self, *args, **kwargs)
            except (NoConnection, NoAnswer) as error:
                SteadyRedisCache.away_until = time.monotonic() + REST_S
                logger.warning("the cache does not answer; files stand in for it: %s", error)
        return getattr(self._files, name)(*args, **kwargs)

    return method


for _name in METHODS:
    setattr(SteadyRedisCache, _name, _steady(_name))
