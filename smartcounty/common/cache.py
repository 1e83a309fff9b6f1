import logging

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
LIMITS = "allauth:rl:"  # how allauth's keys begin


def _forgiving(name, fallback):
    """The cache operation of that name, which answers `fallback` when Redis cannot be reached."""
    operation = getattr(RedisCache, name)

    def guarded(self, *args, **kwargs):
        try:
            return operation(self, *args, **kwargs)
        except RedisError as error:
            log.warning("cache unreachable, treated as a miss: %s", type(error).__name__)
            return fallback(*args, **kwargs)

    return guarded


class _OneClient(RedisCacheClient):
    """Keeps its clients, which cost more to make than most questions do; Django makes one for each question."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._clients = {}

    def get_client(self, key=None, *, write=False):
        pool = self._get_connection_pool(write)
        if pool not in self._clients:
            self._clients[pool] = self._client(connection_pool=pool)
        return self._clients[pool]


class ForgivingRedisCache(RedisCache):
    """Redis that is allowed to be down: reads miss, writes are dropped, pages are still served.

    The limits on sign-in alone fail closed: whoever cannot take a limit's lock is turned away, so that an outage lets
    nobody guess without end.
    """

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = _OneClient

    add = _forgiving("add", lambda key, *args, **kwargs: not key.startswith(LIMITS))
    get = _forgiving("get", lambda key, default=None, version=None: default)
    set = _forgiving("set", lambda *args, **kwargs: None)
    touch = _forgiving("touch", lambda *args, **kwargs: False)
    delete = _forgiving("delete", lambda *args, **kwargs: False)
    get_many = _forgiving("get_many", lambda *args, **kwargs: {})
    set_many = _forgiving("set_many", lambda data, *args, **kwargs: list(data))
    delete_many = _forgiving("delete_many", lambda *args, **kwargs: None)
    has_key = _forgiving("has_key", lambda *args, **kwargs: False)
    incr = _forgiving("incr", lambda key, delta=1, version=None: delta)
    clear = _forgiving("clear", lambda *args, **kwargs: False)
