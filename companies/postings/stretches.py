"""Parts of a text, as places where they start and end, and quick answers about them."""

from bisect import bisect_right
from collections.abc import Iterable


class Stretches:
    """The union of stretches text[start:end], given in any order."""

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __bool__(self) -> bool:
        return bool(self._starts)

    def cover(self, start: int, end: int) -> bool:
        """Say whether text[start:end] lies in one of them, in time logarithmic in their number."""
        before = bisect_right(self._starts, start) - 1
        return before >= 0 and end <= self._ends[before]
