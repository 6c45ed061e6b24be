"""What a company does with its openings: send for review, pause, close, renew, copy, delete."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from companies.actions.opening_errors import OpeningError
from companies.actions.opening_wording import require_lawful
from companies.actions.openings import (
    Requirement,
    create_opening,
    locked,
    move_opening,
    question_of,
    record_opening,
)
from companies.choices.openings import Importance, OpeningSource, OpeningState
from companies.models import Opening
from companies.models.openings import ENDED
from companies.queries.reviews import was_taken_off
from parks.choices.work import SkillLevel
from parks.models import User
from parks.queries.organisations import is_verified

LONGEST_RUN = timedelta(days=366)
NOT_COPIED = frozenset(
    (
        *("id", "uuid", "state", "submitted_at", "published_at", "review_comment"),
        *("source", "external_id", "is_template", "created_at", "updated_at"),
    )
)
NOT_SENT = (OpeningState.DRAFT, OpeningState.RETURNED)


@transaction.atomic
def submit_opening(opening: Opening, *, today: date, by: User) -> Opening:
    """Send a draft or a returned opening to the park office; a trusted company publishes at once.

    What the office has taken off after a complaint goes to the office, whoever sends it.
    Raise OpeningError where something is missing or it was sent already, WordingError for words
    that no posting may have.
    """
    opening = locked(opening)
    if opening.state not in NOT_SENT:
        raise OpeningError(_("It was sent already: “%s”.") % opening.get_state_display())
    require_ready(opening, today)
    if opening.company.trusted and not was_taken_off(opening):
        return move_opening(opening, state=OpeningState.PUBLISHED, without_review=True, by=by)
    return move_opening(opening, state=OpeningState.SUBMITTED, by=by)


def require_ready(opening: Opening, today: date) -> None:
    """Raise OpeningError or WordingError unless an opening can be shown to the public."""
    if not is_verified(opening.company_id):
        raise OpeningError(_("The park office has not verified your company yet."))
    if not (opening.text_zh.strip() or opening.text_en.strip()):
        raise OpeningError(_("Describe the work and what you ask for first."))
    if opening.is_past(today):
        raise OpeningError(_("Its last day has passed. Choose a new one."))
    require_lawful(opening)


@transaction.atomic
def take_back_opening(opening: Opening, *, by: User) -> Opening:
    """Take an opening out of the review, to change it; raise OpeningError outside of one."""
    opening = locked(opening)
    if opening.state != OpeningState.SUBMITTED:
        raise OpeningError(_("It does not wait for the review any more."))
    return move_opening(opening, state=OpeningState.DRAFT, by=by)


def pause_opening(opening: Opening, *, by: User) -> Opening:
    """Take an opening off the lists for a while; raise IllegalMoveError when it is on none."""
    return move_opening(opening, state=OpeningState.PAUSED, by=by)


@transaction.atomic
def resume_opening(opening: Opening, *, today: date, by: User) -> Opening:
    """Show a paused opening again, as it was approved; nothing is reviewed anew.

    What the office has paused after a complaint goes to the office instead.
    Raise OpeningError or WordingError as `submit_opening` does, IllegalMoveError when not paused.
    """
    opening = locked(opening)
    if opening.state != OpeningState.PAUSED:
        raise OpeningError(_("It is not paused."))
    require_ready(opening, today)
    taken_off = was_taken_off(opening)
    state = OpeningState.SUBMITTED if taken_off else OpeningState.PUBLISHED
    return move_opening(opening, state=state, by=by)


def close_opening(opening: Opening, *, by: User) -> Opening:
    """End an opening; who follows an old link is told so. Raise IllegalMoveError when ended."""
    return move_opening(opening, state=OpeningState.CLOSED, by=by)


@transaction.atomic
def renew_opening(opening: Opening, *, closes_on: date, today: date, by: User) -> Opening:
    """Offer what has ended once more, until a new last day, through the review as any opening.

    Raise OpeningError for a day that has passed or lies more than a year ahead, or for an opening
    that has not ended; otherwise as `submit_opening` does.
    """
    opening = locked(opening)
    if opening.state not in ENDED:
        raise OpeningError(_("Only a closed or expired opening is renewed."))
    if not today <= closes_on <= today + LONGEST_RUN:
        raise OpeningError(_("Choose a last day from today on, within a year."))
    opening.closes_on = closes_on
    opening.save(update_fields=["closes_on", "updated_at"])
    record_opening(opening, "renewed", by, closes_on=closes_on.isoformat())
    move_opening(opening, state=OpeningState.DRAFT, by=by)
    return submit_opening(opening, today=today, by=by)


@transaction.atomic
def copy_opening(opening: Opening, *, today: date, as_template: bool = False, by: User) -> Opening:
    """Write a new draft, or a template, with all that an opening asks; a day gone by is left out.

    Applications, the review and the id of its source stay with the original.
    """
    names = [field.name for field in Opening._meta.concrete_fields if field.name not in NOT_COPIED]
    fields = {name: getattr(opening, name) for name in names}
    for day in ("closes_on", "starts_by"):
        if as_template or (fields[day] and fields[day] < today):
            fields[day] = None
    return create_opening(
        **fields,
        is_template=as_template,
        source=OpeningSource.ENTERED,
        requirements=requirements_of(opening),
        disciplines=opening.disciplines.all(),
        questions=map(question_of, opening.questions.order_by("position", "pk")),
        by=by,
    )


def requirements_of(opening: Opening) -> list[Requirement]:
    rows = opening.requirements.select_related("skill").order_by("position", "pk")
    return [
        Requirement(row.skill, Importance(row.importance), SkillLevel(row.level)) for row in rows
    ]


@transaction.atomic
def delete_opening(opening: Opening, *, by: User) -> None:
    """Delete a template or a draft that nobody outside has seen; raise OpeningError otherwise."""
    opening = locked(opening)
    if opening.state not in NOT_SENT or opening.published_at is not None:
        raise OpeningError(_("What was published is closed, not deleted."))
    record_opening(opening, "deleted", by)
    try:
        opening.delete()
    except ProtectedError as error:
        raise OpeningError(_("Somebody has applied for it; close it instead.")) from error
