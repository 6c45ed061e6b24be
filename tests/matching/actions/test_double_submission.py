"""The button pressed twice, from several tabs, while others press theirs, on a real database."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from companies.actions.openings import move_opening
from companies.choices.openings import OpeningState
from matching.actions.applications import (
    ApplicationError,
    OpeningNotOpenError,
    advance_application,
    close_applications,
    submit_application,
    withdraw_application,
)
from matching.actions.drafts import discard_draft, save_draft
from matching.actions.offers import (
    OfferError,
    accept_offer,
    expire_offers,
    make_offer,
    take_back_offer,
)
from matching.choices.applications import ApplicationState
from matching.models import Application, Offer
from parks.models import LogEntry, Notice, OutboxMail
from parks.workflow import IllegalMoveError
from talent.models import ProfileGrant
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory, OfferFactory
from tests.factories.parks import MembershipFactory, UserFactory
from tests.factories.talent import ProfileFactory
from tests.parks.brokers import broker, broker_that_is_down

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = date(2026, 11, 22)
TABS, CLICKS, ROUNDS = 10, 50, 5
SAID_IN_WORDS = (OpeningNotOpenError, ApplicationError, IllegalMoveError, OfferError)


@pytest.fixture(autouse=True)
def _broker() -> Iterator[None]:
    with broker():
        yield


def at_once(*jobs: Callable) -> list:
    """Run the jobs in threads that start together; hand back what each returned or raised."""
    together = Barrier(len(jobs))

    def run(job):
        together.wait()
        try:
            return job()
        except SAID_IN_WORDS as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_fifty_submissions_at_once_make_one_application_with_one_receipt_and_one_grant():
    profile, opening = ProfileFactory(), OpeningFactory(published=True)
    recruiter = MembershipFactory(organisation=opening.company).user

    def submit() -> int:
        return submit_application(profile, opening=opening, today=TODAY).pk

    answers = at_once(*[submit] * CLICKS)

    application = Application.objects.get()
    assert answers == [application.pk] * CLICKS
    assert (application.state, ProfileGrant.objects.count()) == ("submitted", 1)
    told = OutboxMail.objects.order_by("pk").values_list("user", flat=True)
    assert list(told) == [profile.user.pk, recruiter.pk]
    assert LogEntry.objects.about(application).count() == 1


def test_a_draft_in_two_tabs_becomes_one_application_while_it_is_still_being_saved():
    profile, opening = ProfileFactory(), OpeningFactory(published=True)

    def submit() -> int:
        return submit_application(profile, opening=opening, message="sent", today=TODAY).pk

    def save() -> int:
        return save_draft(profile, opening=opening, message="being written").pk

    answers = at_once(*[submit, save] * TABS)

    application = Application.objects.get()
    assert answers == [application.pk] * 2 * TABS
    assert (application.state, application.message) == ("submitted", "sent")
    assert ProfileGrant.objects.count() == 1
    assert LogEntry.objects.about(application).filter(verb="submitted").count() == 1


def test_a_draft_that_is_deleted_and_sent_at_once_is_gone_or_sent_and_never_both():
    for _round in range(ROUNDS):
        profile, opening = ProfileFactory(), OpeningFactory(published=True)
        draft = save_draft(profile, opening=opening, message="Hello")

        submitted, _discarded = at_once(
            lambda p=profile, o=opening: submit_application(p, opening=o, today=TODAY),
            lambda d=draft, p=profile: discard_draft(d, by=p.user),
        )

        application = Application.objects.get(profile=profile)
        assert (application, application.state) == (submitted, "submitted")
        assert ProfileGrant.objects.get(profile=profile).reference == application.uuid


def test_ten_people_at_once_make_ten_applications():
    profiles, opening = ProfileFactory.create_batch(TABS), OpeningFactory(published=True)

    def submit_for(profile):
        return lambda: submit_application(profile, opening=opening, today=TODAY).profile_id

    answers = at_once(*map(submit_for, profiles))

    assert sorted(answers) == [profile.pk for profile in profiles]
    assert Application.objects.count() == TABS


@pytest.mark.parametrize("state", [OpeningState.CLOSED, OpeningState.PAUSED])
def test_an_opening_that_closes_at_that_moment_takes_the_application_or_refuses_it_cleanly(state):
    for _round in range(ROUNDS):
        profile, opening = ProfileFactory(), OpeningFactory(published=True)
        draft = save_draft(profile, opening=opening, message="Hello")

        answer, _closed = at_once(
            lambda p=profile, o=opening: submit_application(p, opening=o, today=TODAY),
            lambda o=opening: move_opening(o, state=state, by=None),
        )

        refused = isinstance(answer, OpeningNotOpenError)
        draft.refresh_from_db()
        assert (draft.state, draft.message == "Hello") == (
            ("draft", True) if refused else ("submitted", False)
        )
        assert OutboxMail.objects.filter(user=profile.user).count() == (0 if refused else 1)
        assert ProfileGrant.objects.filter(profile=profile).count() == (0 if refused else 1)


def test_an_offer_is_accepted_or_taken_back_and_never_both():
    for _round in range(ROUNDS):
        offer, recruiter = OfferFactory(), UserFactory()
        applicant = offer.application.profile.user

        accepted, taken_back = at_once(
            lambda o=offer, a=applicant: accept_offer(o, by=a),
            lambda o=offer, r=recruiter: take_back_offer(o, by=r),
        )

        offer = Offer.objects.select_related("application").get(pk=offer.pk)
        outcomes = {"accepted": (accepted, "accepted"), "taken_back": (taken_back, "shortlisted")}
        winner, state = outcomes[offer.state]
        loser = taken_back if winner is accepted else accepted
        assert isinstance(winner, Offer)
        assert isinstance(loser, IllegalMoveError)
        assert offer.application.state == state
        assert Notice.objects.filter(user=applicant).count() == 1


def test_an_offer_is_accepted_or_expires_and_never_both():
    for _round in range(ROUNDS):
        offer = OfferFactory(reply_by=TODAY)
        applicant = offer.application.profile.user

        accepted, _expired = at_once(
            lambda o=offer, a=applicant: accept_offer(o, by=a, today=TODAY),
            lambda: expire_offers(TODAY + timedelta(days=1)),
        )

        offer = Offer.objects.select_related("application").get(pk=offer.pk)
        assert (offer.state, offer.application.state) in (
            ("accepted", "accepted"),
            ("expired", "lapsed"),
        )
        assert isinstance(accepted, IllegalMoveError) is (offer.state == "expired")
        assert Notice.objects.filter(user=applicant).count() == 1


def test_ten_workers_end_an_offer_once_and_remind_of_it_once():
    over = OfferFactory(reply_by=TODAY)
    soon = OfferFactory(reply_by=TODAY + timedelta(days=2))
    Offer.objects.update(made_at=timezone.now() - timedelta(days=365))

    at_once(*[lambda: expire_offers(TODAY + timedelta(days=1))] * TABS)

    for offer in (over, soon):
        assert OutboxMail.objects.filter(user=offer.application.profile.user).count() == 1
    assert [Offer.objects.get(pk=row.pk).state for row in (over, soon)] == ["expired", "open"]


def test_two_recruiters_make_one_offer():
    application = ApplicationFactory(state="interviewing")
    by = UserFactory()

    answers = at_once(
        *[lambda: make_offer(application, terms="A post.", reply_by=date(2099, 1, 1), by=by)] * 2
    )

    assert sorted(isinstance(answer, OfferError) for answer in answers) == [False, True]
    assert Offer.objects.count() == 1


def test_an_applicant_who_withdraws_while_the_company_moves_ends_withdrawn():
    for _round in range(ROUNDS):
        application, recruiter = ApplicationFactory(), UserFactory()
        applicant = application.profile.user

        withdrawn, moved = at_once(
            lambda a=application, u=applicant: withdraw_application(a, by=u),
            lambda a=application, r=recruiter: advance_application(
                a, state=ApplicationState.SHORTLISTED, by=r
            ),
        )

        application.refresh_from_db()
        assert (application.state, withdrawn.pk) == ("withdrawn", application.pk)
        verbs = list(LogEntry.objects.about(application).values_list("verb", flat=True))
        if isinstance(moved, IllegalMoveError):
            assert f"“{ApplicationState.WITHDRAWN.label}”" in str(moved)
            assert verbs == ["withdrawn"]
        else:
            assert sorted(verbs) == ["shortlisted", "withdrawn"]


def test_hired_by_two_companies_at_once_is_hired_by_one():
    for _round in range(ROUNDS):
        profile, recruiter = ProfileFactory(), UserFactory()
        first, second = ApplicationFactory.create_batch(2, profile=profile, state="accepted")
        waiting = ApplicationFactory(profile=profile)

        def hire(application, by=recruiter):
            return lambda: advance_application(application, state=ApplicationState.HIRED, by=by)

        at_once(hire(first), hire(second))

        states = sorted(Application.objects.filter(profile=profile).values_list("state", flat=True))
        assert states == ["hired", "withdrawn", "withdrawn"]
        assert LogEntry.objects.about(waiting).count() == 1


def test_closing_everything_while_companies_move_on_ends_everything():
    for _round in range(ROUNDS):
        profile, recruiter = ProfileFactory(), UserFactory()
        rows = ApplicationFactory.create_batch(4, profile=profile)

        def move(application, by=recruiter):
            state = ApplicationState.SHORTLISTED
            return lambda: advance_application(application, state=state, by=by)

        at_once(
            lambda p=profile: close_applications(p, stop_matching=True, by=p.user),
            *(move(row) for row in rows),
            *(lambda r=row, p=profile: withdraw_application(r, by=p.user) for row in rows[:2]),
        )

        states = Application.objects.filter(profile=profile).values_list("state", flat=True)
        assert set(states) == {"withdrawn"}


def test_a_broker_that_is_down_does_not_keep_anybody_from_applying(tmp_path):
    profile, opening = ProfileFactory(), OpeningFactory(published=True)

    with broker_that_is_down(tmp_path):
        submit_application(profile, opening=opening, today=TODAY)

    assert Application.objects.get().state == "submitted"
    assert OutboxMail.objects.waiting().count() == 1
