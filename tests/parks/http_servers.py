"""Real HTTP servers on this machine, each with a behaviour of its own, for webhooks."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Received(NamedTuple):
    path: str
    headers: dict[str, str]
    body: bytes


class Receiver:
    """Takes what it is sent and answers with the statuses it was given, the last one for ever."""

    def __init__(self, *statuses: int, words: bytes = b"", **headers: str) -> None:
        self.statuses = list(statuses) or [200]
        self.words, self.headers = words, headers
        self.received: list[Received] = []
        self.address = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        handler.send_response(status)
        for name, value in self.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(self.words)))
        handler.end_headers()
        handler.wfile.write(self.words)


class LateReceiver(Receiver):
    """Takes its time before it answers."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        time.sleep(self.seconds)
        super().answer(handler)


class DrippingReceiver(Receiver):
    """Sends a byte now and then: no timeout between two bytes ever ends it."""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 200:
            handler.wfile.write(bytes([letter]))
            handler.wfile.flush()
            time.sleep(0.05)


class FloodingReceiver(Receiver):
    """Fails with an answer that does not end."""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(500)
        handler.end_headers()
        while True:
            handler.wfile.write(b"no " * 10_000)


class RudeReceiver(Receiver):
    """Says something that is no HTTP."""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"what do you want\r\n")


@contextmanager
def listening(receiver: Receiver, *, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Run a server and say its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(size)
            receiver.received.append(Received(self.path, dict(self.headers), body))
            try:
                receiver.answer(self)
            except OSError:  # the other side has hung up, as it should
                self.close_connection = True

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = Quiet(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    scheme = "https" if tls else "http"
    receiver.address = f"{scheme}://localhost:{server.server_address[1]}/hook?source=portal"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Quiet(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: socket.socket, client_address: object) -> None:
        """A client that hangs up is what some of the tests are about."""
