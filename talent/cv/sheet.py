"""A text that is written piece by piece and remembers where each piece stands."""

from talent.cv.cleaning import clean
from talent.cv.values import Found


class Sheet:
    """Lines of text under construction."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    def put(self, words: str | None, before: str = "") -> Found[str] | None:
        """Write `words`, after `before` unless they open a line; return where they stand."""
        words = clean(words or "")
        if not words:
            return None
        if not self._is_at_line_start():
            self._write(before)
        start = self._length
        self._write(words)
        return Found(words, start, self._length)

    def line(self, words: str | None) -> Found[str] | None:
        """Write `words` as lines of their own; return where they stand."""
        self.end_line()
        found = self.put(words)
        self.end_line()
        return found

    def end_line(self) -> None:
        """Begin a new line unless one has just begun."""
        if not self._is_at_line_start():
            self._write("\n")

    def here(self) -> Found[str]:
        """Return the empty stretch at the present end."""
        return Found("", self._length, self._length)

    def text(self) -> str:
        """Return all that was written."""
        return "".join(self._pieces)

    def _is_at_line_start(self) -> bool:
        return not self._pieces or self._pieces[-1].endswith("\n")

    def _write(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)
