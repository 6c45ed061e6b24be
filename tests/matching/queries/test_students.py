"""How far students came, recounted plainly from rows of random lives."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from matching.choices.students import StudentStep
from matching.queries.small_groups import published_steps
from matching.queries.students import (
    companies_of,
    named_by_programme,
    progress_of,
    waiting_at,
    with_step,
)
from talent.models import RosterEntry
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory, ApplicationStepFactory
from tests.factories.talent import (
    ProfileFactory,
    RosterEntryFactory,
    StudyProgrammeFactory,
    UniversityFactory,
)

STATES = (
    "draft",
    "submitted",
    "shortlisted",
    "interviewing",
    "offered",
    "accepted",
    "hired",
    "refused",
    "withdrawn",
)
FAR = {"interviewing": 3, "offered": 4, "accepted": 4, "hired": 5, "draft": 0}
LIFE = st.tuples(
    st.booleans(),  # shares
    st.booleans(),  # has left
    st.booleans(),  # has a profile
    st.lists(st.lists(st.sampled_from(STATES), min_size=1, max_size=3), max_size=2),
)


def reached(has_profile: bool, applications: list[list[str]]) -> int:
    """Count in plain Python; the last state of an application is its present one."""
    if not has_profile:
        return 0
    return max([1, *(FAR.get(state, 2) for states in applications for state in states)])


class RandomLives(TestCase):
    """Hypothesis wants a transaction of its own for each example."""

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(LIFE, max_size=14))
    def test_the_steps_of_random_lives_are_those_of_a_plain_recount(self, lives):
        university = UniversityFactory()
        programme = StudyProgrammeFactory(university=university)
        opening = OpeningFactory(published=True)
        expected = {}
        for shares, has_left, has_profile, applications in lives:
            entry = RosterEntryFactory(
                university=university,
                programme=programme,
                degree=programme.degree,
                claimed=True,
                shares_progress=shares,
                left_at=timezone.now() if has_left else None,
            )
            expected[entry.pk] = reached(has_profile, applications)
            self._live(entry, has_profile, applications, opening)
        RosterEntryFactory(university=university, degree=programme.degree)

        found = with_step(RosterEntry.objects.filter(pk__in=expected))
        progress = progress_of(university)
        named = named_by_programme(university)

        assert {entry.pk: entry.step for entry in found} == expected
        here = [(life[0], reached(*life[2:])) for life in lives if not life[1]]
        sharing = [step for shares, step in here if shares]
        others = [step for shares, step in here if not shares]
        hidden = published_steps([others.count(step) for step in range(6)])
        assert (progress.claimed, progress.sharing) == (len(here), len(sharing))
        assert [(each.named, each.others) for each in progress.steps] == [
            (sum(step >= each for step in sharing), hidden[each]) for each in range(6)
        ]
        counts = [sum(step >= each for step in sharing) for each in range(6)]
        assert named == ([(programme.name, counts)] if sharing else [])

    def _live(self, entry, has_profile, applications, opening) -> None:
        if not has_profile:
            return
        profile = ProfileFactory(user=entry.user)
        for states in applications:
            row = ApplicationFactory(
                profile=profile,
                opening=OpeningFactory(company=opening.company, published=True),
                state=states[-1],
                refusal_reason="other" if states[-1] == "refused" else "",
            )
            for state in states[:-1]:
                ApplicationStepFactory(application=row, state=state)


@pytest.mark.django_db
def test_a_company_is_named_once_it_has_hired_and_only_where_progress_is_shared():
    entry = RosterEntryFactory(claimed=True, shares_progress=True)
    profile = ProfileFactory(user=entry.user)
    ApplicationFactory(profile=profile, state="interviewing")
    hired = ApplicationFactory(profile=profile, state="hired")

    assert companies_of(entry) == [str(hired.opening.company)]
    entry.shares_progress = False
    assert companies_of(entry) == []


@pytest.mark.django_db
def test_what_waits_on_the_roster_is_counted():
    now, university = timezone.now(), UniversityFactory()
    common = {"university": university, "degree": RosterEntryFactory().degree}
    RosterEntryFactory.create_batch(2, **common)
    RosterEntryFactory(**common, code_sent_at=now - timedelta(days=15))
    RosterEntryFactory(**common, code_sent_at=now - timedelta(days=13))
    RosterEntryFactory(**common, claimed=True)
    RosterEntryFactory(**common, left_at=now)

    assert waiting_at(university, now) == (5, 1, 2, 1)


def test_steps_are_in_their_order():
    assert [step.value for step in StudentStep] == [0, 1, 2, 3, 4, 5]
