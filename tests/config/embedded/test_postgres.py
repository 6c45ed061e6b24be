"""What the PostgreSQL of a checkout offers, and to whom."""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import closing

import psycopg2
import pytest

from config.embedded import database_settings
from tests.config.embedded.checkouts import Account, Checkout, Client, new_folder


@pytest.fixture
def client(checkout: Checkout) -> Client:
    return checkout.join()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A database for the tests that leave the server as it was."""
    checkout = Checkout(new_folder(Account.own()), Account.own())
    yield checkout.start().read()["database"]
    checkout.remove()


def rows(address: str, statement: str, values: Sequence[str] = ()) -> list[tuple]:
    with closing(psycopg2.connect(address)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []


def test_it_is_postgresql_18_with_unicode_utc_and_room_for_everybody(address):
    names = ("server_version_num", "server_encoding", "TimeZone", "log_timezone", "fsync")
    limits = ("max_connections", "shared_buffers", "listen_addresses")

    values = [rows(address, f"SHOW {name}")[0][0] for name in names + limits]

    assert values[0][:2] == "18"
    assert values[1:] == ["UTF8", "UTC", "UTC", "on", "100", "256MB", ""]


@pytest.mark.parametrize("name", ["btree_gist", "pg_trgm", "unaccent"])
def test_an_extension_the_portal_uses_can_be_created(address, name):
    rows(address, f"CREATE EXTENSION IF NOT EXISTS {name}")

    assert rows(address, "SELECT 1 FROM pg_extension WHERE extname = %s", [name]) == [(1,)]


def test_letters_of_every_language_count_as_letters(address):
    rows(address, "CREATE EXTENSION IF NOT EXISTS pg_trgm")

    ((likeness, capital, same),) = rows(
        address, "SELECT similarity('单克隆抗体', '单克隆'), upper('zürich'), 'É' ILIKE 'é'"
    )

    assert likeness == pytest.approx(3 / 7)  # 3 of the 4 + 6 - 3 trigrams, the blanks included
    assert (capital, same) == ("ZÜRICH", True)


def test_test_databases_can_be_made_and_dropped(address):
    rows(address, "CREATE DATABASE test_portal_gw0")

    rows(address.replace("/portal?", "/test_portal_gw0?"), "CREATE TABLE notes (text text)")
    rows(address, "DROP DATABASE test_portal_gw0")

    found = rows(address, "SELECT 1 FROM pg_database WHERE datname = 'test_portal_gw0'")
    assert found == []


def test_what_was_written_is_there_after_a_stop_and_after_a_crash(checkout, client):
    address = client.ask()["database"]
    rows(address, "CREATE TABLE notes AS SELECT '人才' AS text")
    client.leave()
    successor = checkout.join()
    (server,) = checkout.postgres()
    os.kill(server, signal.SIGKILL)

    again = successor.ask()["database"]

    assert rows(again, "SELECT text FROM notes") == [("人才",)]


def test_a_database_dropped_by_hand_is_made_again(client):
    address = client.ask()["database"]
    maintenance = address.replace("/portal?", "/postgres?")
    rows(maintenance, "DROP DATABASE portal")

    client.ask()

    assert rows(address, "SELECT current_database()") == [("portal",)]


def test_django_reads_the_address(address):
    settings = database_settings(address)

    with closing(
        psycopg2.connect(
            dbname=settings["NAME"],
            user=settings["USER"],
            host=settings["HOST"],
            port=settings["PORT"],
        )
    ) as connection:
        assert connection.info.dbname == "portal"
    assert settings["ENGINE"] == "django.db.backends.postgresql"


def test_another_port_in_the_environment_does_not_lead_astray(checkout):
    finished = checkout.run("print(embedded.database_url(checkout)[:10])", PGPORT="9999")

    assert (finished.stdout, finished.stderr) == ("postgresql\n", "")


def test_nobody_else_can_reach_the_server_or_read_its_files(any_checkout):
    any_checkout.join()
    folder = any_checkout.state / "postgresql"

    modes = {name: (folder / name).stat().st_mode & 0o777 for name in ("data", "run", "server.log")}

    assert modes == {"data": 0o700, "run": 0o700, "server.log": 0o600}
