"""A scorecard: a draft as long as one wants, handed in once."""

from datetime import timedelta

import pytest

from matching.actions.interview_errors import (
    NoRecommendationError,
    NotOnThePanelError,
    ScorecardHandedInError,
    TooEarlyError,
)
from matching.actions.interview_slots import withdraw_slot
from matching.actions.interviews import cancel_by_company
from matching.actions.scorecards import hand_in_scorecard, save_scorecard
from matching.models import Scorecard, SkillRating
from parks.models import LogEntry
from tests.factories.companies import OpeningSkillFactory
from tests.matching.arranged import FIRST, NOW
from tests.matching.sittings import make_sitting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

LATER = FIRST + timedelta(hours=1)


@pytest.fixture
def sitting():
    return make_sitting()


def write(sitting, by=None, **words):
    words = {"ratings": {}, "recommendation": "yes", "text": "Sure of her methods."} | words
    return save_scorecard(sitting.interview, by=by or sitting.first, **words)


def ratings_of(card) -> dict:
    return {row.skill: row.rating for row in card.ratings.select_related("skill")}


def test_a_draft_keeps_ratings_recommendation_and_text(sitting):
    nice, must, _wanted = sitting.skills

    card = write(sitting, ratings={must.pk: 4, nice.pk: 1}, text="  Good.  ")

    card.refresh_from_db()
    assert (card.application, card.interviewer) == (sitting.application, sitting.first)
    assert (card.recommendation, card.text, card.submitted_at) == ("yes", "Good.", None)
    assert ratings_of(card) == {must: 4, nice: 1}
    entry = LogEntry.objects.about(card).get()
    assert (entry.verb, entry.actor, entry.organisation_id, entry.details) == (
        "saved",
        sitting.first,
        sitting.company.pk,
        {},
    )


def test_saving_again_replaces_what_was_saved(sitting):
    nice, must, _wanted = sitting.skills
    write(sitting, ratings={must.pk: 4, nice.pk: 1})

    card = write(sitting, ratings={must.pk: 2}, recommendation="", text="")

    card.refresh_from_db()
    assert Scorecard.objects.count() == 1
    assert (ratings_of(card), card.recommendation, card.text) == ({must: 2}, "", "")


def test_a_skill_that_the_opening_does_not_ask_for_is_not_rated(sitting):
    foreign = OpeningSkillFactory().skill

    card = write(sitting, ratings={foreign.pk: 4})

    assert ratings_of(card) == {}


def test_a_draft_may_be_prepared_before_the_interview_but_not_handed_in(sitting):
    write(sitting)

    with pytest.raises(TooEarlyError, match="has not begun"):
        hand_in_scorecard(sitting.interview, by=sitting.first, now=NOW)

    assert Scorecard.objects.get().submitted_at is None


def test_handing_in_is_final(sitting):
    _nice, must, _wanted = sitting.skills
    write(sitting, ratings={must.pk: 3})

    card = hand_in_scorecard(sitting.interview, by=sitting.first, now=LATER)

    assert card.submitted_at == LATER
    assert LogEntry.objects.about(card).latest("pk").verb == "handed in"
    with pytest.raises(ScorecardHandedInError, match="no longer be changed"):
        write(sitting, ratings={must.pk: 1}, text="Worse.")
    card.refresh_from_db()
    assert (ratings_of(card), card.text) == ({must: 3}, "Sure of her methods.")


def test_a_second_click_changes_nothing(sitting):
    write(sitting)
    hand_in_scorecard(sitting.interview, by=sitting.first, now=LATER)
    entries = LogEntry.objects.count()

    again = hand_in_scorecard(sitting.interview, by=sitting.first, now=LATER + timedelta(days=1))

    assert (again.submitted_at, LogEntry.objects.count()) == (LATER, entries)


def test_a_scorecard_that_advises_nothing_is_not_handed_in(sitting):
    write(sitting, recommendation="")

    with pytest.raises(NoRecommendationError, match="Say what you recommend"):
        hand_in_scorecard(sitting.interview, by=sitting.first, now=LATER)

    assert Scorecard.objects.get().submitted_at is None


@pytest.mark.parametrize("who", ["recruiter", "stranger", "applicant", "former"])
def test_only_who_sits_in_the_interview_writes(sitting, stranger, who):
    person = {
        "recruiter": sitting.recruiter,
        "stranger": stranger,
        "applicant": sitting.applicant,
        "former": sitting.first,
    }[who]
    if who == "former":
        sitting.slot.panel.filter(interviewer=person).delete()

    with pytest.raises(NotOnThePanelError, match="do not sit"):
        write(sitting, by=person)
    with pytest.raises(NotOnThePanelError, match="do not sit"):
        hand_in_scorecard(sitting.interview, by=person, now=LATER)

    assert not Scorecard.objects.exists()
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("end", ["cancelled", "withdrawn"])
def test_an_interview_that_does_not_take_place_has_no_scorecards(sitting, end):
    if end == "cancelled":
        cancel_by_company(sitting.interview, reason="Fire drill.", by=sitting.recruiter)
    else:
        withdraw_slot(sitting.slot, by=sitting.recruiter, now=NOW)

    with pytest.raises(NotOnThePanelError):
        write(sitting)


def test_two_interviewers_write_two_scorecards(sitting):
    _nice, must, _wanted = sitting.skills
    for person, rating in zip(sitting.panel, (1, 4), strict=True):
        write(sitting, by=person, ratings={must.pk: rating})

    assert [card.interviewer for card in Scorecard.objects.order_by("pk")] == sitting.panel
    assert sorted(SkillRating.objects.values_list("rating", flat=True)) == [1, 4]
