"""What the last word of a title says about the group of the classification: 工程师 are in 2-02."""

import csv
import re
from collections.abc import Mapping
from pathlib import Path

from parks.titles.grams import words_of

FILE = Path(__file__).with_name("heads.csv")
RANKS = "助理|专员|主管|经理|岗位|岗|人员|组长|员|师"
"""What may follow a headword without changing the kind of work: 客服专员, 财务经理."""


class Heads:
    """The headwords, each with the leading digits of the codes where its people are."""

    def __init__(self, groups: Mapping[str, tuple[str, ...]]) -> None:
        self._groups = groups
        longest_first = sorted(groups, key=lambda head: (-len(head), head))
        heads = "|".join(map(re.escape, longest_first)) or "(?!)"
        self._followed = re.compile(rf"({heads})(?:{RANKS})$")
        self._last = re.compile(rf"({heads})$")

    def groups_of(self, phrase: str) -> tuple[str, ...]:
        """Return the codes that the headword of a folded phrase points at, none if it has none.

        In Chinese the headword stands last; in English anywhere, of several the first counts.
        """
        found = self._followed.search(phrase) or self._last.search(phrase)
        if found and found[1][0] >= "\u4e00":
            return self._groups[found[1]]
        return next((self._groups[w] for w in words_of(phrase) if w in self._groups), ())


def read_heads() -> Heads:
    """Return the headwords of the table beside this file."""
    with FILE.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, strict=True)
        return Heads({row["head"]: tuple(row["groups"].split("|")) for row in rows})
