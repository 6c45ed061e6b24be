"""What PostgreSQL and Redis have in common as servers of one checkout."""

import os
import pwd
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from config.embedded.errors import EmbeddedServerError
from config.embedded.locks import held_alone, is_free, wait_until
from config.embedded.places import (
    is_private_folder,
    make_private_folder,
    socket_folder,
    state_folder,
)

START_SECONDS = 60
STOP_SECONDS = 20
IN_BACKGROUND = '"$@" &'  # the shell ends at once, so no client becomes the server's parent
CLEAN_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


class Server(ABC):
    """One server of a checkout; `config.embedded.sharing` alone starts and stops it."""

    title: ClassVar[str]
    variable: ClassVar[str]  # the environment variable that makes this server unnecessary

    def __init__(self, checkout: Path) -> None:
        self.folder = state_folder(checkout) / self.title.lower()
        self.sockets = socket_folder(self.folder / "run")
        self.log = self.folder / "server.log"
        self.clients_lock = self.folder / "clients.lock"
        self.start_lock = self.folder / "start.lock"
        self.alive_lock = self.folder / "alive.lock"

    @property
    def account(self) -> int:
        """The uid the server runs as."""
        return os.geteuid()

    @abstractmethod
    def responds(self) -> bool:
        """Whether the server behind the socket takes commands now."""

    @abstractmethod
    def prepare(self, alive: int) -> None:
        """Bring the folder into the state a start needs; pass `alive` to whatever is run."""

    @abstractmethod
    def command(self) -> Sequence[str | Path]:
        """The command line of the server, which stays in the foreground."""

    @abstractmethod
    def request_stop(self) -> None:
        """Ask for a clean and quick end, without waiting for it."""

    def answers(self) -> bool:
        return is_private_folder(self.sockets, self.account) and self.responds()

    def is_gone(self) -> bool:
        """Whether no process of this server is left, down to its last child."""
        return is_free(self.alive_lock)

    def start(self) -> None:
        """Start the server, unless one that a killed client started is still on its way."""
        self.wait_for_outcome()
        if self.is_gone():
            self.launch()
            self.wait_for_outcome()
        if not self.answers():
            raise self.failure()

    def stop(self) -> None:
        if not self.is_gone() and self.answers():
            self.request_stop()
            wait_until(self.is_gone, seconds=STOP_SECONDS)

    def failure(self) -> EmbeddedServerError:
        return EmbeddedServerError(
            f"{self.title} does not answer: read {self.log}, or set {self.variable}."
        )

    def wait_for_outcome(self) -> None:
        wait_until(lambda: self.answers() or self.is_gone(), seconds=START_SECONDS)

    def launch(self) -> None:
        with held_alone(self.alive_lock) as alive:
            self.prepare(alive)
            make_private_folder(self.sockets, self.account)
            for leftover in self.sockets.iterdir():
                leftover.unlink()
            self.run(["/bin/sh", "-c", IN_BACKGROUND, "sh", *self.command()], alive)

    def run(self, command: Sequence[str | Path], alive: int) -> None:
        """Run `command` as the server's account, apart from this process's terminal and pipes."""
        with open(self.log, "ab", opener=open_privately) as log:
            finished = subprocess.run(  # noqa: S603  our own command line
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[alive],
                cwd="/",
                env=CLEAN_ENVIRONMENT,
                umask=0o077,
                start_new_session=True,
                check=False,
                **change_of_account(self.account),
            )
        if finished.returncode:
            raise self.failure()


def open_privately(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def change_of_account(account: int) -> dict[str, object]:
    """The arguments of subprocess.run for the uid `account`; none where we are it already."""
    if account == os.geteuid():
        return {}
    return {"user": account, "group": pwd.getpwuid(account).pw_gid, "extra_groups": []}
