"""How many requests a token may make in a minute, counted in Redis."""

from typing import NamedTuple

import structlog
from django.conf import settings
from django_redis import get_redis_connection
from redis.exceptions import RedisError

SECONDS = 60
log = structlog.get_logger(__name__)


class Rate(NamedTuple):
    """What a token has left of the minute that began with its first request."""

    limit: int
    left: int
    seconds: int

    @property
    def is_over(self) -> bool:
        return self.left < 0

    @property
    def headers(self) -> dict[str, str]:
        """The headers of draft-ietf-httpapi-ratelimit-headers-07."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(self.left, 0)),
            "RateLimit-Reset": str(self.seconds),
        }


def count_request(token_id: int) -> Rate | None:
    """Count a request; None when Redis is down: then nobody is kept waiting, and it is logged."""
    key = f"{settings.CACHES['default'].get('KEY_PREFIX', '')}:api_requests:{token_id}"
    try:
        pipeline = get_redis_connection().pipeline()
        pipeline.set(key, 0, ex=SECONDS, nx=True)
        pipeline.incr(key)
        pipeline.ttl(key)
        _set, count, seconds = pipeline.execute()
    except (RedisError, OSError) as error:
        log.warning("api_requests_not_counted", error=str(error))
        return None
    limit = settings.API_REQUESTS_PER_MINUTE
    return Rate(limit, limit - count, max(seconds, 1))
