"""An offer: made, answered, taken back, or ended by its last day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from matching.actions.offers import (
    OfferError,
    accept_offer,
    decline_offer,
    expire_offers,
    make_offer,
    take_back_offer,
)
from matching.choices.interviews import OFFER_MOVES, OfferState
from matching.models import Application, Offer
from matching.tasks import expire_offers as expire_offers_task
from parks.choices.notices import NoticeKind
from parks.models import LogEntry, Notice, NoticePreference, OutboxMail
from parks.queries.viewers import viewer_of
from parks.workflow import IllegalMoveError
from talent.models import Profile, ProfileGrant
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory, OfferFactory
from tests.factories.talent import ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

TODAY = date(2026, 11, 22)
LATER = date(2099, 1, 1)


@pytest.fixture
def application(company, profile) -> Application:
    opening = OpeningFactory(company=company, published=True, title_en="Analyst", title_zh="分析员")
    row = ApplicationFactory(profile=profile, opening=opening, state="interviewing")
    ProfileGrantFactory(profile=profile, organisation=company, reference=row.uuid)
    return row


@pytest.fixture
def offer(application, recruiter) -> Offer:
    return make_offer(application, terms="A permanent post.", reply_by=LATER, by=recruiter)


def everything() -> dict[str, list]:
    """What an action that is refused must leave as it is."""
    nouns = (Application, Offer, ProfileGrant, LogEntry, OutboxMail, Notice)
    return {noun.__name__: list(noun.objects.order_by("pk").values()) for noun in nouns}


def last_mail(user) -> OutboxMail:
    return OutboxMail.objects.filter(user=user).order_by("-pk")[0]


def wait_until(offer: Offer, reply_by: date, made_on: date | None = None) -> None:
    Offer.objects.filter(pk=offer.pk).update(reply_by=reply_by)
    if made_on is not None:
        made_at = timezone.now() + (made_on - timezone.localdate())
        Offer.objects.filter(pk=offer.pk).update(made_at=made_at)


def test_an_offer_is_made_with_its_terms_and_the_applicant_is_told(application, recruiter):
    offer = make_offer(
        application,
        terms=" A permanent post. ",
        salary=12_000,
        starts_on=date(2099, 2, 1),
        reply_by=LATER,
        by=recruiter,
    )

    application.refresh_from_db()
    assert (application.state, offer.state, offer.terms) == ("offered", "open", "A permanent post.")
    assert (offer.salary, offer.starts_on, offer.reply_by) == (12_000, date(2099, 2, 1), LATER)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (application.profile.user, NoticeKind.OFFER)
    assert notice.text_zh.count("分析员") == 1
    mail = OutboxMail.objects.get()
    assert mail.subject == "An offer of Alpha Biologics: Analyst"
    for words in ("A permanent post.", "¥12,000", "1 February 2099", "1 January 2099"):
        assert words in mail.text
    assert "¥12,000" in mail.html


def test_an_offer_is_mailed_even_to_who_wants_no_mail(application, recruiter):
    NoticePreference.objects.create(
        user=application.profile.user, kind=NoticeKind.OFFER, by_mail=False
    )

    make_offer(application, terms="A post.", reply_by=LATER, by=recruiter)

    assert OutboxMail.objects.get().user == application.profile.user


@pytest.mark.parametrize(
    ("terms", "days", "words"),
    [
        (" \n", 7, "Say what is offered."),
        ("A post.", -1, "The last day to answer lies in the past."),
    ],
)
def test_an_offer_needs_its_terms_and_a_day_to_come(terms, days, words, application, recruiter):
    reply_by = timezone.localdate() + timedelta(days=days)
    before = everything()

    with pytest.raises(OfferError, match=words):
        make_offer(application, terms=terms, reply_by=reply_by, by=recruiter)

    assert everything() == before


def test_today_is_a_day_to_answer(application, recruiter):
    today = timezone.localdate()

    offer = make_offer(application, terms="A post.", reply_by=today, by=recruiter)

    assert accept_offer(offer, by=application.profile.user).state == "accepted"


def test_there_is_one_open_offer_at_a_time(offer, recruiter):
    before = everything()

    with pytest.raises(OfferError, match="There is an open offer already"):
        make_offer(offer.application, terms="More.", reply_by=LATER, by=recruiter)

    assert everything() == before


def test_somebody_marked_as_offered_long_ago_gets_the_terms_in_writing(application, recruiter):
    Application.objects.update(state="offered")

    offer = make_offer(application, terms="In writing.", reply_by=LATER, by=recruiter)

    assert (offer.application.state, Offer.objects.waiting().get()) == ("offered", offer)


def test_accepting_tells_both_sides_and_waits_for_the_company(offer, recruiter):
    applicant = offer.application.profile.user

    accepted = accept_offer(offer, by=applicant)

    assert (accepted.state, accepted.answered_at is not None) == ("accepted", True)
    offer.application.refresh_from_db()
    assert offer.application.state == "accepted"
    assert last_mail(applicant).subject == "You have accepted the offer of Alpha Biologics"
    assert last_mail(recruiter).subject == "Lin Yue accepts your offer: Analyst"
    entry = LogEntry.objects.about(offer.application).get(verb="accepted")
    assert entry.actor == applicant


def test_declining_ends_the_application_and_the_company_reads_why(offer, recruiter):
    applicant = offer.application.profile.user

    declined = decline_offer(offer, message=" I stay in Wuxi. ", by=applicant)

    assert (declined.state, declined.answer) == ("declined", "I stay in Wuxi.")
    offer.application.refresh_from_db()
    assert offer.application.state == "withdrawn"
    assert "I stay in Wuxi." in last_mail(recruiter).text
    assert last_mail(applicant).subject == "You have declined the offer of Alpha Biologics"
    entry = LogEntry.objects.about(offer.application).get(verb="withdrawn")
    assert entry.details == {"reason": "declined_offer"}


def test_after_declining_the_company_sees_the_profile_no_more(offer, recruiter):
    before = Profile.objects.granted_to(viewer_of(recruiter)).count()

    decline_offer(offer, by=offer.application.profile.user)

    assert (before, Profile.objects.granted_to(viewer_of(recruiter)).count()) == (1, 0)


def test_what_the_applicant_writes_stands_in_no_log(offer):
    decline_offer(offer, message="My number is 13800138000.", by=offer.application.profile.user)

    assert "13800138000" not in str(list(LogEntry.objects.values_list("verb", "details")))


def test_an_offer_taken_back_leaves_the_applicant_on_the_shortlist(offer, recruiter):
    applicant = offer.application.profile.user

    taken_back = take_back_offer(offer, message="The budget has changed.", by=recruiter)

    assert taken_back.state == "taken_back"
    offer.application.refresh_from_db()
    assert offer.application.state == "shortlisted"
    mail = last_mail(applicant)
    assert mail.subject == "Alpha Biologics has taken its offer back"
    assert "The budget has changed." in mail.text


def test_a_better_offer_can_follow(offer, recruiter):
    take_back_offer(offer, by=recruiter)

    second = make_offer(offer.application, terms="More pay.", reply_by=LATER, by=recruiter)

    with pytest.raises(IllegalMoveError):
        accept_offer(offer, by=offer.application.profile.user)
    assert accept_offer(second, by=offer.application.profile.user).terms == "More pay."
    assert Offer.objects.get(pk=offer.pk).state == "taken_back"


ANSWERS = {
    OfferState.ACCEPTED: accept_offer,
    OfferState.DECLINED: decline_offer,
    OfferState.TAKEN_BACK: take_back_offer,
}


@pytest.mark.parametrize("wanted", ANSWERS)
@pytest.mark.parametrize("present", [state for state in OfferState if state != OfferState.OPEN])
def test_an_offer_that_is_over_is_answered_by_nobody(present, wanted, application, recruiter):
    offer = OfferFactory(application=application, state=present, answered_at=timezone.now())
    before = everything()

    with pytest.raises(IllegalMoveError, match=str(OfferState(present).label)):
        ANSWERS[wanted](offer, by=recruiter)

    assert everything() == before


def test_every_end_of_an_offer_is_reached_by_an_action_or_by_time():
    reached = {*ANSWERS, OfferState.EXPIRED}

    assert OFFER_MOVES.table == {OfferState.OPEN: reached}


@pytest.mark.parametrize(("days", "accepted"), [(0, True), (1, False)])
def test_the_last_day_to_answer_counts(days, accepted, offer):
    wait_until(offer, TODAY)
    applicant = offer.application.profile.user

    if accepted:
        assert accept_offer(offer, by=applicant, today=TODAY).state == "accepted"
    else:
        before = everything()
        with pytest.raises(OfferError, match=r"The last day to answer was 22 Nov 2026\."):
            accept_offer(offer, by=applicant, today=TODAY + timedelta(days=days))
        assert everything() == before


def test_an_offer_nobody_answered_expires_and_both_sides_are_told(offer, recruiter):
    wait_until(offer, TODAY)

    expire_offers(TODAY + timedelta(days=1))

    offer.refresh_from_db()
    assert (offer.state, offer.application.state) == ("expired", "lapsed")
    applicant = offer.application.profile.user
    assert "has ended: its last day has passed" in last_mail(applicant).subject
    assert last_mail(recruiter).subject == "Lin Yue has not answered your offer: Analyst"
    entry = LogEntry.objects.about(offer.application).get(verb="lapsed")
    assert (entry.actor, entry.details) == (None, {"reason": "expired"})
    assert ProfileGrant.objects.get().until > timezone.now()


def test_what_has_expired_expires_once(offer):
    wait_until(offer, TODAY)
    expire_offers(TODAY + timedelta(days=1))
    before = everything()

    expire_offers(TODAY + timedelta(days=1))
    expire_offers(TODAY + timedelta(days=2))

    assert everything() == before


@pytest.mark.parametrize("state", ["accepted", "declined", "taken_back"])
def test_an_offer_that_is_answered_never_expires(state, application):
    OfferFactory(application=application, state=state, answered_at=timezone.now(), reply_by=TODAY)
    before = everything()

    expire_offers(TODAY + timedelta(days=10))

    assert everything() == before


def test_the_applicant_is_reminded_once_two_days_before_the_end(offer):
    applicant = offer.application.profile.user
    wait_until(offer, TODAY, made_on=TODAY - timedelta(days=9))
    OutboxMail.objects.all().delete()

    told = {}
    for days in range(-5, 1):
        expire_offers(TODAY + timedelta(days=days))
        told[days] = OutboxMail.objects.count()

    assert told == {-5: 0, -4: 0, -3: 0, -2: 1, -1: 1, 0: 1}
    assert last_mail(applicant).subject == (
        "The offer of Alpha Biologics waits for your answer until 22 November 2026"
    )


def test_a_day_without_a_worker_only_delays_the_reminder(offer):
    wait_until(offer, TODAY, made_on=TODAY - timedelta(days=9))
    OutboxMail.objects.all().delete()

    expire_offers(TODAY - timedelta(days=1))

    assert OutboxMail.objects.count() == 1


def test_nobody_is_reminded_of_an_offer_of_the_same_day(offer):
    wait_until(offer, TODAY, made_on=TODAY)
    OutboxMail.objects.all().delete()

    expire_offers(TODAY)

    assert not OutboxMail.objects.exists()


def test_the_task_ends_what_is_over_today(offer):
    wait_until(offer, timezone.localdate() - timedelta(days=1))

    expire_offers_task()

    offer.refresh_from_db()
    assert offer.state == "expired"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_offer_is_written_in_the_applicants_language(language, application, recruiter):
    application.profile.user.language = language
    application.profile.user.save(update_fields=["language"])

    make_offer(application, terms="A post.", reply_by=LATER, by=recruiter)

    assert ("分析员" in OutboxMail.objects.get().subject) is (language == "zh-hans")
