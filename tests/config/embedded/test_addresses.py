"""One Redis address in the forms that the cache and Celery read."""

import pytest

from config.embedded import celery_broker_url, database_settings, with_database


@pytest.mark.parametrize(
    ("address", "cache"),
    [
        ("unix:///var/run/redis.sock", "unix:///var/run/redis.sock?db=1"),
        ("unix:///var/run/redis.sock?db=5", "unix:///var/run/redis.sock?db=1"),
        ("redis://q.example", "redis://q.example/1"),
        ("redis://:word@q.example:6380/5", "redis://:word@q.example:6380/1"),
        ("redis://q.example?db=5", "redis://q.example/1"),
        (
            "rediss://me:word@q.example:6380/0?ssl_cert_reqs=required",
            "rediss://me:word@q.example:6380/1?ssl_cert_reqs=required",
        ),
    ],
)
def test_a_database_number_takes_the_place_of_the_one_in_the_address(address, cache):
    assert with_database(address, 1) == cache


@pytest.mark.parametrize(
    ("address", "broker"),
    [
        ("unix:///var/run/redis.sock", "redis+socket:///var/run/redis.sock?virtual_host=0"),
        ("unix:///var/run/redis.sock?db=5", "redis+socket:///var/run/redis.sock?virtual_host=0"),
        ("redis://:word@q.example:6380/5", "redis://:word@q.example:6380/0"),
    ],
)
def test_celery_gets_a_socket_under_its_own_name_and_database_0(address, broker):
    assert celery_broker_url(address) == broker


def test_a_database_address_over_the_network_keeps_its_host_and_options():
    settings = database_settings("postgresql://me:word@db.example:6432/jobs?sslmode=require")

    found = {key: settings[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    assert found == {
        "NAME": "jobs",
        "USER": "me",
        "PASSWORD": "word",
        "HOST": "db.example",
        "PORT": 6432,
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_database_address_over_a_socket_keeps_its_folder_and_port():
    settings = database_settings("postgresql://postgres@:5432/portal?host=/srv/Portal/run")

    found = {key: settings[key] for key in ("ENGINE", "NAME", "USER", "HOST", "PORT", "OPTIONS")}
    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "portal",
        "USER": "postgres",
        "HOST": "/srv/Portal/run",
        "PORT": 5432,
        "OPTIONS": {},
    }
