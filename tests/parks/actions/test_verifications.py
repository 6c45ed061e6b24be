"""Having an organisation verified by the park office."""

from itertools import product

import pytest
from django.utils import translation

from parks.actions.organisations import OrganisationError
from parks.actions.verifications import decide_verification, request_verification
from parks.choices.organisations import MembershipRole, OrganisationKind, VerificationState
from parks.models import LogEntry, Membership, Notice, OutboxMail, Verification
from parks.workflow import IllegalMoveError
from tests.factories.parks import (
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    VerificationFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


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
    ("pending", "asked"),
    ("in_review", "asked"),
    ("asked", "approved"),
    ("asked", "declined"),
    ("pending", "approved"),
    ("pending", "declined"),
    ("in_review", "approved"),
    ("in_review", "declined"),
    ("approved", "declined"),
}


@pytest.mark.parametrize(("present", "wanted"), sorted(MOVES))
def test_the_park_office_decides(present, wanted):
    officer = UserFactory()
    verification = VerificationFactory(
        state=present, submitted_by=UserFactory(), reason="What was missing"
    )

    decided = decide_verification(
        verification, state=VerificationState(wanted), reason=" Looks right. ", by=officer
    )

    assert (decided.state, decided.reason) == (wanted, "Looks right.")
    admitted = ["joined"] if wanted == "approved" else []
    assert (decided.decided_by, logged()) == (officer, [f"verification {wanted}", *admitted])
    told = OutboxMail.objects.values_list("recipient", flat=True)
    expected = [] if wanted == "in_review" else [verification.submitted_by.email]
    assert list(told) == expected


@pytest.mark.parametrize(
    ("present", "wanted"),
    [
        (present, wanted)
        for present, wanted in product(VerificationState.values, repeat=2)
        if (present, wanted) not in MOVES | {("asked", "pending")}
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


def test_only_the_organisation_itself_sends_its_request_again():
    asked = VerificationFactory(state="asked", reason="Before", submitted_by=UserFactory())
    before = everything()

    with pytest.raises(OrganisationError, match="Only the organisation"):
        decide_verification(asked, state=VerificationState.PENDING, by=UserFactory())

    assert everything() == before


@pytest.mark.parametrize("state", [VerificationState.DECLINED, VerificationState.ASKED])
@pytest.mark.parametrize("reason", ["", "  \n\t"])
def test_declining_and_asking_back_need_a_reason(reason, state):
    verification = VerificationFactory(state="pending", submitted_by=UserFactory())
    before = everything()

    with pytest.raises(OrganisationError):
        decide_verification(verification, state=state, reason=reason, by=UserFactory())

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


APPROVED, DECLINED = VerificationState.APPROVED, VerificationState.DECLINED


def claim(park, **values) -> Verification:
    """Somebody asks for a company of the park that nobody acts for."""
    company = OrganisationFactory(park=park, kind=OrganisationKind.COMPANY, name_en="Alpha")
    asked = {"submitted_by": UserFactory(), "state": "pending", "decided_at": None} | values
    return VerificationFactory(organisation=company, **asked)


def members(verification: Verification) -> list[tuple[int, str]]:
    rows = Membership.objects.live().filter(organisation=verification.organisation)
    return list(rows.values_list("user", "role"))


@pytest.mark.parametrize("state", [VerificationState.IN_REVIEW, DECLINED])
def test_before_the_approval_a_claimant_acts_for_nothing(state, park, park_officer):
    verification = claim(park)

    decide_verification(verification, state=state, reason="Not readable", by=park_officer)

    assert members(verification) == []


def test_an_approved_claimant_runs_the_company(park, park_officer):
    verification = claim(park)

    decide_verification(verification, state=APPROVED, by=park_officer)

    assert members(verification) == [(verification.submitted_by_id, "admin")]
    entry = LogEntry.objects.get(verb="joined")
    assert (entry.actor, entry.organisation_id) == (park_officer, verification.organisation_id)
    [mail] = OutboxMail.objects.all()
    assert mail.user == verification.submitted_by
    assert f"/desk/organisations/{verification.organisation.uuid}/" in mail.text


def test_where_somebody_was_let_in_meanwhile_a_claimant_is_not(park, park_officer, english):
    verification = claim(park)
    invited = MembershipFactory(organisation=verification.organisation, role=MembershipRole.ADMIN)

    decide_verification(verification, state=APPROVED, by=park_officer)

    assert members(verification) == [(invited.user_id, "admin")]
    texts = dict(OutboxMail.objects.values_list("user", "text"))
    assert set(texts) == {verification.submitted_by_id, invited.user_id}
    assert "Ask them to invite you" in texts[verification.submitted_by_id]
    assert "You can publish openings" in texts[invited.user_id]


def test_where_everybody_has_left_a_claimant_is_let_in(park, park_officer):
    verification = claim(park)
    MembershipFactory(organisation=verification.organisation, left_at=verification.submitted_at)

    decide_verification(verification, state=APPROVED, by=park_officer)

    assert members(verification) == [(verification.submitted_by_id, "admin")]


@pytest.mark.parametrize("person", ["park_officer", "operator"])
def test_whoever_puts_a_company_up_for_the_park_does_not_run_it(person, park, request):
    decider = request.getfixturevalue(person)
    verification = claim(park, submitted_by=decider)

    decide_verification(verification, state=APPROVED, by=decider)

    assert members(verification) == []


def test_somebody_from_the_office_of_another_park_may_claim_a_company(park, park_officer):
    officer = MembershipFactory(organisation=OrganisationFactory(kind=OrganisationKind.PARK_OFFICE))
    verification = claim(park, submitted_by=officer.user)

    decide_verification(verification, state=APPROVED, by=park_officer)

    assert members(verification) == [(officer.user_id, "admin")]


def test_an_account_that_was_closed_meanwhile_runs_nothing_and_is_told_nothing(park, park_officer):
    verification = claim(park, submitted_by=UserFactory(is_active=False))

    decide_verification(verification, state=APPROVED, by=park_officer)

    assert members(verification) == []
    assert not OutboxMail.objects.exists()


def test_administrators_hear_of_the_decision_beside_who_asked(park, park_officer):
    verification = claim(park)
    admin = MembershipFactory(organisation=verification.organisation, role=MembershipRole.ADMIN)
    MembershipFactory(organisation=verification.organisation)
    MembershipFactory(organisation=verification.organisation, user=verification.submitted_by)

    decide_verification(verification, state=DECLINED, reason="Not readable", by=park_officer)

    told = set(OutboxMail.objects.values_list("user", flat=True))
    assert told == {verification.submitted_by_id, admin.user_id}


def test_a_declined_administrator_is_sent_to_where_it_is_put_right(park, park_officer, english):
    verification = claim(park)
    MembershipFactory(
        organisation=verification.organisation,
        user=verification.submitted_by,
        role=MembershipRole.ADMIN,
    )

    decide_verification(verification, state=DECLINED, reason="Not readable", by=park_officer)

    mail, address = OutboxMail.objects.get(), verification.organisation.uuid
    assert mail.subject == "Alpha: Declined"
    assert "Not readable" in mail.text
    assert "Put it right and submit it again here:" in mail.text
    assert f"/desk/organisations/{address}/" in mail.text
    assert Notice.objects.get().address == f"/desk/organisations/{address}/"


def test_the_office_of_the_park_is_told_of_a_request_and_no_other(park, park_officer, english):
    MembershipFactory(organisation=OrganisationFactory(kind=OrganisationKind.PARK_OFFICE))
    company = OrganisationFactory(park=park, kind=OrganisationKind.COMPANY, name_en="Alpha")

    verification = request_verification(company, by=UserFactory(full_name="Chen Hao"))

    mail = OutboxMail.objects.get()
    assert (mail.user, mail.subject) == (park_officer, "Alpha asks to be verified")
    assert "Chen Hao has submitted Alpha" in mail.text
    assert f"/admin/parks/verification/{verification.pk}/change/" in mail.text


def test_an_officer_is_not_told_of_what_they_have_put_up_themselves(park, park_officer):
    company = OrganisationFactory(park=park, kind=OrganisationKind.COMPANY)

    request_verification(company, by=park_officer)

    assert not OutboxMail.objects.exists()


def test_where_there_is_no_office_the_operator_is_told(park, operator):
    company = OrganisationFactory(park=park, kind=OrganisationKind.COMPANY)

    request_verification(company, by=UserFactory())

    assert OutboxMail.objects.get().user == operator
