"""PostgreSQL and Redis for a checkout that has been given none.

Settings ask here for their addresses; what the environment names is taken, what it does not name
is started from installed wheels. Nothing here imports Django: it runs while settings load.
"""

from pathlib import Path
from typing import NamedTuple

import psycopg2
from environs import Env

from config.embedded.addresses import celery_broker_url, database_settings, with_database
from config.embedded.errors import EmbeddedServerError
from config.embedded.postgres import Postgres
from config.embedded.redis import Redis
from config.embedded.sharing import share

__all__ = [
    "EmbeddedServerError",
    "ServerUrls",
    "celery_broker_url",
    "database_settings",
    "database_url",
    "redis_url",
    "urls_or_exit",
    "with_database",
]

CHECKOUT = Path(__file__).resolve().parents[2]
ENVIRONMENT = Env()


class ServerUrls(NamedTuple):
    database: str
    redis: str


def urls_or_exit(checkout: Path = CHECKOUT, env: Env = ENVIRONMENT) -> ServerUrls:
    """Both addresses; without a server the process ends with one sentence on stderr and code 1."""
    try:
        return ServerUrls(database_url(checkout, env), redis_url(checkout, env))
    except EmbeddedServerError as error:
        raise SystemExit(str(error)) from error


def database_url(checkout: Path = CHECKOUT, env: Env = ENVIRONMENT) -> str:
    """DATABASE_URL, or the address of an existing database on the PostgreSQL of `checkout`.

    Raises EmbeddedServerError when there is neither.
    """
    if given := env.str("DATABASE_URL", ""):
        return given
    server = Postgres(checkout)
    share(server)
    try:
        server.ensure_database()
    except psycopg2.Error as error:
        raise server.failure() from error
    return server.url()


def redis_url(checkout: Path = CHECKOUT, env: Env = ENVIRONMENT) -> str:
    """REDIS_URL, or the `unix://` address of the Redis of `checkout`.

    Raises EmbeddedServerError when there is neither.
    """
    if given := env.str("REDIS_URL", ""):
        return given
    server = Redis(checkout)
    share(server)
    return server.url()
