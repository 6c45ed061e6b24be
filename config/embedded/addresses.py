"""Addresses of the servers in the forms that Django, redis-py and Celery read."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import dj_database_url


def database_settings(url: str) -> dj_database_url.DBConfig:
    """The entry of Django's DATABASES for a `postgresql://` address.

    The folder of a socket, `?host=` in the address, goes where `dbshell` looks for it too.
    """
    settings = dj_database_url.parse(url)
    options = settings.setdefault("OPTIONS", {})
    settings["HOST"] = options.pop("host", settings["HOST"])
    return settings


def with_database(url: str, number: int) -> str:
    """The Redis address `url` with database `number` in place of the one it names, if any.

    Accepts what redis-py accepts: `redis://`, `rediss://` and `unix://`.
    """
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != "db"]
    if parts.scheme == "unix":
        query.append(("db", str(number)))
        return f"unix://{parts.path}?{urlencode(query)}"
    return urlunsplit(parts._replace(path=f"/{number}", query=urlencode(query)))


def celery_broker_url(url: str, number: int = 0) -> str:
    """The Redis address `url`, with database `number`, as Celery's broker setting wants it.

    Kombu has names of its own for a socket and its database: `redis+socket://…?virtual_host=0`.
    """
    parts = urlsplit(with_database(url, number))
    if parts.scheme != "unix":
        return urlunsplit(parts)
    query = [
        ("virtual_host" if name == "db" else name, value) for name, value in parse_qsl(parts.query)
    ]
    return f"redis+socket://{parts.path}?{urlencode(query)}"
