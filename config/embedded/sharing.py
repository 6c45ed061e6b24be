"""Every process of a checkout shares its servers: the first starts them, the last stops them.

A client holds the server's `clients.lock` together with the others for as long as it lives, and
its forked children hold it with it. Whoever can have that lock alone is the last one. The kernel
drops the lock of a killed process, so there is no register that could name the dead.
"""

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.embedded.errors import EmbeddedServerError
from config.embedded.locks import held_alone, held_alone_if_free, hold_shared
from config.embedded.places import make_folder
from config.embedded.server import Server

_joined: dict[Path, int] = {}  # the server's folder → the descriptor of its clients.lock


def share(server: Server) -> None:
    """Return once `server` answers; it then stays up until this process ends.

    Raises EmbeddedServerError when the server cannot be had.
    """
    with plain_errors(server):
        join(server)
        if server.answers():
            return
        with held_alone(server.start_lock):
            if not server.answers():
                server.start()


def join(server: Server) -> None:
    if server.folder in _joined:
        return
    make_folder(server.folder)
    _joined[server.folder] = hold_shared(server.clients_lock)
    atexit.register(leave, server)


def leave(server: Server) -> None:
    """Stop `server` unless another process uses it; newcomers wait until it has stopped.

    The lock is asked for through a new descriptor: the one held may be shared with our parent or
    children, and what it were granted they would hold too.
    """
    if server.folder not in _joined:
        return
    os.close(_joined.pop(server.folder))
    if not server.folder.is_dir():
        return
    with held_alone_if_free(server.clients_lock) as last_one:
        if last_one:
            server.stop()


@contextmanager
def plain_errors(server: Server) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        raise EmbeddedServerError(
            f"{server.title} cannot run here ({reason}): "
            f"give this account access, or set {server.variable}."
        ) from error
