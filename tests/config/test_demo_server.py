"""Web, worker and beat of the demo: started together, watched, and ended together."""

import socket
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.conf import settings

from config import demo_server
from config.demo import DOMAIN
from config.demo import PERSONAS as BUTTONS
from config.demo_server import HOST, PERSONAS, DemoError, commands, greeting
from tests.parks.deliveries import closed_port

FOREVER = [sys.executable, "-c", "import time; print('begun', flush=True); time.sleep(600)"]
AT_ONCE = [sys.executable, "-c", "print('done')"]


@pytest.fixture(autouse=True)
def logs(tmp_path, monkeypatch):
    """A folder of the test's own for the logs."""
    monkeypatch.setattr(demo_server, "LOGS", tmp_path / "log")
    return tmp_path / "log"


@pytest.fixture
def web():
    """A web server that says whether it is ready as it is told to, and its port."""

    class Health(BaseHTTPRequestHandler):
        status = 200

        def do_GET(self):
            self.send_response(self.status if self.path == "/health/ready" else 404)
            self.end_headers()

        def log_message(self, *_arguments):
            """Keep the output of the tests clean."""

    server = HTTPServer((HOST, 0), Health)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Health, server.server_port
    server.shutdown()
    server.server_close()


def test_the_demo_is_a_web_server_a_worker_and_a_beat():
    found = commands(8765)

    assert list(found) == ["web", "worker", "beat"]
    assert found["web"][:4] == [sys.executable, "-m", "gunicorn", "config.wsgi"]
    assert f"{HOST}:8765" in found["web"]
    assert [found[name][5] for name in ("worker", "beat")] == ["worker", "beat"]


def test_the_demo_listens_to_this_machine_alone():
    assert HOST == "127.0.0.1"


def test_the_greeting_names_the_address_and_everybody_with_a_button(monkeypatch):
    monkeypatch.undo()

    lines = greeting(8765).splitlines()

    assert lines[0] == "ready: http://localhost:8765/"
    assert [line.strip() for line in lines if "@" in line] == [
        f"{persona}@{DOMAIN}" for persona in BUTTONS
    ]
    assert tuple(BUTTONS) == PERSONAS


def test_a_port_that_is_taken_is_told_in_one_sentence():
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "config.demo_server"],
            cwd=settings.BASE_DIR,
            env={"PORT": str(port)},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Port {port} is taken: stop what listens there, or set PORT.\n"


def test_a_process_writes_its_log_and_ends_with_the_demo(logs):
    with demo_server._running("probe", FOREVER) as process:
        assert process.poll() is None

    assert process.poll() is not None
    assert (logs / "demo-probe.log").exists()


def test_a_process_ends_when_the_demo_breaks():
    with pytest.raises(ZeroDivisionError), demo_server._running("probe", FOREVER) as process:
        raise ZeroDivisionError

    assert process.poll() is not None


def test_a_process_that_ended_by_itself_is_named_with_its_log(logs):
    with demo_server._running("worker", AT_ONCE) as process:
        process.wait()
        with pytest.raises(DemoError) as trouble:
            demo_server._wait_for_end({"worker": process})

    assert str(trouble.value) == f"The worker process ended; see {logs}/demo-worker.log."
    assert (logs / "demo-worker.log").read_text() == "done\n"


def test_the_demo_is_ready_when_the_web_server_says_so(web, capsys):
    _health, port = web

    with demo_server._running("web", FOREVER) as process:
        demo_server._wait_until_ready(port, {"web": process})

    assert capsys.readouterr().out == "Starting web, worker and beat …\n"


def test_a_web_server_that_is_not_ready_is_waited_for_and_then_given_up(web, monkeypatch, logs):
    health, port = web
    health.status = 503
    monkeypatch.setattr(demo_server, "PATIENCE", 1)

    with (
        demo_server._running("web", FOREVER) as process,
        pytest.raises(DemoError) as trouble,
    ):
        demo_server._wait_until_ready(port, {"web": process})

    assert str(trouble.value) == f"The web server was not ready in 1 s; see {logs}/demo-web.log."


def test_a_web_server_that_ended_is_not_waited_for():
    with demo_server._running("web", AT_ONCE) as process:
        process.wait()
        with pytest.raises(DemoError, match="The web process ended"):
            demo_server._wait_until_ready(closed_port(), {"web": process})
