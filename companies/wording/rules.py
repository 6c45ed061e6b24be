"""The rules of `rules.toml`, compiled."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from parks.language import in_language

FILE = Path(__file__).with_name("rules.toml")


@dataclass(frozen=True)
class Rule:
    """One thing the law forbids. Pairs are words in Chinese and in English.

    Text that `pattern` finds breaks the rule unless `unless` finds something that overlaps with it;
    openings of the kinds in `exempt_kinds` may say it.
    """

    code: str
    names: tuple[str, str]
    sources: tuple[tuple[str, str], ...]
    advices: tuple[str, str]
    pattern: re.Pattern[str]
    unless: re.Pattern[str]
    exempt_kinds: frozenset[str]

    @property
    def name(self) -> str:
        return in_language(*self.names)

    @property
    def source(self) -> str:
        return in_language(*("; ".join(words) for words in zip(*self.sources, strict=True)))

    @property
    def advice(self) -> str:
        return in_language(*self.advices)


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return the rules in the order of their file, read and compiled once per process."""
    with FILE.open("rb") as file:
        content = tomllib.load(file)
    words: dict[str, str] = {}
    for name, pattern in content["words"].items():
        words[name] = pattern.format_map(words) if "{" in pattern else pattern
    return tuple(_rule(row, words) for row in content["rules"])


def _rule(row: dict[str, Any], words: dict[str, str]) -> Rule:
    return Rule(
        code=row["code"],
        names=(row["name_zh"], row["name_en"]),
        sources=tuple((chinese, english) for chinese, english in row["sources"]),
        advices=(row["advice_zh"], row["advice_en"]),
        pattern=_any_of(row["patterns"], words),
        unless=_any_of(row["unless"], words),
        exempt_kinds=frozenset(row.get("exempt_kinds", ())),
    )


def _any_of(patterns: list[str], words: dict[str, str]) -> re.Pattern[str]:
    """Join patterns into one; no pattern at all finds nothing."""
    joined = "|".join(f"(?:{pattern.format_map(words)})" for pattern in patterns)
    return re.compile(joined or r"(?!)", re.IGNORECASE | re.MULTILINE)
