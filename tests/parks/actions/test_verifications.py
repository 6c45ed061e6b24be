"""Having an organisation verified by the park office."""

from itertools import product

import pytest
from django.utils import translation

from parks.actions.organisations import (
    OrganisationError,
    decide_verification,
    request_verification,
)
from parks.choices.organisations import VerificationState
from parks.models import LogEntry, Notice, OutboxMail, Verification
from parks.workflow import IllegalMoveError
from tests.factories.parks import OrganisationFactory, UserFactory, VerificationFactory

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list]:
    """What an action that is refused must leave as it is."""
    nouns = (LogEntry, OutboxMail, Verification)
    return {noun.__name__: list(noun.objects.order_by("pk").values()) for noun in nouns}


def logged() -> list[str]:
    return list(LogEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_an_organisation_asks_to_be_verified():
    organisation, user = OrganisationFactory(), UserFactory()

    verification = request_verification(organisation, by=user)

    assert (verification.state, verification.submitted_by) == ("pending", user)
    assert logged() == ["verification requested"]


@pytest.mark.parametrize("state", ["pending", "in_review", "approved"])
def test_one_request_is_open_at_a_time(state):
    organisation = VerificationFactory(state=state).organisation
    before = everything()

    with pytest.raises(OrganisationError):
        request_verification(organisation, by=UserFactory())

    assert everything() == before


def test_an_organisation_that_was_declined_asks_again():
    declined = VerificationFactory(state="declined", reason="The licence has expired.")

    again = request_verification(declined.organisation, by=UserFactory())

    assert again.state == "pending"


MOVES = {
    ("pending", "in_review"),
    ("pending", "approved"),
    ("pending", "declined"),
    ("in_review", "approved"),
    ("in_review", "declined"),
    ("approved", "declined"),
}


@pytest.mark.parametrize(("present", "wanted"), sorted(MOVES))
def test_the_park_office_decides(present, wanted):
    officer = UserFactory()
    verification = VerificationFactory(state=present, submitted_by=UserFactory())

    decided = decide_verification(
        verification, state=VerificationState(wanted), reason=" Looks right. ", by=officer
    )

    assert (decided.state, decided.reason) == (wanted, "Looks right.")
    assert (decided.decided_by, logged()) == (officer, [f"verification {wanted}"])
    told = OutboxMail.objects.values_list("recipient", flat=True)
    expected = [] if wanted == "in_review" else [verification.submitted_by.email]
    assert list(told) == expected


@pytest.mark.parametrize(
    ("present", "wanted"),
    [
        (present, wanted)
        for present, wanted in product(VerificationState.values, repeat=2)
        if (present, wanted) not in MOVES
    ],
)
def test_the_park_office_decides_nothing_out_of_turn(present, wanted):
    verification = VerificationFactory(state=present, reason="Before", submitted_by=UserFactory())
    before = everything()

    with pytest.raises(IllegalMoveError):
        decide_verification(
            verification, state=VerificationState(wanted), reason="Now", by=UserFactory()
        )

    assert everything() == before


@pytest.mark.parametrize("reason", ["", "  \n\t"])
def test_declining_needs_a_reason(reason):
    verification = VerificationFactory(state="pending", submitted_by=UserFactory())
    before = everything()

    with pytest.raises(OrganisationError):
        decide_verification(
            verification, state=VerificationState.DECLINED, reason=reason, by=UserFactory()
        )

    assert everything() == before


def test_the_organisation_is_told_why_in_the_language_of_the_person_who_asked():
    english = UserFactory(language="en")
    organisation = OrganisationFactory(name_zh="阿尔法", name_en="Alpha")
    verification = VerificationFactory(
        organisation=organisation, state="pending", submitted_by=english
    )

    with translation.override("zh-hans"):
        decide_verification(
            verification,
            state=VerificationState.DECLINED,
            reason="The licence has expired.",
            by=UserFactory(),
        )

    mail = OutboxMail.objects.get()
    assert mail.subject == Notice.objects.get().text_en == "Alpha: Declined"
    assert mail.text.startswith("The licence has expired.\n\n")
    assert mail.user == Notice.objects.get().user == english


def test_a_verification_that_the_park_entered_itself_tells_nobody():
    verification = VerificationFactory(state="pending", submitted_by=None)

    decide_verification(verification, state=VerificationState.APPROVED, by=UserFactory())

    assert not OutboxMail.objects.exists()
