"""What universities say of a person who has claimed their place on a roster: locked for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from parks.models import DegreeLevel
from talent.models import Education, RosterEntry

FACTS = ("degree", "discipline", "graduates_on")


@dataclass(frozen=True)
class Vouched:
    """The entries that vouch for a person on a day, that of the highest degree first."""

    entries: tuple[RosterEntry, ...]
    today: date

    @property
    def facts(self) -> dict[str, Any]:
        """The facts of the profile that are fixed, by name; nothing where the roster is silent."""
        if not self.entries:
            return {}
        first = self.entries[0]
        said = (first.degree, first.taught, first.graduates_on)
        return {name: value for name, value in zip(FACTS, said, strict=True) if value is not None}

    @property
    def may_go_on(self) -> bool:
        """Say whether the study is over, so that the person may be in a higher one elsewhere."""
        return bool(self.entries) and self.entries[0].graduates_on < self.today

    def fixed_for(self, degree: DegreeLevel | None) -> dict[str, Any]:
        """Return the facts that are fixed for somebody of this highest degree.

        Whoever went on to a higher degree after graduating states that themselves; the education
        that the university vouches for stays fixed.
        """
        if self.may_go_on and degree is not None and degree.rank > self.entries[0].degree.rank:
            return {}
        return self.facts

    def contradicts(self, facts: Mapping[str, Any], degree: DegreeLevel | None) -> bool:
        """Say whether some of these facts, as rows or by `_id`, are others than the fixed ones.

        `degree` is the highest one that the person would have with them.
        """
        fixed = self.fixed_for(degree)
        fixed |= {f"{name}_id": row.pk for name, row in fixed.items() if hasattr(row, "pk")}
        return any(name in facts and facts[name] != value for name, value in fixed.items())

    def says(self, education: Education) -> bool:
        """Say whether a study is at a university and for a degree that the roster tells of."""
        return any(is_of(entry, education) for entry in self.entries)


def is_of(entry: RosterEntry, education: Education) -> bool:
    """Say whether a study is the one of this entry, day and degree alike."""
    return (
        education.university_id == entry.university_id
        and education.degree_id == entry.degree_id
        and education.ended_on == entry.graduates_on
    )


def vouched_of(user_id: int | None) -> Vouched:
    """Return what universities say of a person, in one query."""
    rows = RosterEntry.objects.filter(user=user_id).vouching()
    return Vouched(tuple(rows), timezone.localdate())
