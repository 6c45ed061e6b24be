"""Claiming an organisation that nobody acts for, and asking to be let in where somebody does."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from parks.actions.joining import AskedAlreadyError, ask_to_join, claim_organisation
from parks.actions.organisations import OrganisationError
from parks.choices.organisations import MembershipRole, OrganisationKind
from parks.evidence_files import EvidenceFile
from parks.models import Evidence, LogEntry, Membership, OutboxMail, User, Verification
from parks.queries.viewers import viewer_of
from tests.factories.parks import (
    LICENCE,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    VerificationFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

FILE = EvidenceFile(LICENCE, "licence.pdf", "application/pdf")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def unclaimed(park):
    return OrganisationFactory(kind=OrganisationKind.COMPANY, park=park, name_en="Alpha")


def everything() -> dict[str, list]:
    nouns = (Evidence, LogEntry, Membership, OutboxMail, Verification)
    return {noun.__name__: list(noun.objects.order_by("pk").values()) for noun in nouns}


def recipients() -> set[str]:
    return set(OutboxMail.objects.values_list("recipient", flat=True))


def test_a_claim_is_a_request_with_a_licence_and_no_right_at_all(unclaimed):
    user = UserFactory()

    verification = claim_organisation(unclaimed, file=FILE, by=user)

    assert (verification.state, verification.submitted_by) == ("pending", user)
    assert verification.evidence.get().filename == "licence.pdf"
    assert not Membership.objects.exists()
    assert viewer_of(user).organisation_ids == frozenset()
    assert not Evidence.objects.visible_to(viewer_of(user)).exists()


def test_what_somebody_acts_for_is_not_claimed(unclaimed):
    MembershipFactory(organisation=unclaimed)
    before = everything()

    with pytest.raises(OrganisationError, match="Ask to be let in"):
        claim_organisation(unclaimed, file=FILE, by=UserFactory())

    assert everything() == before


@pytest.mark.parametrize("state", ["pending", "in_review", "approved"])
def test_what_is_claimed_or_verified_is_not_claimed_again(state, unclaimed):
    VerificationFactory(organisation=unclaimed, state=state)
    before = everything()

    with pytest.raises(OrganisationError, match="open or granted"):
        claim_organisation(unclaimed, file=FILE, by=UserFactory())

    assert everything() == before


def test_after_a_declined_claim_another_person_may_claim_it(unclaimed):
    VerificationFactory(organisation=unclaimed, state="declined", reason="Forged")

    verification = claim_organisation(unclaimed, file=FILE, by=UserFactory())

    assert verification.state == "pending"


def test_a_person_waits_for_three_organisations_at_most(unclaimed):
    user = UserFactory()
    for state in ("pending", "in_review", "pending"):
        VerificationFactory(state=state, submitted_by=user)
    before = everything()

    with pytest.raises(OrganisationError, match="Three of your requests wait"):
        claim_organisation(unclaimed, file=FILE, by=user)

    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_of_two_claims_at_once_one_is_made(unclaimed):
    people, together, refused = UserFactory.create_batch(2), Barrier(2), []

    def claim(user: User) -> None:
        together.wait()
        try:
            claim_organisation(unclaimed, file=FILE, by=user)
        except OrganisationError as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [Thread(target=claim, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    verification = Verification.objects.get()
    assert verification.evidence.get().uploaded_by == verification.submitted_by


def test_administrators_read_who_asks_and_may_invite(unclaimed):
    VerificationFactory(organisation=unclaimed)
    admin = MembershipFactory(organisation=unclaimed, role=MembershipRole.ADMIN).user
    MembershipFactory(organisation=unclaimed)
    asking = UserFactory(full_name="Wang Min", email="wang@example.org")

    ask_to_join(unclaimed, by=asking, now=timezone.now())

    mail = OutboxMail.objects.get()
    assert (mail.user, mail.subject) == (admin, "Wang Min asks to act for Alpha")
    assert "wang@example.org" in mail.text
    assert f"/desk/organisations/{unclaimed.uuid}/team/" in mail.text
    entry = LogEntry.objects.get()
    assert (entry.verb, entry.actor) == ("asked to be let in", asking)
    assert not Membership.objects.filter(user=asking).exists()


def test_the_park_office_hears_of_it_while_the_organisation_is_not_verified(
    unclaimed, park_officer
):
    admin = MembershipFactory(organisation=unclaimed, role=MembershipRole.ADMIN).user

    ask_to_join(unclaimed, by=UserFactory(), now=timezone.now())

    assert recipients() == {admin.email, park_officer.email}


def test_the_park_office_is_asked_where_nobody_runs_the_organisation(unclaimed, park_officer):
    VerificationFactory(organisation=unclaimed)

    ask_to_join(unclaimed, by=UserFactory(), now=timezone.now())

    mail = OutboxMail.objects.get()
    assert mail.user == park_officer
    assert f"/admin/parks/organisation/{unclaimed.pk}/change/" in mail.text


def test_the_same_question_is_asked_once_a_day(unclaimed, park_officer):
    user = UserFactory()
    ask_to_join(unclaimed, by=user, now=timezone.now())
    before = everything()

    with pytest.raises(AskedAlreadyError, match="You have asked today"):
        ask_to_join(unclaimed, by=user, now=timezone.now())

    assert everything() == before


def test_somebody_else_may_ask_on_the_same_day(unclaimed, park_officer):
    ask_to_join(unclaimed, by=UserFactory(), now=timezone.now())

    ask_to_join(unclaimed, by=UserFactory(), now=timezone.now())

    assert OutboxMail.objects.count() == 2


def test_the_next_day_one_may_ask_again(unclaimed, park_officer):
    user, now = UserFactory(), timezone.now()
    ask_to_join(unclaimed, by=user, now=now)

    ask_to_join(unclaimed, by=user, now=now + timedelta(days=1, minutes=1))

    assert OutboxMail.objects.count() == 2


def test_a_person_asks_five_organisations_a_day(park, park_officer):
    user = UserFactory()
    organisations = OrganisationFactory.create_batch(6, park=park)
    for organisation in organisations[:5]:
        ask_to_join(organisation, by=user, now=timezone.now())

    with pytest.raises(AskedAlreadyError, match="five organisations"):
        ask_to_join(organisations[5], by=user, now=timezone.now())

    assert OutboxMail.objects.count() == 5
