"""The introduction of a posting: it tells the setting, and names much that nobody is asked for.

In 46 English postings read closely, two in three of the fields and methods that are named once and
there alone were not asked for; elsewhere one in eight.
"""

from .texts import is_chinese

LONG = 2_000
"""A shorter text has no introduction worth the name."""
SHARE = 5
"""The introduction is the first fifth."""


class Introduction:
    """Where the introduction of a text lies, below the title in its first line."""

    def __init__(self, text: str) -> None:
        is_long = len(text) > LONG and not is_chinese(text[:LONG])
        self._end = len(text) // SHARE if is_long else 0
        self._start = text.find("\n", 0, self._end)

    def holds(self, start: int) -> bool:
        """Say whether the text from `start` on belongs to the introduction."""
        return self._start < start < self._end
