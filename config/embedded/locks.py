"""File locks that the kernel drops when their last holder ends, however it ends.

A lock belongs to the open file, not to a process: a forked child shares its parent's, and a
descriptor handed to a server keeps the lock for as long as that server lives.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PAUSE_SECONDS = 0.01


def hold_shared(path: Path) -> int:
    """Join the holders of the lock at `path`, after whoever has it alone; gives a descriptor."""
    descriptor = open_lock(path)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


@contextmanager
def held_alone(path: Path) -> Iterator[int]:
    """Wait for the lock at `path` and hold it alone; gives its descriptor."""
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def held_alone_if_free(path: Path) -> Iterator[bool]:
    """Hold the lock at `path` alone and say True, or say False when anybody holds it."""
    descriptor = open_lock(path)
    try:
        yield is_granted(descriptor)
    finally:
        os.close(descriptor)


def is_free(path: Path) -> bool:
    with held_alone_if_free(path) as free:
        return free


def is_granted(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def wait_until(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Whether `condition` came true within `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE_SECONDS)
    return True
