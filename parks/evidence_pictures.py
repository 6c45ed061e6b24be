"""The first page of a PDF as a picture: no script of it runs, and no plug-in opens it."""

import subprocess
import sys
from base64 import b64decode
from pathlib import Path

CHILD = Path(__file__).with_name("pdf_picture_child.py")
SECONDS = 10
MEMORY_BYTES = 1024 * 1024 * 1024
EMPTY = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
"""One clear pixel, for a file that cannot be drawn: the link to the file stays beside it."""


def first_page(data: bytes) -> bytes:
    """Return the first page of a PDF as PNG; one clear pixel where it cannot be drawn in time."""
    command = [sys.executable, "-P", str(CHILD), str(SECONDS), str(MEMORY_BYTES)]
    try:
        done = subprocess.run(  # noqa: S603 - our own script, no shell, numbers as arguments
            command, input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return EMPTY
    return done.stdout if done.returncode == 0 else EMPTY
