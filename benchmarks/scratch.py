"""A database of a benchmark's own on the server of the settings, dropped afterwards."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2
from django.db import connection
from psycopg2 import sql


@contextmanager
def scratch_database(name: str, *, keep: bool) -> Iterator[bool]:
    """Connect Django to a database of this name; gives whether it is new."""
    drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    if not keep:
        on_server(drop)  # an interrupted benchmark may have left it half filled
    is_new = not on_server("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    if is_new:
        on_server(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    connection.settings_dict["NAME"] = name
    try:
        yield is_new
    finally:
        connection.close()
        if not keep:
            on_server(drop)


def on_server(statement: str | sql.Composed, values: list[str] | None = None) -> int:
    """Run a statement on the server of the settings, outside any transaction; gives the rows."""
    server = connection.settings_dict
    at = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"]}
    with closing(psycopg2.connect(**at, password=server["PASSWORD"], dbname="postgres")) as link:
        link.autocommit = True
        with link.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.rowcount
