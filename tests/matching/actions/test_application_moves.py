"""Every move of an application, by the action that a person would use."""

from datetime import date
from itertools import product

import pytest
from django.utils import timezone

from companies.models import Opening
from matching.actions.applications import (
    advance_application,
    refuse_application,
    submit_application,
    withdraw_application,
)
from matching.actions.offers import OfferError, accept_offer, make_offer, take_back_offer
from matching.choices.applications import ApplicationState, RefusalReason
from matching.models import Application, Offer
from parks.models import LogEntry, Notice, OutboxMail
from parks.workflow import IllegalMoveError
from talent.models import ProfileGrant
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory, OfferFactory
from tests.factories.parks import UserFactory
from tests.factories.talent import ProfileGrantFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
MOVES = {
    ("draft", "submitted"),
    ("submitted", "shortlisted"),
    ("shortlisted", "interviewing"),
    ("shortlisted", "offered"),
    ("interviewing", "offered"),
    ("offered", "accepted"),
    ("offered", "shortlisted"),
    ("accepted", "hired"),
    ("accepted", "refused"),
    ("accepted", "withdrawn"),
    *product(
        ("submitted", "shortlisted", "interviewing", "offered"), ("refused", "withdrawn", "lapsed")
    ),
}
TERMS = {"terms": "A permanent post.", "reply_by": date(2099, 1, 1)}


@pytest.fixture
def opening(company) -> Opening:
    return OpeningFactory(company=company, published=True)


def move(application: Application, wanted: str) -> Application:
    """Ask for a state by the action that a person would use."""
    by = UserFactory()
    if wanted == ApplicationState.SUBMITTED:
        return submit_application(application.profile, opening=application.opening, today=TODAY)
    if wanted == ApplicationState.WITHDRAWN:
        return withdraw_application(application, by=by)
    if wanted == ApplicationState.OFFERED:
        return make_offer(application, by=by, **TERMS).application
    if wanted == ApplicationState.ACCEPTED:
        return accept_offer(offer_of(application), by=by).application
    if (application.state, wanted) == ("offered", "shortlisted"):
        return take_back_offer(offer_of(application), by=by).application
    if wanted == ApplicationState.REFUSED:
        reason = RefusalReason.FILLED
        return refuse_application(application, reason=reason, message="Sorry.", by=by)
    return advance_application(application, state=ApplicationState(wanted), by=by)


def offer_of(application: Application) -> Offer:
    """The open offer of somebody who has one; else one that came to nothing."""
    offer = application.offers.first()
    return offer or OfferFactory(
        application=application, state="taken_back", answered_at=timezone.now()
    )


def everything() -> dict[str, list]:
    """What an action that is refused must leave as it is."""
    nouns = (Application, Offer, ProfileGrant, LogEntry, OutboxMail, Notice)
    return {noun.__name__: list(noun.objects.order_by("pk").values()) for noun in nouns}


@pytest.mark.parametrize(("present", "wanted"), sorted(MOVES))
def test_an_application_moves_along_the_table(present, wanted, profile, opening):
    application = ApplicationFactory(profile=profile, opening=opening, state=present)
    if present == "offered":
        OfferFactory(application=application)

    moved = move(application, wanted)

    assert (moved.pk, moved.state) == (application.pk, wanted)
    assert Application.objects.get().state == wanted
    assert LogEntry.objects.get(noun="matching.application").verb == wanted
    assert OutboxMail.objects.get().recipient == profile.user.email
    assert Notice.objects.get().user == profile.user
    assert Offer.objects.waiting().exists() is (wanted == "offered")


@pytest.mark.parametrize(
    ("present", "wanted"),
    [
        (present, wanted)
        for present, wanted in product(ApplicationState.values, repeat=2)
        if (present, wanted) not in MOVES and wanted not in ("submitted", "draft")
    ],
)
def test_an_application_makes_no_move_out_of_turn(present, wanted, profile, opening):
    application = ApplicationFactory(
        profile=profile, opening=opening, state=present, refusal_reason="filled"
    )
    ProfileGrantFactory(profile=profile, organisation=opening.company, reference=application.uuid)
    if present == "offered":
        OfferFactory(application=application)
    elif wanted == "accepted":
        offer_of(application)
    before = everything()

    with pytest.raises((IllegalMoveError, OfferError)):
        move(application, wanted)

    assert everything() == before


def test_every_state_that_was_walked_is_a_state_of_the_table():
    assert {state for pair in MOVES for state in pair} == set(ApplicationState.values)
