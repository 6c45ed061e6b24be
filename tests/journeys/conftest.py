"""A real Celery worker process beside the tests, on their database and their queue."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120


def address_of_test_database() -> str:
    given = connection.settings_dict
    person = f"{given['USER']}:{given['PASSWORD']}"
    host = quote(given["HOST"] or "localhost", safe="")
    return f"postgresql://{person}@{host}:{given['PORT'] or 5432}/{given['NAME']}"


@pytest.fixture
def worker(transactional_db, tmp_path) -> Iterator[subprocess.Popen]:
    """A worker process that is ready for tasks; it is stopped, and its log shown, at the end."""
    log = tmp_path / "worker.log"
    command = [sys.executable, "-m", "celery", "--app", "config", "worker", "--concurrency", "1"]
    environment = {**os.environ, "DATABASE_URL": address_of_test_database()}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--pool", "prefork", "--loglevel", "INFO", "--without-gossip"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(lambda: b"ready." in log.read_bytes())
            yield process
        finally:
            process.terminate()
            process.wait()
            sys.stdout.write(log.read_text())


def wait_for(happened: Callable[[], object]) -> None:
    """Wait until something has happened; fail when it has not in two minutes."""
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.2)
