"""What students lack against what openings ask for, recounted from the rows; kept in snapshots."""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from matching import tasks
from matching.actions.curricula import count_all_curricula, take_curriculum
from matching.models import GraduateMatches, Snapshot
from matching.queries.matches import unpacked_ids
from parks.models import SkillRelation
from talent.models import RosterEntry, SkillClaim
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.matching import GraduateMatchesFactory, MatchRunFactory
from tests.factories.parks import SkillFactory
from tests.factories.talent import (
    ProfileFactory,
    RosterEntryFactory,
    SkillClaimFactory,
    StudyProgrammeFactory,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def market(university):
    """Forty students of three programmes with random skills, lists and openings."""
    chance = Random(6)  # noqa: S311 (no secret)
    skills = SkillFactory.create_batch(6)
    SkillRelation.objects.create(held=skills[0], asked=skills[1], kind="similar", quarters=2)
    company = CompanyFactory()
    openings = OpeningFactory.create_batch(12, company=company, published=True)
    for opening in openings:
        for skill in chance.sample(skills, 3):
            importance = chance.choice(["must", "wanted", "nice"])
            OpeningSkillFactory(opening=opening, skill=skill, importance=importance)
    openings[0].state = "closed"
    openings[0].save()
    run, second = MatchRunFactory(), MatchRunFactory()
    first = StudyProgrammeFactory(university=university)
    common = {"university": university, "degree": first.degree, "discipline": first.discipline}
    more = [StudyProgrammeFactory(**common) for _number in range(2)]
    programmes = [first] * 20 + [more[0]] * 16 + [more[1]] * 4
    for programme in programmes:
        entry = RosterEntryFactory(
            university=university, programme=programme, degree=first.degree, claimed=True
        )
        profile = ProfileFactory(user=entry.user)
        for skill in chance.sample(skills, chance.randint(0, 4)):
            SkillClaimFactory(profile=profile, skill=skill)
        for of in (run, second):
            ids = [opening.pk for opening in chance.sample(openings, 7)]
            points = sorted((chance.randint(1, 4096) for _id in ids), reverse=True)
            GraduateMatchesFactory(run=of, profile=profile, opening_ids=ids, points=points)
    return openings, skills


def lacks(profile_id: int, openings) -> set[int]:
    """Recount in plain Python what a student lacks for the ten best openings of their lists."""
    pairs = []
    for row in GraduateMatches.objects.filter(profile=profile_id):
        points = memoryview(bytes(row.points)).cast("h").tolist()
        pairs += zip(points, unpacked_ids(row.opening_ids), strict=True)
    best = sorted(pairs, key=lambda pair: (-pair[0], pair[1]))[:10]
    ids = {pk for _points, pk in best}
    asked = {
        need.skill_id
        for opening in openings
        if opening.pk in ids and opening.state == "published"
        for need in opening.requirements.all()
        if need.importance != "nice"
    }
    held = set(SkillClaim.objects.filter(profile=profile_id).values_list("skill_id", flat=True))
    related = SkillRelation.objects.filter(held__in=held).values_list("asked_id", flat=True)
    return asked - held - set(related)


def test_the_snapshot_is_what_a_plain_recount_gives(market, university):
    openings, skills = market

    snapshot = take_curriculum(university, now=NOW)

    students = {
        entry.user.profile.pk: entry.programme_id for entry in RosterEntry.objects.claimed()
    }
    missing = {pk: lacks(pk, openings) for pk in students}
    groups = {group["key"]: group for group in snapshot.figures["groups"]}
    demand = {
        skill.pk: sum(
            need.importance != "nice" and need.opening.state == "published"
            for opening in openings
            for need in opening.requirements.filter(skill=skill).select_related("opening")
        )
        for skill in skills
    }
    told = 0
    for key, group in groups.items():
        large = {"all", "other"} | {str(pk) for pk in students.values()}
        assert key in large
        programme = int(key) if key.isdecimal() else None
        there = [pk for pk, each in students.items() if programme in (None, each)]
        if key == "other":
            there = [pk for pk, each in students.items() if str(each) not in groups]
        assert group["students"] == len(there)
        for skill, number, asked in group["skills"]:
            assert number == sum(skill in missing[pk] for pk in there)
            assert asked == demand[skill]
            told += 1
        order = [(-number, -asked) for _skill, number, asked in group["skills"]]
        assert order == sorted(order)
    # the third programme has four students: the smaller of the others hides them
    assert sorted(group["students"] for group in groups.values()) == [20, 20, 40]
    assert told >= 8
    assert snapshot.figures["openings"] == 11


def test_four_students_are_not_told_of_at_all(university):
    opening = OpeningSkillFactory(opening__published=True).opening
    common = {"university": university, "degree": RosterEntryFactory().degree}
    for _number in range(4):
        entry = RosterEntryFactory(**common, claimed=True)
        profile = ProfileFactory(user=entry.user)
        GraduateMatchesFactory(profile=profile, opening_ids=[opening.pk], points=[1])

    figures = take_curriculum(university, now=NOW).figures

    assert figures == {"students": None, "openings": 1, "groups": []}


def test_who_left_is_not_matched_or_has_not_claimed_is_not_counted(market, university):
    gone, silent, ended = RosterEntry.objects.order_by("pk")[:3]
    RosterEntry.objects.filter(pk=gone.pk).update(left_at=NOW)
    type(silent.user.profile).objects.filter(user=silent.user).update(in_matching=False)
    RosterEntry.objects.filter(pk=ended.pk).update(user=None, claimed_at=None)

    assert take_curriculum(university, now=NOW).figures["students"] == 37


def test_the_night_counts_each_university_with_claimed_students_and_old_counts_go(
    university, django_capture_on_commit_callbacks
):
    RosterEntryFactory(university=university, claimed=True)
    RosterEntryFactory(claimed=True, left_at=NOW)
    RosterEntryFactory()
    take_curriculum(university, now=NOW - timedelta(days=91))

    assert count_all_curricula() == [university.pk]
    tasks.count_curriculum(university_id=university.pk)

    kept = Snapshot.objects.get()
    assert (kept.kind, kept.organisation_id) == ("curriculum", university.pk)
    assert kept.seconds > 0
