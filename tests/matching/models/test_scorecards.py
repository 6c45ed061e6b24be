"""Who reads which scorecard; what others wrote stays hidden until one's own is in."""

import pytest

from matching.models import Scorecard
from parks.access import ANONYMOUS
from parks.choices.organisations import MembershipRole
from parks.queries.viewers import viewer_of
from tests.factories.matching import ScorecardFactory
from tests.matching.sittings import make_sitting, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    """Two recruiters and two interviewers on the panel's side; the second has handed in."""
    sitting = make_sitting()
    ScorecardFactory(application=sitting.application, interviewer=sitting.second, handed_in=True)
    return sitting


def read_by(person) -> list[str]:
    """Whose scorecards somebody is shown."""
    rows = Scorecard.objects.visible_to(viewer_of(person)).shown_to(person.pk)
    return sorted(rows.values_list("interviewer__full_name", flat=True))


def seat(sitting, person):
    """Put a recruiter on the panel in place of the first interviewer."""
    sitting.slot.panel.filter(interviewer=sitting.first).update(interviewer=person)


def test_a_recruiter_who_does_not_sit_there_reads_what_is_handed_in(sitting):
    assert read_by(sitting.recruiter) == ["Zhou Jie"]


def test_a_draft_of_somebody_else_is_read_by_nobody(sitting):
    ScorecardFactory(application=sitting.application, interviewer=sitting.first)

    assert read_by(sitting.recruiter) == ["Zhou Jie"]
    assert read_by(sitting.first) == ["Wang Fang"]


def test_a_recruiter_on_the_panel_reads_nothing_of_others_before_their_own_is_in(sitting):
    seat(sitting, sitting.recruiter)

    assert read_by(sitting.recruiter) == []


def test_a_draft_of_ones_own_does_not_open_those_of_others(sitting):
    seat(sitting, sitting.recruiter)
    ScorecardFactory(application=sitting.application, interviewer=sitting.recruiter)

    assert read_by(sitting.recruiter) == ["Chen Hao"]


def test_ones_own_that_is_in_opens_those_of_others(sitting):
    seat(sitting, sitting.recruiter)
    mine = {"application": sitting.application, "interviewer": sitting.recruiter}
    ScorecardFactory(handed_in=True, **mine)

    assert read_by(sitting.recruiter) == ["Chen Hao", "Zhou Jie"]


def test_ones_own_of_another_applicant_opens_nothing(sitting):
    seat(sitting, sitting.recruiter)
    other = make_sitting(company=sitting.company, starts_at=sitting.slot.ends_at)
    mine = {"application": other.application, "interviewer": sitting.recruiter}
    ScorecardFactory(handed_in=True, **mine)

    assert read_by(sitting.recruiter) == ["Chen Hao"]


def test_an_interview_that_is_held_still_wants_ones_own_first(sitting):
    seat(sitting, sitting.recruiter)
    type(sitting.interview).objects.update(state="held")

    assert read_by(sitting.recruiter) == []


def test_a_cancelled_interview_awaits_nothing(sitting):
    seat(sitting, sitting.recruiter)
    type(sitting.interview).objects.update(state="cancelled")

    assert read_by(sitting.recruiter) == ["Zhou Jie"]


def test_an_interviewer_reads_their_own_alone_even_after_handing_it_in(sitting):
    mine = {"application": sitting.application, "interviewer": sitting.first}
    ScorecardFactory(handed_in=True, **mine)

    assert read_by(sitting.first) == ["Wang Fang"]


def test_neither_the_applicant_nor_people_of_others_read_any(sitting, stranger, park_officer):
    colleague = member(sitting.company, MembershipRole.INTERVIEWER)

    assert [read_by(person) for person in (sitting.applicant, stranger, park_officer)] == [[]] * 3
    assert read_by(colleague) == []
    assert not Scorecard.objects.visible_to(ANONYMOUS).shown_to(None).exists()
    assert not Scorecard.objects.shown_to(None).exists()


def test_what_is_handed_in_is_changed_by_nobody(sitting, editors):
    viewers = [viewer_of(person) for person in (sitting.second, sitting.recruiter)]

    assert [Scorecard.objects.editable_by(viewer).exists() for viewer in viewers] == [False] * 2
