"""Cells as they are kept, to be shown and handed back to whoever sent them."""

from .cells import BROKEN
from .delimited import END

LONGEST_KEPT = 32_000


def storable(cell: str) -> str:
    """Return what the database can hold of a cell: no damaged characters, no NUL, no excess."""
    text = BROKEN.sub("�", cell.replace(END, "").replace("\x00", ""))
    return text if len(text) <= LONGEST_KEPT else f"{text[:LONGEST_KEPT]}…"
