"""Which skills the students of a university lack for the openings that suit them, in groups.

The openings are the best of each student's published lists; a skill is missing, as the engine
says it of a pair, when the student has neither it nor one that is related to it. Only claimed
students are counted, all of them alike, and no figure tells of a group under five.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from companies.choices.openings import Importance
from companies.models import Opening, OpeningSkill
from matching.choices.runs import RunState
from matching.models import GraduateMatches
from matching.queries.matches import unpacked_ids, unpacked_points
from matching.queries.small_groups import LEAST, is_safe_part
from parks.models import SkillRelation
from talent.models import RosterEntry, SkillClaim, StudyProgramme, University

LISTED = 10
"""So many openings of a student's list count: those they are shown first."""
MOST_SKILLS = 40
OTHER = "other"
"""The group of programmes that are too small to stand alone."""
WHOLE = "all"
ASKED = (Importance.MUST, Importance.WANTED)
Group = int | str


@dataclass(frozen=True)
class Lack:
    """What each student of a group lacks: skill ids by profile id."""

    programme: Mapping[int, int | None]
    missing: Mapping[int, frozenset[int]]


def count_curriculum(university: University) -> dict[str, Any]:
    """Return the figures of a snapshot: the groups with their skills, and the openings counted.

    `groups` are lists of `key` (a programme's id, "other" or "all"), names, `students` and
    `skills`: triples of skill id, students who lack it, and published openings that ask for it.
    """
    demand = demanded()
    lack = _lack_of(university)
    groups = grouped(lack.programme)
    published = publishable(groups, lack.missing)
    names = StudyProgramme.objects.in_bulk([key for key in groups if isinstance(key, int)])
    return {
        "students": len(lack.missing) if len(lack.missing) >= LEAST else None,
        "openings": Opening.objects.published().count(),
        "groups": [
            {
                "key": str(key),
                "name_zh": names[key].name_zh if key in names else "",
                "name_en": names[key].name_en if key in names else "",
                "students": students,
                "skills": _ranked(published[key], demand),
            }
            for key, students in _sizes(groups)
        ],
    }


def demanded() -> dict[int, int]:
    """Count the published openings of all parks that ask for each skill as required or wanted."""
    rows = OpeningSkill.objects.filter(
        opening__in=Opening.objects.published(), importance__in=ASKED
    )
    return dict(Counter(rows.values_list("skill_id", flat=True)))


def grouped(programme: Mapping[int, int | None]) -> dict[Group, frozenset[int]]:
    """Divide students by programme; who would be in a group under five is among the others.

    Where these are under five too, the smallest programme joins them. All of them are a group of
    their own, "all"; nothing at all comes of fewer than five students.
    """
    if len(programme) < LEAST:
        return {}
    members: dict[int | None, set[int]] = defaultdict(set)
    for student, pk in programme.items():
        members[pk].add(student)
    large = {pk: those for pk, those in members.items() if pk and len(those) >= LEAST}
    rest = set(programme).difference(*large.values())
    if rest and len(rest) < LEAST:
        rest |= large.pop(min(large, key=lambda pk: (len(large[pk]), pk)))
    groups: dict[Group, frozenset[int]] = {WHOLE: frozenset(programme)}
    groups |= {pk: frozenset(large[pk]) for pk in sorted(large)}
    return groups | ({OTHER: frozenset(rest)} if rest else {})


def publishable(
    groups: Mapping[Group, frozenset[int]], missing: Mapping[int, frozenset[int]]
) -> dict[Group, dict[int, int]]:
    """Count who lacks each skill in each group, leaving out what would tell of fewer than five.

    A figure stands where those who lack the skill and those who do not are each none or five and
    more. The figure of all stands only where what it tells of the groups left out, taken together,
    is as safe: nobody can take the published groups from it and read off the rest.
    """
    counts = {
        key: Counter(s for one in those for s in missing[one]) for key, those in groups.items()
    }
    published: dict[Group, dict[int, int]] = {key: {} for key in groups}
    parts = [key for key in groups if key != WHOLE]
    for skill, lacking in counts.get(WHOLE, {}).items():
        left_people = left_lacking = 0
        for key in parts:
            if is_safe_part(counts[key][skill], len(groups[key])):
                published[key][skill] = counts[key][skill]
            else:
                left_people += len(groups[key])
                left_lacking += counts[key][skill]
        is_rest_safe = not left_people or is_safe_part(left_lacking, left_people)
        if is_rest_safe and is_safe_part(lacking, len(groups[WHOLE])):
            published[WHOLE][skill] = lacking
    return published


def _sizes(groups: Mapping[Group, frozenset[int]]) -> list[tuple[Group, int]]:
    return [(key, len(those)) for key, those in groups.items()]


def _ranked(lacking: Mapping[int, int], demand: Mapping[int, int]) -> list[list[int]]:
    """The skills most students lack, then those most openings ask for; none without demand."""
    rows = [[skill, number, demand.get(skill, 0)] for skill, number in lacking.items() if number]
    rows = [row for row in rows if row[2]]
    return sorted(rows, key=lambda row: (-row[1], -row[2], row[0]))[:MOST_SKILLS]


def _lack_of(university: University) -> Lack:
    """Read what the claimed students of a university who are matched lack."""
    rows = RosterEntry.objects.filter(
        university=university, user__profile__in_matching=True, left_at=None
    )
    programme = dict(rows.values_list("user__profile", "programme"))
    best = _best_openings(programme)
    asked = _asked_by({pk for openings in best.values() for pk in openings})
    held, covered = _held_by(best), _covered()
    missing = {}
    for profile, openings in best.items():
        wanted = frozenset().union(*(asked.get(pk, frozenset()) for pk in openings))
        has = held.get(profile, frozenset())
        missing[profile] = wanted - has.union(*(covered.get(skill, frozenset()) for skill in has))
    return Lack({profile: programme[profile] for profile in best}, missing)


def _best_openings(profiles: Iterable[int]) -> dict[int, list[int]]:
    """Return the openings each student is shown first, over the lists of all parks."""
    lists = GraduateMatches.objects.filter(
        profile__in=list(profiles), run__state=RunState.PUBLISHED
    )
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for profile, ids, points in lists.values_list("profile_id", "opening_ids", "points").iterator():
        pairs = zip(unpacked_points(points), unpacked_ids(ids), strict=True)
        found[profile] += [(-worth, opening) for worth, opening in pairs][:LISTED]
    return {
        profile: [opening for _worth, opening in heapq.nsmallest(LISTED, pairs)]
        for profile, pairs in found.items()
        if pairs
    }


def _asked_by(openings: Iterable[int]) -> dict[int, frozenset[int]]:
    """Return the skills that those of the openings that are published ask for."""
    rows = OpeningSkill.objects.filter(
        opening__in=Opening.objects.published().filter(pk__in=list(openings)),
        importance__in=ASKED,
    )
    return _sets(rows.values_list("opening_id", "skill_id"))


def _held_by(profiles: Iterable[int]) -> dict[int, frozenset[int]]:
    rows = SkillClaim.objects.filter(profile__in=list(profiles))
    return _sets(rows.values_list("profile_id", "skill_id"))


def _covered() -> dict[int, frozenset[int]]:
    """Return the skills of which whoever holds a skill has a part."""
    return _sets(SkillRelation.objects.values_list("held_id", "asked_id"))


def _sets(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for owner, member in pairs:
        found[owner].add(member)
    return {owner: frozenset(members) for owner, members in found.items()}
