"""What a graduate should do next."""

from datetime import date

import pytest

from matching.queries.matches import MatchList
from matching.queries.steps import Step, next_steps, with_gaps
from talent.models import Profile, WantedPlace
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NOTHING_FOUND = MatchList([], None, {})
FACTS = "/me/profile/"


def steps_of(profile: Profile, found: MatchList = NOTHING_FOUND) -> list[Step]:
    profile.save()
    return next_steps(with_gaps(Profile.objects.filter(pk=profile.pk)).get(), found)


@pytest.fixture
def complete():
    """A profile that leaves nothing open."""
    profile = ProfileFactory(
        wanted_kinds=["job"],
        anywhere=True,
        degree=DegreeLevelFactory(),
        discipline=DisciplineFactory(),
        graduates_on=date(2026, 7, 1),
    )
    SkillClaimFactory(profile=profile)
    return profile


def test_an_empty_profile_is_told_the_three_most_useful_things():
    assert steps_of(ProfileFactory()) == [
        Step("Add your skills, or upload a CV", "/me/cv/"),
        Step("Say what you look for", FACTS),
        Step("Say where you would work", FACTS),
    ]


def test_a_complete_profile_has_nothing_to_do(complete):
    assert steps_of(complete) == []


@pytest.mark.parametrize(
    ("silent", "gate", "text"),
    [
        ({"wanted_kinds": []}, "kind", "Say what you look for"),
        ({"anywhere": False}, "place", "Say where you would work"),
        ({"degree": None}, "degree", "Add your degree"),
        ({"discipline": None}, "discipline", "Add your discipline"),
        ({"graduates_on": None}, "dates", "Say when you can start"),
    ],
)
@pytest.mark.parametrize(
    ("openings", "hint"),
    [
        (0, ""),
        (1, " – up to 1 opening waits for it"),
        (7, " – up to 7 openings wait for it"),
    ],
)
def test_each_open_question_says_what_an_answer_would_bring(
    silent, gate, text, openings, hint, complete
):
    for name, value in silent.items():
        setattr(complete, name, value)
    found = MatchList([], None, {gate: openings, "other": 99})

    assert steps_of(complete, found) == [Step(f"{text}{hint}", FACTS)]


def test_a_place_that_is_named_answers_the_question_of_places(complete):
    complete.anywhere = False
    WantedPlace.objects.create(profile=complete, region=RegionFactory())

    assert steps_of(complete) == []


def test_who_says_when_they_can_start_need_not_say_when_they_graduate(complete):
    complete.graduates_on, complete.available_from = None, date(2026, 9, 1)

    assert steps_of(complete) == []


def test_skills_come_first(complete):
    complete.skill_claims.all().delete()
    complete.degree = None

    assert [step.text for step in steps_of(complete)] == [
        "Add your skills, or upload a CV",
        "Add your degree",
    ]
