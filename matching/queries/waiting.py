"""What waits for an answer of a graduate, by the day it waits until."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.choices.interviews import InterviewState
from matching.models import Interview, InvitationToApply, Offer
from matching.queries.placement_checks import hirings_of, unanswered
from matching.queries.steps import MOST_STEPS, Step
from parks.language import in_language
from talent.models import Profile

OPENING = "application__opening__"
COMPANY = "application__opening__company__"
Words = Callable[[str, str], str]


def waiting_steps(profile: Profile, now: datetime) -> list[Step]:
    """Return at most three: offers, interviews, invitations and looks back at a hiring.

    The one that ends first comes first. One query for all kinds.
    """
    offers = Offer.objects.waiting().of(profile)
    interviews = Interview.objects.of(profile).filter(state=InterviewState.INVITED)
    invitations = InvitationToApply.objects.waiting(now).filter(profile=profile)
    hirings = unanswered(hirings_of(profile.user_id), timezone.localdate(now))
    rows = _rows(offers, "offer", _text("application__uuid"), Cast("reply_by", DateTimeField()))
    rows = rows.union(
        _rows(interviews, "interview", _text("uuid"), NEVER),
        _rows(invitations, "invitation", _text("uuid"), F("expires_at"), of="opening__"),
        _rows(hirings, "hiring", LOOK_BACK, NEVER, of=COMPANY, name="name"),
    )
    found = rows.order_by(F("until").asc(nulls_last=True), "key")[:MOST_STEPS]
    return [_step(*row) for row in found]


def _text(column: str) -> Cast:
    return Cast(column, CharField())


LOOK_BACK = Concat(_text("application__uuid"), Value("/"), _text("months_asked"))
NEVER = Value(None, DateTimeField())


def _rows(
    rows: QuerySet, kind: str, key: Any, until: Any, *, of: str = OPENING, name: str = "title"
) -> QuerySet:
    columns = {
        "kind": Value(kind, CharField()),
        "key": key,
        "zh": F(f"{of}{name}_zh"),
        "en": F(f"{of}{name}_en"),
        "until": until,
    }
    return rows.order_by().annotate(**columns).values_list(*columns)


def _step(kind: str, key: str, zh: str, en: str, until: datetime | None) -> Step:
    words, name = _KINDS[kind]
    day = date_format(until, "SHORT_DATE_FORMAT") if until else ""
    return Step(words(in_language(zh, en), day), reverse(name, args=key.split("/")))


def _answer(opening: str, day: str) -> str:
    return _("Answer the offer for %(opening)s by %(day)s") % {"opening": opening, "day": day}


def _choose(opening: str, _day: str) -> str:
    return _("Choose a time for your interview: %(opening)s") % {"opening": opening}


def _reply(opening: str, day: str) -> str:
    words = _("A company invites you to apply for %(opening)s; answer by %(day)s")
    return words % {"opening": opening, "day": day}


def _look_back(company: str, _day: str) -> str:
    return _("Are you still at %(company)s? Answer with one click") % {"company": company}


_KINDS: dict[str, tuple[Words, str]] = {
    "offer": (_answer, "matching:application"),
    "interview": (_choose, "matching:interview"),
    "invitation": (_reply, "matching:invitation_to_apply"),
    "hiring": (_look_back, "matching:placement_check"),
}
