"""An offer: made by the company with a deadline, answered by the applicant, or ended by time."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.actions.announcements import announce_offer
from matching.actions.application_moves import lockable, move_application
from matching.actions.application_news import tell_applicant, tell_company
from matching.choices.applications import ApplicationState, WithdrawalReason
from matching.choices.interviews import OFFER_MOVES, OfferState
from matching.models import Application, Offer
from parks.actions.trail import record
from parks.choices.notices import NoticeKind
from parks.models import LogEntry, User

REMINDED_BEFORE = timedelta(days=2)
REMINDED = "reminded"


class OfferError(Exception):
    """The offer cannot be made or answered so; says why."""


@transaction.atomic
def make_offer(
    application: Application,
    *,
    terms: str,
    reply_by: date,
    salary: int | None = None,
    starts_on: date | None = None,
    by: User,
    today: date | None = None,
) -> Offer:
    """Offer the place in writing; the application becomes “offered” until the offer is answered.

    `salary` is per month in CNY, `reply_by` the last day to answer. Raises OfferError without
    terms, with a day in the past or beside an open offer, and IllegalMoveError out of turn.
    """
    _require_terms(terms, reply_by, today or timezone.localdate())
    application = lockable().get(pk=application.pk)
    if application.state != ApplicationState.OFFERED:
        application = move_application(application, ApplicationState.OFFERED, by=by)
    elif application.offers.waiting().exists():
        raise OfferError(_("There is an open offer already. Take it back first."))
    offer = Offer.objects.create(
        application=application,
        terms=terms.strip(),
        salary=salary,
        starts_on=starts_on,
        reply_by=reply_by,
    )
    tell_applicant(application, "offer_made", kind=NoticeKind.OFFER, offer=offer)
    return offer


def _require_terms(terms: str, reply_by: date, today: date) -> None:
    if not terms.strip():
        raise OfferError(_("Say what is offered."))
    if reply_by < today:
        raise OfferError(_("The last day to answer lies in the past."))


@transaction.atomic
def accept_offer(offer: Offer, *, by: User, today: date | None = None) -> Offer:
    """The applicant says yes to this offer; the company then confirms the hiring.

    Raises IllegalMoveError when the offer is no longer open and OfferError after its last day.
    """
    offer = _lock(offer, OfferState.ACCEPTED, today=today or timezone.localdate())
    application = move_application(offer.application, ApplicationState.ACCEPTED, by=by)
    offer.refresh_from_db()
    tell_applicant(application, "offer_accepted", kind=NoticeKind.OFFER, offer=offer)
    tell_company(application, "desk_offer_accepted", offer=offer)
    announce_offer(offer)
    return offer


@transaction.atomic
def decline_offer(offer: Offer, *, message: str = "", by: User) -> Offer:
    """The applicant says no, which ends the application; the company reads the message."""
    offer = _lock(offer, OfferState.DECLINED)
    application = move_application(
        offer.application,
        ApplicationState.WITHDRAWN,
        by=by,
        reason=WithdrawalReason.DECLINED_OFFER,
        message=message.strip(),
        answer=message.strip(),
    )
    offer.refresh_from_db()
    tell_applicant(application, "offer_declined", kind=NoticeKind.OFFER, offer=offer)
    tell_company(application, "desk_offer_declined", offer=offer, message=offer.answer)
    announce_offer(offer)
    return offer


@transaction.atomic
def take_back_offer(offer: Offer, *, message: str = "", by: User) -> Offer:
    """The company takes an offer back; the applicant stays on the shortlist, for a better one."""
    offer = _lock(offer, OfferState.TAKEN_BACK)
    application = move_application(
        offer.application,
        ApplicationState.SHORTLISTED,
        by=by,
        reason=OfferState.TAKEN_BACK,
        message=message.strip(),
    )
    offer.refresh_from_db()
    tell_applicant(
        application,
        "offer_taken_back",
        kind=NoticeKind.OFFER,
        offer=offer,
        message=message.strip(),
    )
    return offer


def expire_offers(today: date) -> None:
    """End the offers whose last day has passed and remind of those that end within two days."""
    waiting = Offer.objects.waiting().order_by("pk")
    for offer in waiting.filter(reply_by__lt=today):
        _expire(offer, today)
    for offer in waiting.filter(reply_by__gte=today, reply_by__lte=today + REMINDED_BEFORE):
        _remind(offer, today)


@transaction.atomic
def _expire(offer: Offer, today: date) -> None:
    offer = _lock(offer)
    if offer.state != OfferState.OPEN or offer.reply_by >= today:
        return
    application = move_application(
        offer.application, ApplicationState.LAPSED, by=None, reason=OfferState.EXPIRED
    )
    tell_applicant(application, "offer_expired", kind=NoticeKind.OFFER, offer=offer)
    tell_company(application, "desk_offer_expired", offer=offer)


@transaction.atomic
def _remind(offer: Offer, today: date) -> None:
    """Remind once, of an offer that is still open; not on the day it was made."""
    offer = _lock(offer)
    told = LogEntry.objects.about(offer).filter(verb=REMINDED).exists()
    is_new = timezone.localdate(offer.made_at) >= today
    if told or is_new or offer.state != OfferState.OPEN:
        return
    record(offer, REMINDED, by=None)
    tell_applicant(offer.application, "offer_reminder", kind=NoticeKind.OFFER, offer=offer)


def _lock(offer: Offer, wanted: OfferState | None = None, *, today: date | None = None) -> Offer:
    """Lock the application of an offer and read both anew; `wanted` must follow its state."""
    application = lockable().get(offers=offer.pk)
    offer = Offer.objects.get(pk=offer.pk)
    offer.application = application
    if wanted is not None:
        OFFER_MOVES.require(offer.state, wanted)
    if today is not None and offer.reply_by < today:
        day = date_format(offer.reply_by, "SHORT_DATE_FORMAT")
        raise OfferError(_("The last day to answer was %(day)s.") % {"day": day})
    return offer
