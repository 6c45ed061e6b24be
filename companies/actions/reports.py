"""Postings that somebody complains of: reported, taken off or left, and the reporter answered.

The company hears of what the office decides and why, never of who complained nor in which words.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.actions.opening_errors import OpeningError
from companies.actions.opening_news import MAIL, tell_office
from companies.actions.openings import locked, move_opening, record_opening
from companies.choices.openings import (
    LOOKED_AT,
    OPENING_MOVES,
    REPORT_MOVES,
    WITHOUT_REVIEW,
    OpeningState,
    ReportReason,
    ReportState,
)
from companies.models import Opening, OpeningReport
from parks.actions.notices import tell
from parks.actions.trail import record
from parks.choices.notices import NoticeKind
from parks.models import Membership, User

ONE_DAY = timedelta(days=1)
MOST_A_DAY = 5
TAKEN_OFF = (OpeningState.PAUSED, OpeningState.CLOSED)


class ReportError(Exception):
    """A posting cannot be reported, or a report not decided; says why."""


@transaction.atomic
def report_opening(
    opening: Opening, *, reason: ReportReason, text: str = "", now: datetime, by: User
) -> OpeningReport:
    """Tell the park office that a posting on show is not what it should be.

    Raise ReportError for one that is not on show or one's own company's, for a second report while
    the first waits, for a sixth in a day, and for “something else” without words.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    opening = Opening.objects.select_related("company", "park").get(pk=opening.pk)
    _require_reportable(opening, by)
    _require_patience(opening, by, now)
    text = text.strip()
    if reason == ReportReason.OTHER and not text:
        raise ReportError(_("Say in your own words what is wrong."))
    report = OpeningReport.objects.create(opening=opening, reason=reason, text=text, reported_by=by)
    _record(report, "reported", by)
    tell_office(report, "opening_reported", by=by, opening=opening, report=report)
    return report


def _require_reportable(opening: Opening, by: User) -> None:
    if opening.state != OpeningState.PUBLISHED:
        raise ReportError(_("This posting is not on show any more."))
    if Membership.objects.live().filter(user=by, organisation=opening.company_id).exists():
        raise ReportError(_("This is a posting of your own company: change or close it."))


def _require_patience(opening: Opening, by: User, now: datetime) -> None:
    mine = OpeningReport.objects.filter(reported_by=by)
    if mine.open().filter(opening=opening).exists():
        raise ReportError(_("You have reported this posting already."))
    if mine.filter(reported_at__gt=now - ONE_DAY).count() >= MOST_A_DAY:
        message = _("You have reported %(number)d postings today. Go on tomorrow.")
        raise ReportError(message % {"number": MOST_A_DAY})


@transaction.atomic
def uphold_report(
    report: OpeningReport, *, state: OpeningState, comment: str, answer: str, by: User
) -> OpeningReport:
    """Take the posting off, paused or closed, and tell its company why; all its reporters hear it.

    `comment` is for the company, `answer` for those who complained: other open reports of the same
    posting are upheld with it. One that is off already stays as it is. Raise ReportError without
    either, IllegalMoveError for a report that is decided, ValueError for another state.
    """
    if state not in TAKEN_OFF:
        raise ValueError(f"a posting is paused or closed for a complaint, not {state!r}")
    opening = locked(report.opening)
    report = _locked_report(report)
    REPORT_MOVES.require(report.state, ReportState.UPHELD)
    if not comment.strip():
        raise ReportError(_("Tell the company why."))
    _require_answer(answer)
    if OPENING_MOVES.allows(opening.state, state):
        move_opening(opening, state=state, comment=comment, by=by)
    others = OpeningReport.objects.open().filter(opening=opening).order_by("pk")
    for each in others.select_for_update(of=("self",)):
        _settle(each, ReportState.UPHELD, answer, by)
    return _locked_report(report)


@transaction.atomic
def dismiss_report(report: OpeningReport, *, answer: str, by: User) -> OpeningReport:
    """Leave the posting as it is and tell the reporter why; its company hears nothing.

    Raise ReportError without an answer, IllegalMoveError for a report that is decided.
    """
    locked(report.opening)
    report = _locked_report(report)
    REPORT_MOVES.require(report.state, ReportState.DISMISSED)
    _require_answer(answer)
    _settle(report, ReportState.DISMISSED, answer, by)
    return report


def forget_reporter(user: User) -> None:
    """Keep what somebody has reported without their name and words, as they leave for good."""
    mine = OpeningReport.objects.filter(reported_by=user)
    mine.update(reported_by=None, text="", answer="")


@transaction.atomic
def look_at_opening(opening: Opening, *, by: User) -> None:
    """Note that the office has seen what a trusted company shows, or raise OpeningError."""
    opening = locked(opening)
    if opening.state not in (OpeningState.PUBLISHED, OpeningState.PAUSED):
        raise OpeningError(_("It is not on show."))
    record_opening(opening, LOOKED_AT, by, **{WITHOUT_REVIEW: False})


def _locked_report(report: OpeningReport) -> OpeningReport:
    rows = OpeningReport.objects.select_for_update(of=("self",))
    return rows.select_related("opening__park", "reported_by").get(pk=report.pk)


def _require_answer(answer: str) -> None:
    if not answer.strip():
        raise ReportError(_("Answer whoever has reported it."))


def _settle(report: OpeningReport, state: ReportState, answer: str, by: User) -> None:
    report.state, report.answer = state, answer.strip()
    report.decided_by, report.decided_at = by, timezone.now()
    report.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    _record(report, f"report {state.value}", by)
    reporter = report.reported_by
    if reporter is not None and reporter.is_active:
        tell(
            reporter,
            kind=NoticeKind.APPLICATION,
            template=f"{MAIL}report_decided",
            context={"report": report, "opening": report.opening},
            address=reverse("companies:report", args=[report.opening.uuid]),
        )


def _record(report: OpeningReport, verb: str, by: User) -> None:
    """Note it in the trail of the park alone: the company's own would say who complained."""
    record(report, verb, by=by, park_id=report.opening.park_id)
