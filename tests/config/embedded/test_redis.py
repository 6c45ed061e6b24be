"""What the Redis of a checkout offers, and to whom."""

import pytest
import redis
from kombu import Connection

from config.embedded import celery_broker_url, with_database
from tests.config.embedded.checkouts import Checkout, Client


@pytest.fixture
def client(checkout: Checkout) -> Client:
    """A process that needs no PostgreSQL of its own."""
    checkout.given["DATABASE_URL"] = "postgresql://db.example/jobs"
    return checkout.join()


def test_it_listens_on_a_private_socket_and_on_no_port(checkout, client):
    address = client.ask()["redis"]
    path = checkout.state / "redis/run/redis.sock"

    with redis.Redis.from_url(address) as connection:
        port = connection.config_get("port")

    assert (address, port) == (f"unix://{path}", {"port": "0"})
    assert [entry.stat().st_mode & 0o777 for entry in (path, path.parent)] == [0o700, 0o700]


def test_waiting_tasks_survive_a_stop_of_the_server(checkout, client):
    with redis.Redis.from_url(client.ask()["redis"]) as connection:
        connection.rpush("celery", "a task")
    client.leave()

    successor = checkout.start()

    with redis.Redis.from_url(successor.read()["redis"]) as connection:
        assert connection.lrange("celery", 0, -1) == [b"a task"]


def test_emptying_the_cache_leaves_the_queue_alone(client):
    address = client.ask()["redis"]
    with Connection(celery_broker_url(address)) as broker:
        broker.SimpleQueue("tasks").put("a task")

    with redis.Redis.from_url(with_database(address, 1)) as cache:
        cache.set("page", "text")
        cache.flushdb()

    with Connection(celery_broker_url(address)) as broker:
        assert broker.SimpleQueue("tasks").get(block=False).payload == "a task"


def test_the_queue_lies_in_the_database_of_its_number(client):
    address = client.ask()["redis"]

    with Connection(celery_broker_url(address, 3)) as broker:
        broker.SimpleQueue("tasks").put("a task")

    with redis.Redis.from_url(with_database(address, 3)) as queue:
        assert queue.llen("tasks") == 1


def test_its_log_lies_beside_its_data(checkout, client):
    client.leave()

    log = (checkout.state / "redis/server.log").read_text()

    assert "ready to accept connections" in log
    assert "ready to exit" in log
