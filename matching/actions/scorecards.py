"""What an interviewer writes of an applicant: saved as a draft, handed in once."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from matching.actions.interview_errors import (
    NoRecommendationError,
    NotOnThePanelError,
    ScorecardHandedInError,
    TooEarlyError,
)
from matching.choices.interviews import SITTING
from matching.models import Interview, Scorecard, SkillRating
from parks.actions.trail import record
from parks.models import User


@transaction.atomic
def save_scorecard(
    interview: Interview,
    *,
    ratings: Mapping[int, int],
    recommendation: str,
    text: str,
    by: User,
) -> Scorecard:
    """Keep a draft: ratings (1–4) by the id of the skill; a skill that is left out was not covered.

    Skills that the opening does not ask for are ignored. Raises NotOnThePanelError for somebody
    who does not sit in the interview, ScorecardHandedInError when it is handed in.
    """
    interview = _required(interview, by)
    card = _locked_card(interview, by)
    if card.submitted_at is not None:
        raise ScorecardHandedInError(_("This scorecard is handed in and can no longer be changed."))
    card.recommendation, card.text = recommendation, text.strip()
    card.save(update_fields=["recommendation", "text"])
    asked = interview.application.opening.requirements.filter(skill__in=ratings)
    card.ratings.all().delete()
    SkillRating.objects.bulk_create(
        SkillRating(scorecard=card, skill_id=skill_id, rating=ratings[skill_id])
        for skill_id in asked.order_by("pk").values_list("skill_id", flat=True)
    )
    _note(card, "saved", by)
    return card


@transaction.atomic
def hand_in_scorecard(interview: Interview, *, by: User, now: datetime) -> Scorecard:
    """Hand the saved draft in, for good; a second click changes nothing.

    Raises NotOnThePanelError, TooEarlyError before the interview has begun, and
    NoRecommendationError for a draft that advises nothing.
    """
    interview = _required(interview, by)
    card = _locked_card(interview, by)
    if card.submitted_at is not None:
        return card
    if not interview.has_begun(now):
        raise TooEarlyError(_("This interview has not begun yet."))
    if not card.recommendation:
        raise NoRecommendationError(_("Say what you recommend before you hand it in."))
    card.submitted_at = now
    card.save(update_fields=["submitted_at"])
    _note(card, "handed in", by)
    return card


def _required(interview: Interview, by: User) -> Interview:
    """Read the interview under lock, so that nobody takes the writer off the panel meanwhile."""
    rows = Interview.objects.select_for_update(of=("self",))
    interview = rows.select_related("slot", "application__opening").get(pk=interview.pk)
    sits = interview.slot is not None and interview.slot.panel.filter(interviewer=by).exists()
    if interview.state not in SITTING or not sits:
        raise NotOnThePanelError(_("You do not sit in this interview."))
    return interview


def _locked_card(interview: Interview, by: User) -> Scorecard:
    """Return the writer's scorecard, begun if there is none; two tabs begin one."""
    mine = {"application": interview.application, "interviewer": by}
    card, _begun = Scorecard.objects.get_or_create(**mine)
    return Scorecard.objects.select_for_update(of=("self",)).get(pk=card.pk)


def _note(card: Scorecard, verb: str, by: User) -> None:
    opening = card.application.opening
    record(card, verb, by=by, organisation_id=opening.company_id, park_id=opening.park_id)
