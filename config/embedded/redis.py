"""The Redis of a checkout: cache, broker and nothing that has to outlive a power cut."""

import socket
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from config.embedded.programs import redis_program
from config.embedded.server import Server

SECONDS = 5


class Redis(Server):
    title = "Redis"
    variable = "REDIS_URL"

    def __init__(self, checkout: Path) -> None:
        super().__init__(checkout)
        self.socket = self.sockets / "redis.sock"

    def url(self) -> str:
        return f"unix://{self.socket}"

    def responds(self) -> bool:
        try:
            with closing(self.tell("PING")) as connection:
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def prepare(self, alive: int) -> None:
        redis_program()  # says what is missing before anything is touched

    def command(self) -> Sequence[str | Path]:
        options = {
            "port": ["0"],
            "unixsocket": [self.socket],
            "unixsocketperm": ["700"],
            "dir": [self.folder],
            "appendonly": ["no"],
            "save": ["3600", "1"],  # and at every clean stop: waiting tasks survive a restart
            "stop-writes-on-bgsave-error": ["no"],
        }
        return [redis_program(), *flags(options)]

    def request_stop(self) -> None:
        self.tell("SHUTDOWN SAVE").close()

    def tell(self, command: str) -> socket.socket:
        """Send one inline command; gives the connection that will answer it."""
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(SECONDS)
        try:
            connection.connect(str(self.socket))
            connection.sendall(f"{command}\r\n".encode())
        except OSError:
            connection.close()
            raise
        return connection


def flags(options: dict[str, list[str | Path]]) -> list[str | Path]:
    return [word for name, values in options.items() for word in (f"--{name}", *values)]
