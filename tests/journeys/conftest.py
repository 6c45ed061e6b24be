"""Real worker and beat processes beside the tests, on their database and their queue."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
CELERY = [sys.executable, "-m", "celery", "--app", "config"]
WORKER = ["worker", "--pool", "prefork", "--loglevel", "INFO", "--without-gossip"]

Start = Callable[..., subprocess.Popen]


def address_of_test_database() -> str:
    given = connection.settings_dict
    person = f"{given['USER']}:{given['PASSWORD']}"
    host = quote(given["HOST"] or "localhost", safe="")
    return f"postgresql://{person}@{host}:{given['PORT'] or 5432}/{given['NAME']}"


@pytest.fixture
def start_worker(transactional_db, tmp_path) -> Iterator[Start]:
    """Start workers that are ready for tasks; settings come as words of their environment."""
    with ExitStack() as stack:
        number = 0

        def start(*, processes: int = 1, **settings: str) -> subprocess.Popen:
            nonlocal number
            number += 1
            log = tmp_path / f"worker-{number}.log"
            command = [*CELERY, *WORKER, "--concurrency", str(processes), "-n", f"w{number}@%h"]
            process = stack.enter_context(_running(command, log, settings))
            wait_for(lambda: b"ready." in log.read_bytes())
            return process

        yield start


@pytest.fixture
def worker(start_worker) -> subprocess.Popen:
    """A worker process that is ready for tasks; it is stopped, and its log shown, at the end."""
    return start_worker()


@pytest.fixture
def start_beat(transactional_db, tmp_path) -> Iterator[Start]:
    """Start the one beat process, which asks for periodic work."""
    with ExitStack() as stack:

        def start(**settings: str) -> subprocess.Popen:
            files = {"BEAT_SCHEDULE": str(tmp_path / "schedule")}
            command = [*CELERY, "beat", "--loglevel", "INFO", "--pidfile="]
            return stack.enter_context(
                _running(command, tmp_path / "beat.log", {**settings, **files})
            )

        yield start


@contextmanager
def _running(command: list[str], log: Path, settings: dict[str, str]) -> Iterator[subprocess.Popen]:
    environment = {**os.environ, "DATABASE_URL": address_of_test_database(), **settings}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait()
            sys.stdout.write(log.read_text())


def kill(process: subprocess.Popen) -> None:
    """Kill a process and its children without giving them time for anything."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_for(happened: Callable[[], object]) -> None:
    """Wait until something has happened; fail when it has not in two minutes."""
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.2)
