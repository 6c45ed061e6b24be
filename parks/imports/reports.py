"""What an import did, or would do: counted, and every refusal with its place and reason."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field

Progress = Callable[[int], None]
"""Is told how far an import has come: the line reached, or the number of files done."""


@dataclass(frozen=True)
class RefusedRow:
    """`line` as an editor counts it, `column` as headed in the file (empty: the whole row)."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        column = f", {self.column}" if self.column else ""
        return f"line {self.line}{column}: {self.reason}"


@dataclass(frozen=True)
class RefusedFile:
    file: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.reason}"


@dataclass
class ImportReport:
    """A dry run counts what a real one would do, and has written nothing."""

    dry_run: bool
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[RefusedRow] | list[RefusedFile] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return {
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "refused": [asdict(refusal) for refusal in self.refused],
            "dry_run": self.dry_run,
        }
