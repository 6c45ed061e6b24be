import pytest
from django.core.cache import cache

from parks.tries import may_look


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


def visit(rf, address):
    return rf.get("/", REMOTE_ADDR=address)


def test_each_visitor_and_each_page_is_counted_for_itself(rf):
    looks = [may_look(visit(rf, "10.0.0.1"), page="one", a_minute=2) for _look in range(3)]

    assert looks == [True, True, False]
    assert may_look(visit(rf, "10.0.0.1"), page="other", a_minute=2)
    assert may_look(visit(rf, "10.0.0.2"), page="one", a_minute=2)


def test_while_redis_is_down_nobody_is_kept_waiting(rf, settings):
    settings.CACHES = settings.CACHES | {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    }

    assert may_look(visit(rf, "10.0.0.1"), page="one", a_minute=0)
