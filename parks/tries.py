"""How often one address may ask for a page that somebody could guess at, counted in Redis.

allauth's limits count what is sent by a form; a page that is only read needs its own.
"""

import structlog
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django_redis import get_redis_connection
from redis.exceptions import RedisError

SECONDS = 60
log = structlog.get_logger(__name__)


def may_look(request: HttpRequest, *, page: str, a_minute: int) -> bool:
    """Count a look at a page and say whether its visitor stays within what a minute allows.

    While Redis is down nobody is kept waiting, and it is logged.
    """
    visitor = get_adapter().get_client_ip(request)
    key = f"{settings.CACHES['default'].get('KEY_PREFIX', '')}:looks:{page}:{visitor}"
    try:
        pipeline = get_redis_connection().pipeline()
        pipeline.set(key, 0, ex=SECONDS, nx=True)
        pipeline.incr(key)
        _set, count = pipeline.execute()
    except (RedisError, OSError) as error:
        log.warning("looks_not_counted", page=page, error=str(error))
        return True
    return count <= a_minute
