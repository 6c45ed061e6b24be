"""Who acts for an organisation, who decides on it, and who waits to be let in."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from parks.actions.joining import ask_to_join
from parks.choices.organisations import MembershipRole, OrganisationKind
from parks.queries.organisations import (
    administrators_of,
    is_verified,
    my_claims,
    my_invitations,
    my_memberships,
    office_of,
    people_asking,
    works_there,
)
from parks.queries.viewers import viewer_of
from tests.factories.companies import CompanyFactory
from tests.factories.parks import (
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    ParkFactory,
    UserFactory,
    VerificationFactory,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()
ADMIN, INTERVIEWER = MembershipRole.ADMIN, MembershipRole.INTERVIEWER


@pytest.mark.parametrize(
    ("state", "verified"),
    [("pending", False), ("in_review", False), ("approved", True), ("declined", False)],
)
def test_only_an_approved_organisation_is_verified(state, verified):
    organisation = VerificationFactory(state=state, reason="Because").organisation

    assert is_verified(organisation.pk) is verified


def test_an_organisation_that_never_asked_is_not_verified():
    assert is_verified(OrganisationFactory().pk) is False


def test_administrators_are_those_who_run_it_now():
    organisation = OrganisationFactory()
    admin = MembershipFactory(organisation=organisation, role=ADMIN)
    MembershipFactory(organisation=organisation)
    MembershipFactory(organisation=organisation, role=ADMIN, left_at=NOW)
    MembershipFactory(organisation=organisation, role=ADMIN, user__is_active=False)
    MembershipFactory(role=ADMIN)

    assert list(administrators_of(organisation.pk)) == [admin.user]


def test_the_office_of_a_park_is_its_members_and_administrators(park, park_officer, operator):
    office = park.organisations.get()
    clerk = MembershipFactory(organisation=office)
    MembershipFactory(organisation=office, left_at=NOW)
    MembershipFactory(organisation=OrganisationFactory(kind=OrganisationKind.PARK_OFFICE))
    MembershipFactory(organisation=CompanyFactory(park=park))

    assert list(office_of(park.pk)) == [park_officer, clerk.user]


def test_where_there_is_no_office_the_operators_stand_in(operator):
    assert list(office_of(ParkFactory().pk)) == [operator]
    assert list(office_of(None)) == [operator]


def test_my_memberships_are_the_live_ones_of_mine_by_name():
    user = UserFactory()
    second = MembershipFactory(user=user, organisation__name_en="Beta", role=INTERVIEWER)
    first = MembershipFactory(user=user, organisation__name_en="Alpha")
    MembershipFactory(user=user, left_at=NOW)
    MembershipFactory(organisation=first.organisation)

    assert list(my_memberships(viewer_of(user))) == [first, second]


def test_my_claims_show_the_last_request_for_each_organisation_i_do_not_act_for():
    user, organisation = UserFactory(), OrganisationFactory()
    VerificationFactory(
        organisation=organisation, submitted_by=user, state="declined", reason="Not readable"
    )
    again = VerificationFactory(organisation=organisation, submitted_by=user, state="pending")
    mine = MembershipFactory(user=user)
    VerificationFactory(organisation=mine.organisation, submitted_by=user, state="pending")
    company = CompanyFactory()
    MembershipFactory(user=user, organisation=company, role=INTERVIEWER)
    VerificationFactory(organisation=company, submitted_by=user, state="pending")
    VerificationFactory(submitted_by=UserFactory())

    assert list(my_claims(viewer_of(user))) == [again]


def test_what_an_officer_put_up_in_the_park_is_no_claim(park, park_officer):
    VerificationFactory(organisation__park=park, submitted_by=park_officer, state="pending")

    assert list(my_claims(viewer_of(park_officer))) == []


def test_a_claim_on_an_organisation_without_a_park_is_seen():
    claim = VerificationFactory(organisation__park=None, submitted_by=UserFactory())

    assert list(my_claims(viewer_of(claim.submitted_by))) == [claim]


def test_my_invitations_are_those_to_my_address_that_can_be_accepted():
    user = UserFactory(email="Lin@example.org")
    sent = InvitationFactory(email="lin@example.org")
    InvitationFactory(email="lin@example.org", state="revoked")
    InvitationFactory(email="lin@example.org", expires_at=NOW - timedelta(days=1))
    InvitationFactory(email="other@example.org")

    assert list(my_invitations(user, NOW)) == [sent]


def test_people_who_ask_are_shown_until_they_are_in_or_invited():
    organisation = OrganisationFactory()
    waiting, member, invited, closed = UserFactory.create_batch(4)
    for person in (waiting, member, invited, closed):
        ask_to_join(organisation, by=person, now=NOW)
    ask_to_join(OrganisationFactory(), by=UserFactory(), now=NOW)
    MembershipFactory(organisation=organisation, user=member)
    InvitationFactory(organisation=organisation, email=invited.email.upper())
    closed.is_active = False
    closed.save()

    assert list(people_asking(organisation, timezone.now())) == [waiting]
    assert list(people_asking(organisation, NOW + timedelta(days=15))) == []


@pytest.mark.parametrize(
    ("domain", "address", "confirmed", "answer"),
    [
        ("alpha.example", "lin@alpha.example", True, True),
        ("alpha.example", "lin@alpha.example", False, False),
        ("alpha.example", "lin@other.example", True, False),
        ("", "lin@alpha.example", True, None),
    ],
)
def test_only_a_confirmed_address_shows_that_somebody_works_there(
    domain, address, confirmed, answer
):
    user = UserFactory()
    EmailAddress.objects.create(user=user, email="private@example.org", verified=True)
    EmailAddress.objects.create(user=user, email=address, verified=confirmed)
    organisation = OrganisationFactory(email_domain=domain)
    verification = VerificationFactory(organisation=organisation, submitted_by=user)

    assert works_there(verification) is answer


def test_where_nobody_submitted_there_is_nothing_to_compare():
    organisation = OrganisationFactory(email_domain="alpha.example")

    assert works_there(VerificationFactory(organisation=organisation)) is None
