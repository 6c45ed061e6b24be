"""Where a checkout keeps the data, logs, locks and sockets of its servers."""

import hashlib
import os
import re
import stat
from pathlib import Path

from config.embedded.errors import EmbeddedServerError

PROJECT = "talent-portal"
SYSTEM_FOLDER = Path("/var/lib") / PROJECT
SHORT_FOLDER = Path("/tmp")  # noqa: S108  not TMPDIR: every process must find the same socket
LONGEST_SOCKET_PATH = 100  # bytes; the kernel allows 107 on Linux, 103 on macOS
LONGEST_SOCKET_NAME = len("/.s.PGSQL.5432")
PLAIN_PATH = re.compile(rb"[A-Za-z0-9._/-]+")


def runs_as_root() -> bool:
    return os.geteuid() == 0


def state_folder(checkout: Path) -> Path:
    """The folder of everything the servers of `checkout` write.

    It is `var/` of the checkout. For root it lies under /var/lib instead: PostgreSQL then runs as
    a system account, which could reach `var/` only if the modes of the folders above were opened.
    """
    checkout = checkout.resolve()
    if not runs_as_root():
        return checkout / "var"
    words = re.sub(r"[^a-z0-9]+", "-", checkout.name.lower())[:20].strip("-")
    return SYSTEM_FOLDER / f"{words or 'checkout'}-{digest(checkout)}"


def socket_folder(preferred: Path) -> Path:
    """`preferred`, or a short plain path where `preferred` cannot be the folder of a socket.

    A socket path is limited in length, and libpq takes a comma in it for a list of hosts.
    """
    path = os.fsencode(preferred)
    if len(path) + LONGEST_SOCKET_NAME <= LONGEST_SOCKET_PATH and PLAIN_PATH.fullmatch(path):
        return preferred
    return short_folder(preferred, os.geteuid())


def short_folder(preferred: Path, account: int) -> Path:
    return SHORT_FOLDER / f"{PROJECT}-{account}-{digest(preferred)}"


def make_folder(folder: Path) -> None:
    """Create `folder` and its missing parents; a folder that exists keeps its mode."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    if runs_as_root():
        folder.chmod(0o755)  # whatever the umask: the system account must pass through


def make_private_folder(folder: Path, owner: int) -> None:
    """Create `folder` for the account `owner` (uid) alone, unless it is there already."""
    if is_private_folder(folder, owner):
        return
    folder.mkdir(mode=0o700)
    if owner != os.geteuid():
        os.chown(folder, owner, -1)


def is_private_folder(folder: Path, owner: int) -> bool:
    """Whether `folder` exists; raises EmbeddedServerError if somebody else could have put it there.

    The short folder lies among those of all users, so a stranger may have made one of its name.
    """
    try:
        status = folder.lstat()
    except FileNotFoundError:
        return False
    ours = status.st_uid in (owner, os.geteuid()) and not status.st_mode & 0o077
    if not (stat.S_ISDIR(status.st_mode) and ours):
        raise EmbeddedServerError(
            f"{folder} is not a private folder of this account: remove it, "
            "or set DATABASE_URL and REDIS_URL."
        )
    return True


def digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
