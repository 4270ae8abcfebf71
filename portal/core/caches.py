"""A Redis cache that may be lost: every value in it can be made anew, so its absence must not take a page down."""

import functools
import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger("portal.caches")


def _or(nothing):
    """Return a decorator for a cache method: while Redis cannot be reached, the method answers ``nothing`` (called with its arguments)."""

    def decorate(method):
        @functools.wraps(method)
        def guarded(self, *args, **kwargs):
            try:
                return method(self, *args, **kwargs)
            except (RedisError, OSError) as error:
                logger.warning("cache %s failed: %s", method.__name__, type(error).__name__)
                return nothing(*args, **kwargs)

        return guarded

    return decorate


class LosableRedisCache(RedisCache):
    """Django's Redis cache; a lost server reads as an empty cache that keeps nothing. ``/readyz`` then calls the cache degraded."""

    get = _or(lambda key, default=None, **_: default)(RedisCache.get)
    get_many = _or(lambda *_, **__: {})(RedisCache.get_many)
    has_key = _or(lambda *_, **__: False)(RedisCache.has_key)
    add = _or(lambda *_, **__: False)(RedisCache.add)
    set = _or(lambda *_, **__: None)(RedisCache.set)
    set_many = _or(lambda data, **_: list(data))(RedisCache.set_many)
    incr = _or(lambda _key, delta=1, **_: delta)(RedisCache.incr)
    touch = _or(lambda *_, **__: False)(RedisCache.touch)
    delete = _or(lambda *_, **__: False)(RedisCache.delete)
    delete_many = _or(lambda *_, **__: None)(RedisCache.delete_many)
    clear = _or(lambda *_, **__: False)(RedisCache.clear)
