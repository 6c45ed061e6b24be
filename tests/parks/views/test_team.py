"""The team of an organisation: invited, given roles, removed, gone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from parks.actions.joining import ask_to_join
from parks.choices.organisations import MembershipRole, OrganisationKind
from parks.models import Invitation, LogEntry, Membership, OutboxMail
from tests.factories.parks import (
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ADMIN, MEMBER = MembershipRole.ADMIN, MembershipRole.MEMBER
INTERVIEWER = MembershipRole.INTERVIEWER


@pytest.fixture
def colleague(company):
    return MembershipFactory(organisation=company, user__full_name="Wang Min")


def at(name: str, organisation, *more) -> str:
    return reverse(f"parks:{name}", args=[organisation.uuid, *more])


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def rights() -> list:
    return list(Membership.objects.order_by("pk").values("pk", "role", "left_at"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_or_three_of_each(
    rows, company, recruiter, sign_in, django_assert_num_queries
):
    MembershipFactory.create_batch(rows, organisation=company)
    InvitationFactory.create_batch(rows, organisation=company)
    for person in UserFactory.create_batch(rows):
        ask_to_join(company, by=person, now=timezone.now())
    client = sign_in(recruiter)

    with django_assert_num_queries(6):
        response = client.get(at("team", company))

    assert len(response.context["members"]) == rows + 1
    assert len(response.context["invitations"]) == len(response.context["asking"]) == rows


def test_an_administrator_sees_members_invitations_and_who_asks(
    company, recruiter, colleague, sign_in
):
    InvitationFactory(organisation=company, email="new@example.org", role=INTERVIEWER)
    ask_to_join(company, by=UserFactory(full_name="Li Na"), now=timezone.now())

    text = sign_in(recruiter).get(at("team", company)).text

    for words in ("Chen Hao", "Wang Min", "Recruiter", "new@example.org", "Interviewer", "Li Na"):
        assert words in text
    assert at("remove", company, colleague.pk) in text
    assert at("remove", company, recruiter.memberships.get().pk) not in text


def test_a_recruiter_sees_the_members_and_no_control(company, recruiter, colleague, sign_in):
    InvitationFactory(organisation=company, email="new@example.org")

    response = sign_in(colleague.user).get(at("team", company))

    assert "Chen Hao" in response.text
    assert "new@example.org" not in response.text
    assert f"/desk/organisations/{company.uuid}/team/" not in response.text.split("</nav>")[-1]


def test_the_link_of_an_invitation_is_never_shown(company, recruiter, sign_in):
    invitation = InvitationFactory(organisation=company)

    text = sign_in(recruiter).get(at("team", company)).text

    assert str(invitation.uuid) not in text


def test_an_invitation_that_has_run_out_says_so(company, recruiter, sign_in):
    InvitationFactory(organisation=company, expires_at=timezone.now())

    assert "expired" in sign_in(recruiter).get(at("team", company)).text


def test_an_administrator_invites_an_interviewer(company, recruiter, sign_in):
    response = sign_in(recruiter).post(
        at("invite", company), {"email": "New@example.org", "role": "interviewer"}, follow=True
    )

    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("new@example.org", "interviewer")
    assert invitation.invited_by == recruiter
    assert said(response) == ["The invitation is on its way."]
    assert OutboxMail.objects.get().recipient == "new@example.org"


def test_a_faulty_invitation_stays_on_the_page_with_what_was_entered(company, recruiter, sign_in):
    response = sign_in(recruiter).post(at("invite", company), {"email": "new@", "role": "member"})

    assert response.status_code == 200
    assert 'value="new@"' in response.text
    assert f'action="{at("invite", company)}"' in response.text
    assert not Invitation.objects.exists()


def test_what_the_action_refuses_is_said_at_the_field(company, recruiter, sign_in):
    response = sign_in(recruiter).post(
        at("invite", company), {"email": recruiter.email, "role": "member"}
    )

    assert response.context["form"].errors == {"email": ["You cannot invite yourself."]}


def test_an_invitation_is_taken_back(company, recruiter, sign_in):
    invitation = InvitationFactory(organisation=company)

    response = sign_in(recruiter).post(at("revoke_invitation", company, invitation.pk), follow=True)

    invitation.refresh_from_db()
    assert invitation.state == "revoked"
    assert said(response) == ["The invitation is taken back."]


def test_a_colleague_becomes_an_interviewer(company, recruiter, colleague, sign_in):
    response = sign_in(recruiter).post(
        at("change_role", company, colleague.pk), {"role": "interviewer"}, follow=True
    )

    colleague.refresh_from_db()
    assert colleague.role == "interviewer"
    assert said(response) == ["The role is changed."]


@pytest.mark.parametrize("role", ["owner", "", "steward"])
def test_a_role_that_is_not_on_offer_changes_nothing(role, company, recruiter, colleague, sign_in):
    before = rights()

    sign_in(recruiter).post(at("change_role", company, colleague.pk), {"role": role})

    assert rights() == before


def test_the_last_administrator_cannot_step_down(company, recruiter, colleague, sign_in):
    mine, before = recruiter.memberships.get(), rights()

    response = sign_in(recruiter).post(
        at("change_role", company, mine.pk), {"role": "member"}, follow=True
    )

    assert said(response) == ["Make somebody else an administrator first."]
    assert rights() == before


def test_a_colleague_is_removed_and_told(company, recruiter, colleague, sign_in):
    response = sign_in(recruiter).post(at("remove", company, colleague.pk), follow=True)

    colleague.refresh_from_db()
    assert colleague.left_at is not None
    assert said(response) == ["The person no longer acts for you."]
    assert OutboxMail.objects.get().user == colleague.user


def test_removing_somebody_who_has_left_is_not_found(company, recruiter, colleague, sign_in):
    Membership.objects.filter(pk=colleague.pk).update(left_at=timezone.now())

    response = sign_in(recruiter).post(at("remove", company, colleague.pk))

    assert response.status_code == 404


@pytest.mark.parametrize("role", [MEMBER, INTERVIEWER])
def test_everybody_may_leave_but_the_last_administrator(role, company, recruiter, sign_in):
    member = MembershipFactory(organisation=company, role=role)

    response = sign_in(member.user).post(at("leave", company), follow=True)

    member.refresh_from_db()
    assert member.left_at is not None
    assert response.redirect_chain == [(reverse("companies:join"), 302)]
    assert said(response) == ["You no longer act for it."]


def test_the_last_administrator_is_told_why_not(company, recruiter, colleague, sign_in):
    before = rights()

    response = sign_in(recruiter).post(at("leave", company), follow=True)

    assert said(response) == ["Make somebody else an administrator before the last leaves."]
    assert response.redirect_chain[0][0] == reverse("companies:organisation", args=[company.uuid])
    assert rights() == before


def test_leaving_one_company_leaves_the_others(company, recruiter, colleague, sign_in):
    other = MembershipFactory(user=colleague.user)

    sign_in(colleague.user).post(at("leave", company))

    assert list(Membership.objects.live().filter(user=colleague.user)) == [other]


def deeds(company, member, invitation) -> list[tuple[str, dict[str, str]]]:
    return [
        (at("invite", company), {"email": "x@example.org", "role": "admin"}),
        (at("change_role", company, member.pk), {"role": "admin"}),
        (at("remove", company, member.pk), {}),
        (at("revoke_invitation", company, invitation.pk), {}),
    ]


@pytest.mark.parametrize("person", ["colleague", "interviewer", "stranger", "park_officer"])
def test_who_does_not_run_the_company_changes_nothing_of_its_team(
    person, company, recruiter, colleague, sign_in, request
):
    invitation = InvitationFactory(organisation=company)
    inside = {
        "colleague": colleague,
        "interviewer": MembershipFactory(organisation=company, role=INTERVIEWER),
    }
    user = inside[person].user if person in inside else request.getfixturevalue(person)
    client, before = sign_in(user), (rights(), LogEntry.objects.count())

    statuses = [
        client.post(address, answers).status_code
        for address, answers in deeds(company, colleague, invitation)
    ]

    assert statuses == [404] * 4
    assert (rights(), LogEntry.objects.count()) == before
    assert Invitation.objects.open().get() == invitation


def test_rows_of_a_neighbour_are_not_reached_through_ones_own_company(
    company, recruiter, stranger, sign_in
):
    elsewhere = stranger.memberships.get()
    invitation = InvitationFactory(organisation=elsewhere.organisation)
    client, before = sign_in(recruiter), rights()

    statuses = [
        client.post(address, answers).status_code
        for address, answers in deeds(company, elsewhere, invitation)[1:]
    ]

    assert statuses == [404] * 3
    assert rights() == before


def test_an_interviewer_does_not_see_the_team(company, sign_in):
    member = MembershipFactory(organisation=company, role=INTERVIEWER)

    assert sign_in(member.user).get(at("team", company)).status_code == 404


def test_a_career_office_has_a_team_without_interviewers(university, career_officer, sign_in):
    response = sign_in(career_officer).get(at("team", university))

    assert [value for value, _name in response.context["roles"]] == ["admin", "member"]
    assert "Interviewer" not in response.text


def test_a_park_office_lets_nobody_in_by_itself(park_officer, park, sign_in):
    office = park.organisations.get(kind=OrganisationKind.PARK_OFFICE)

    page = sign_in(park_officer).get(at("team", office))
    refused = sign_in(park_officer).post(
        at("invite", office), {"email": "x@example.org", "role": "member"}
    )

    assert "Only the operator lets people into a park office." in page.text
    assert page.text.count("Send the invitation") == 0
    assert refused.context["form"].errors["email"]
    assert not Invitation.objects.exists()


def test_names_cannot_carry_markup(company, recruiter, sign_in):
    MembershipFactory(organisation=company, user__full_name="<script>alert(1)</script>")

    assert "<script>alert" not in sign_in(recruiter).get(at("team", company)).text


def test_an_organisation_that_is_not_there_is_not_found(recruiter, sign_in):
    nowhere = OrganisationFactory.build(park=None)

    assert sign_in(recruiter).get(at("team", nowhere)).status_code == 404
