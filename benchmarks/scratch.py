"""A database of a benchmark's own on the server of the settings, dropped afterwards."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2
from django.apps import apps
from django.db import connection, models
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


def give_defaults() -> None:
    """Let the database fill in what the models would, so that scripts name only what matters."""
    statement = sql.SQL("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}")
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            for field in model._meta.local_concrete_fields:
                default = _default_of(field)
                if default is not None:
                    names = (sql.Identifier(model._meta.db_table), sql.Identifier(field.column))
                    cursor.execute(statement.format(*names, default))


def _default_of(field: models.Field) -> sql.Composable | None:
    """Return what a column without a value gets, or None where the models ask for a value."""
    if field.null or field.primary_key or field.has_db_default():
        return None
    if isinstance(field, models.UUIDField):
        return sql.SQL("gen_random_uuid()")
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return sql.SQL("now()")
    default = field.get_default()
    if isinstance(field, models.JSONField):
        return sql.Literal(json.dumps(default))
    return None if default is None else sql.Literal(default)
