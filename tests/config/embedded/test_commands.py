"""The programs of the portal find their servers by themselves and leave none behind."""

import http.client
import shutil
import signal
import socket
import sys
from pathlib import Path

import pytest

from tests.config.embedded.checkouts import TELL, Checkout

SMALL_SITE = Path(__file__).parent / "small_site"
WORKER = "celery --app small_celery worker --concurrency 2 --loglevel error"
GUNICORN = (
    "gunicorn small_wsgi --workers 2 --bind unix:web.sock --log-level error --no-control-socket"
)
PYTEST = "pytest check_database.py --quiet --ds small_settings --rootdir . -p no:cacheprovider"
TELL_WITH_FILE = """
env = embedded.Env()
env.read_env(checkout / ".env", recurse=False)
print(json.dumps(embedded.urls_or_exit(checkout, env)))
"""
SEND_A_TASK = """
from small_celery import add_in_the_database
print(add_in_the_database.delay(2, 3).get(timeout=60))
"""


@pytest.fixture
def site(checkout: Checkout) -> Checkout:
    shutil.copytree(SMALL_SITE, checkout.path, dirs_exist_ok=True)
    return checkout


def module(command: str) -> list[str]:
    return [sys.executable, "-m", *command.split()]


def page(path: Path) -> str:
    """The body of the first page behind the socket at `path`."""
    connection = http.client.HTTPConnection("localhost")
    connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.sock.connect(str(path))
    connection.request("GET", "/")
    body = connection.getresponse().read().decode()
    connection.close()
    return body


def test_a_management_command_starts_what_it_needs_and_cleans_up(site):
    migrated = site.run_command([sys.executable, "manage.py", "migrate", "--verbosity", "0"])
    unmigrated = site.run_command([sys.executable, "manage.py", "migrate", "--check"])

    assert (migrated.returncode, migrated.stdout, migrated.stderr) == (0, "", "")
    assert unmigrated.returncode == 0
    assert (site.postgres(), site.redis()) == ([], [])


def test_a_prefork_worker_works_and_takes_its_servers_along(site):
    worker = site.spawn(module(WORKER))

    sent = site.run_command([sys.executable, "-c", SEND_A_TASK])
    in_between = len(site.postgres()), len(site.redis())
    worker.kill(signal.SIGTERM)

    assert (sent.stdout, sent.stderr) == ("5\n", "")
    assert in_between == (1, 1)
    assert worker.process.returncode == 0
    assert (site.postgres(), site.redis()) == ([], [])


@pytest.mark.parametrize("preload", [True, False])
def test_gunicorn_with_two_workers_serves_and_takes_its_servers_along(site, preload):
    (site.path / "gunicorn.conf.py").write_text(f"preload_app = {preload}\n")
    web = site.spawn(module(GUNICORN))
    site.wait_for("web.sock", web)

    body = page(site.path / "web.sock")
    in_between = len(site.postgres()), len(site.redis())
    web.kill(signal.SIGTERM)

    assert (body, in_between) == ("portal", (1, 1))
    assert web.process.returncode == 0
    assert (site.postgres(), site.redis()) == ([], [])


@pytest.mark.parametrize("workers", ["", " -n 2"])
def test_pytest_gets_test_databases_with_and_without_parallel_workers(site, workers):
    finished = site.run_command(module(PYTEST + workers))

    assert "4 passed" in finished.stdout
    assert (finished.returncode, finished.stderr) == (0, "")
    assert (site.postgres(), site.redis()) == ([], [])


def test_servers_named_in_the_environment_are_taken_and_none_is_started(checkout):
    given = {"DATABASE_URL": "postgresql://db.example/jobs", "REDIS_URL": "redis://q.example:6379"}

    finished = checkout.run(TELL, **given)

    assert finished.stdout == f'["{given["DATABASE_URL"]}", "{given["REDIS_URL"]}"]\n'
    assert not checkout.state.exists()


def test_an_address_in_a_file_of_settings_counts_like_one_in_the_environment(checkout):
    given = {"DATABASE_URL": "postgresql://db.example/jobs", "REDIS_URL": "redis://q.example:6379"}
    lines = [f"{name}={address}" for name, address in given.items()]
    (checkout.path / ".env").write_text("\n".join(lines))

    finished = checkout.run(TELL_WITH_FILE)

    assert finished.stdout == f'["{given["DATABASE_URL"]}", "{given["REDIS_URL"]}"]\n'
    assert not checkout.state.exists()


def test_only_the_server_that_is_not_named_is_started(checkout):
    finished = checkout.run(TELL, DATABASE_URL="postgresql://db.example/jobs", REDIS_URL="")

    assert finished.returncode == 0
    assert [folder.name for folder in checkout.state.iterdir()] == ["redis"]
