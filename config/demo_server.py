"""`python -m config.demo_server`: web, worker and beat of the demo, until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from types import FrameType

CHECKOUT = Path(__file__).resolve().parent.parent
LOGS = CHECKOUT / "var" / "log"
HOST = "127.0.0.1"
PATIENCE = 60
PERSONAS = (
    "graduate",
    "recruiter",
    "interviewer",
    "careers",
    "office",
    "secretariat",
    "operator",
)
Process = subprocess.Popen[bytes]


class DemoError(Exception):
    """The demo cannot start or go on; says why in one sentence."""


def main() -> None:
    port = int(os.environ.get("PORT", "8000"))
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _interrupt)
    try:
        _require_free(port)
        with ExitStack() as stack:
            processes = {
                name: stack.enter_context(_running(name, command))
                for name, command in commands(port).items()
            }
            _wait_until_ready(port, processes)
            _say(greeting(port))
            _wait_for_end(processes)
    except DemoError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        _say("Demo stopped.")


def commands(port: int) -> Mapping[str, list[str]]:
    """Return the command line of each process of the demo."""
    celery = [sys.executable, "-m", "celery", "--app", "config"]
    gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}"]
    return {
        "web": gunicorn,
        "worker": [*celery, "worker", "--concurrency", "1", "--loglevel", "INFO"],
        "beat": [*celery, "beat", "--loglevel", "INFO"],
    }


def greeting(port: int) -> str:
    people = "\n".join(f"  {persona}@demo.example" for persona in PERSONAS)
    return (
        f"ready: http://localhost:{port}/\n"
        f"Sign in by the buttons at the top of each page; they stand for\n{people}\n"
        f"Logs: {LOGS.relative_to(CHECKOUT)}/. Stop with Ctrl-C."
    )


@contextmanager
def _running(name: str, command: list[str]) -> Iterator[Process]:
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / f"demo-{name}.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603  the commands are ours
            command, cwd=CHECKOUT, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait()


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            raise DemoError(f"Port {port} is taken: stop what listens there, or set PORT.")


def _wait_until_ready(port: int, processes: Mapping[str, Process]) -> None:
    _say("Starting web, worker and beat …")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        _require_alive(processes)
        if _answers(port):
            return
        time.sleep(0.2)
    raise DemoError(f"The web server was not ready in {PATIENCE} s; see {LOGS}/demo-web.log.")


def _answers(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _wait_for_end(processes: Mapping[str, Process]) -> None:
    while True:
        _require_alive(processes)
        time.sleep(0.5)


def _require_alive(processes: Mapping[str, Process]) -> None:
    for name, process in processes.items():
        if process.poll() is not None:
            raise DemoError(f"The {name} process ended; see {LOGS}/demo-{name}.log.")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
