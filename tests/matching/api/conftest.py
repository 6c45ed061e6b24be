"""Systems of companies, with their tokens."""

import pytest
from django_redis import get_redis_connection

from parks.models import ApiToken
from tests.matching.api.systems import System, token_for


@pytest.fixture(autouse=True)
def counted_anew() -> None:
    """What earlier tests asked for does not count against the limit of this one."""
    redis = get_redis_connection()
    for key in redis.scan_iter("*:api_requests:*"):
        redis.delete(key)


@pytest.fixture
def system(company, recruiter) -> System:
    """The system of the recruiter's company; it may do everything."""
    return System(token_for(company, recruiter))


@pytest.fixture
def token(system) -> ApiToken:
    return ApiToken.objects.get()


@pytest.fixture
def no_redis(settings) -> None:
    """A cache at a socket that nobody listens at."""
    nowhere = {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/redis.sock"}
    settings.CACHES = {"default": nowhere}
