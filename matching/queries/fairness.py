"""How often people of each group stand in a first ten: by sex, school type and home province.

What is read here (`RosterEntry`, the kind of a university) never enters the score: nothing in
`matching.loading` or `matching.engine` knows these columns, which a counterfactual test shows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from django.db.models import Exists, F, OuterRef, QuerySet

from matching.choices.applications import ApplicationState
from matching.models import Application, GraduateMatches, MatchRun, OpeningMatches
from talent.choices.profiles import Visibility
from talent.models import Education, RosterEntry

TOP = 10
LEAST = 5
"""A group of fewer people is never told."""
UNKNOWN, SMALLER = "", "smaller"
"""The names of two groups that are none: who is not known, and all that are too small to tell."""
ROWS_AT_ONCE = 5_000

Told = tuple[str, int | None, int | None]


class Dimension(StrEnum):
    SEX = "sex"
    SCHOOL = "school"
    REGION = "region"


@dataclass
class Tally:
    """Of `people`, how many stand in the first ten of at least one opening."""

    people: int = 0
    listed: int = 0


@dataclass(frozen=True)
class Fairness:
    """The tallies of all groups of a run, nothing hidden yet; of `openings` lists."""

    whole: Tally
    openings: int
    groups: dict[Dimension, dict[str, Tally]]


def fairness_of(run: MatchRun) -> Fairness:
    """Count everybody who could have been in a list of this run, group by group."""
    people = dict(_people(run).values_list("profile_id", "profile__user_id"))
    listed, openings = _listed(run)
    groups_of = _groups(run)
    found = Fairness(Tally(), openings, {dimension: {} for dimension in Dimension})
    for profile_id, user_id in people.items():
        _count(found.whole, profile_id in listed)
        for dimension, groups in found.groups.items():
            group = groups_of[dimension].get(user_id, UNKNOWN)
            _count(groups.setdefault(group, Tally()), profile_id in listed)
    return found


def _people(run: MatchRun) -> QuerySet[GraduateMatches]:
    """Who was matched, shows themselves to companies and was not hired: nobody else is listed."""
    hired = Application.objects.filter(profile=OuterRef("profile"), state=ApplicationState.HIRED)
    return GraduateMatches.objects.filter(
        ~Exists(hired),
        run=run,
        profile__in_matching=True,
        profile__visibility=Visibility.PARK_COMPANIES,
    )


def _count(tally: Tally, is_listed: bool) -> None:
    tally.people += 1
    tally.listed += is_listed


def _listed(run: MatchRun) -> tuple[set[int], int]:
    """Ids of the profiles in the first ten of some opening, and the number of openings."""
    lists = OpeningMatches.objects.filter(run=run).values_list("profile_ids", flat=True)
    found, openings = set(), 0
    for packed in lists.iterator(ROWS_AT_ONCE):
        found.update(np.frombuffer(packed, "<i8")[:TOP].tolist())
        openings += 1
    return found, openings


def _groups(run: MatchRun) -> dict[Dimension, Mapping[str, str]]:
    """The group of each person by user id, where it is known; the latest roster says it best."""
    users = _people(run).values("profile__user")
    sexes, schools, regions = {}, dict(_schools(users)), {}
    rosters = RosterEntry.objects.filter(user__in=users).order_by("graduates_on", "pk")
    facts = rosters.values_list("user_id", "sex", "university__kind", "home_region__code")
    for user_id, sex, kind, code in facts.iterator(ROWS_AT_ONCE):
        schools[user_id] = kind
        if sex:
            sexes[user_id] = sex
        if code:
            regions[user_id] = province_code(code)
    return {Dimension.SEX: sexes, Dimension.SCHOOL: schools, Dimension.REGION: regions}


def _schools(users: QuerySet) -> Iterator[tuple[int, str]]:
    """The kind of the last university somebody named; for whoever is on no roster."""
    named = Education.objects.filter(profile__user__in=users, university__isnull=False)
    named = named.order_by(F("ended_on").asc(nulls_last=True), "pk")
    yield from named.values_list("profile__user_id", "university__kind").iterator(ROWS_AT_ONCE)


def province_code(code: str) -> str:
    """Return the code of the province that a place of GB/T 2260 lies in."""
    return f"{code[:2]}0000"


def hidden_groups(groups: Mapping[str, Tally]) -> set[str]:
    """Return which groups are not told.

    Those of fewer than five people; and, so that nobody can take the others from the whole, the
    next smallest ones until at least two groups with five people together are hidden.
    """
    hidden = {name for name, tally in groups.items() if tally.people < LEAST}
    others = sorted(groups.keys() - hidden, key=lambda name: (groups[name].people, name))
    for name in others:
        together = sum(groups[each].people for each in hidden)
        if not hidden or (len(hidden) > 1 and together >= LEAST):
            break
        hidden.add(name)
    return hidden


def told(groups: Mapping[str, Tally]) -> list[Told]:
    """Return name, people and listed of each group, the largest first, the hidden ones in one.

    People are None where even all of them are fewer than five.
    """
    hidden = hidden_groups(groups)
    shown = [
        (name, tally.people, tally.listed) for name, tally in groups.items() if name not in hidden
    ]
    shown.sort(key=lambda each: (each[0] == UNKNOWN, -each[1], each[0]))
    return [*shown, *([together(groups[name] for name in hidden)] if hidden else [])]


def together(tallies: Iterable[Tally]) -> Told:
    """Return the sum of groups that are not told one by one."""
    parts = list(tallies)
    people, listed = sum(each.people for each in parts), sum(each.listed for each in parts)
    return (SMALLER, people, listed) if people >= LEAST else (SMALLER, None, None)
