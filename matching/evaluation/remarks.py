"""What of a collection could not be used: counted, and told with its first example."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Remarks:
    """By field: how many values were not understood, and the first of them."""

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, value: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1
        self.examples.setdefault(name, value)

    def sentences(self) -> Iterator[str]:
        for name, count in self.counts.items():
            example = self.examples[name]
            yield f"{name}: {count} not understood and left out, the first is “{example}”."
