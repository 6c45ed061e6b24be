"""How far the work is: a bar on a terminal, plain lines where there is none."""

from collections.abc import Callable, Iterator
from typing import TextIO

from tqdm import tqdm


class Progress:
    """Cuts work into chunks and tells on `stream` how many of them are done.

    `after_chunk` is called when each is done, to let go of what it has left in memory.
    """

    def __init__(self, stream: TextIO, after_chunk: Callable[[], None] = lambda: None) -> None:
        self.stream, self.after_chunk = stream, after_chunk

    def chunks(self, noun: str, count: int, size: int) -> Iterator[range]:
        """Yield the numbers 0 to count - 1 in ranges of at most `size`."""
        shown = self.stream.isatty()
        with tqdm(total=count, desc=noun, file=self.stream, disable=not shown) as bar:
            for start in range(0, count, size):
                chunk = range(start, min(start + size, count))
                yield chunk
                self.after_chunk()
                bar.update(len(chunk))
                if not shown:
                    self._line(noun, chunk, count)

    def _line(self, noun: str, done: range, count: int) -> None:
        """Write a line for each tenth of the work, and for its end."""
        if done.stop * 10 // count > done.start * 10 // count:
            self.stream.write(f"{noun}: {done.stop} of {count}\n")
            self.stream.flush()
