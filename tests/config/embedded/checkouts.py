"""Checkouts with nothing in them but a place for servers, and real processes that use those."""

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import psutil

from config.embedded.locks import is_free, wait_until
from config.embedded.places import short_folder, state_folder

REPOSITORY = Path(__file__).resolve().parents[3]
PATIENCE = 120  # seconds until a process that hangs fails its test
GIVEN_SERVERS = ("DATABASE_URL", "REDIS_URL")

# A program imports what it needs while it can still read the virtual environment, and only then
# becomes the account it is to run as.
PRELUDE = """
import json, os, signal, sys
from pathlib import Path
import psycopg2
from config import embedded
checkout, account, group = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
if os.geteuid() != account:
    os.setgroups([])
    os.setgid(group)
    os.setuid(account)
"""
TELL = """
print(json.dumps(embedded.urls_or_exit(checkout)), flush=True)
"""
TELL_WHEN_ASKED = """
for line in sys.stdin:
    print(json.dumps(embedded.urls_or_exit(checkout)), flush=True)
"""


@dataclass(frozen=True)
class Account:
    """Who runs the programs of a test."""

    user: int
    group: int

    @classmethod
    def own(cls) -> Self:
        return cls(os.geteuid(), os.getegid())

    @classmethod
    def named(cls, name: str) -> Self:
        entry = pwd.getpwnam(name)
        return cls(entry.pw_uid, entry.pw_gid)

    @property
    def is_root(self) -> bool:
        return self.user == 0


class Client:
    """A running process of a checkout."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def read(self) -> dict[str, str]:
        """The next line the process prints: its two addresses."""
        line = self.process.stdout.readline()
        assert line, self.process.communicate()[1]
        return dict(zip(("database", "redis"), json.loads(line), strict=True))

    def ask(self) -> dict[str, str]:
        """Have the process look for its servers again."""
        self.process.stdin.write("again\n")
        self.process.stdin.flush()
        return self.read()

    def leave(self) -> tuple[int, str]:
        """Let the process end by itself; gives its exit code and what it complained of."""
        complaints = self.process.communicate(timeout=PATIENCE)[1]
        return self.process.returncode, complaints

    def kill(self, signal_number: int) -> None:
        self.process.send_signal(signal_number)
        self.process.communicate(timeout=PATIENCE)


@dataclass
class Checkout:
    """A folder whose servers are used by programs that run as `account`."""

    home: Path  # a folder of the account, the checkout itself at first
    account: Account
    packages: Path | None = None  # goes before the installed packages
    given: dict[str, str] = field(default_factory=dict)  # addresses of servers elsewhere
    clients: list[Client] = field(default_factory=list)
    path: Path = field(init=False)

    def __post_init__(self) -> None:
        self.path = self.home

    def move_into(self, *names: str) -> None:
        """Be a checkout inside private folders of these names."""
        for name in names:
            self.path = self.path / name
            self.path.mkdir(mode=0o700)
            os.chown(self.path, self.account.user, self.account.group)

    @property
    def state(self) -> Path:
        return state_folder(self.path) if self.account.is_root else self.path / "var"

    @property
    def environment(self) -> dict[str, str]:
        """Ours, with no address of a server but those given."""
        environment = {key: os.environ[key] for key in os.environ if key not in GIVEN_SERVERS}
        paths = [self.path, *([self.packages] if self.packages else []), REPOSITORY]
        return environment | self.given | {"PYTHONPATH": os.pathsep.join(map(str, paths))}

    def command(self, program: str) -> list[str]:
        account = (str(self.account.user), str(self.account.group))
        return [sys.executable, "-c", PRELUDE + program, str(self.path), *account]

    def start(self, program: str = TELL + TELL_WHEN_ASKED, **options: Any) -> Client:
        """Start `program`; the process ends with the checkout at the latest."""
        return self.spawn(self.command(program), **options)

    def spawn(self, command: list[str], **options: Any) -> Client:
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        process = subprocess.Popen(
            command, env=self.environment, cwd=self.path, text=True, **streams, **options
        )
        self.clients.append(Client(process))
        return self.clients[-1]

    def join(self) -> Client:
        """Start a client and return once it has its servers."""
        client = self.start()
        client.read()
        return client

    def run(self, program: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run_command(self.command(program), **environment)

    def run_command(
        self, command: list[str], **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            env=self.environment | environment,
            cwd=self.path,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def wait_for(self, name: str, client: Client) -> None:
        """Return once the file `name` is there, or `client` has ended without making it."""
        path = self.path / name
        wait_until(lambda: path.exists() or client.process.poll() is not None, seconds=PATIENCE)

    def servers(self, name: str) -> list[int]:
        """The process ids of the servers `name` of this checkout, without their children."""
        pids = {
            process.pid: process.info["ppid"]
            for process in psutil.process_iter(["name", "cwd", "ppid"])
            if process.info["name"] == name and self.is_in_state(process.info["cwd"])
        }
        return [pid for pid, parent in pids.items() if parent not in pids]

    def is_in_state(self, folder: str | None) -> bool:
        return folder is not None and Path(folder).is_relative_to(self.state)

    def postgres(self) -> list[int]:
        return self.servers("postgres")

    def redis(self) -> list[int]:
        return self.servers("redis-server")

    def remove(self) -> None:
        for client in self.clients:
            client.process.kill()
            client.process.communicate()
        for pid in self.postgres() + self.redis():
            psutil.Process(pid).kill()
        for lock in self.state.glob("*/alive.lock"):
            wait_until(lambda lock=lock: is_free(lock), seconds=PATIENCE)
        sockets = [
            short_folder(self.state / name / "run", self.account.user)
            for name in ("postgresql", "redis")
        ]
        for folder in [self.state, *sockets, self.home]:
            shutil.rmtree(folder, ignore_errors=True)


def new_folder(owner: Account) -> Path:
    """An empty folder that `owner` can write and anybody can enter, outside pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="checkout-")).resolve()
    folder.chmod(0o755)
    os.chown(folder, owner.user, owner.group)
    return folder
