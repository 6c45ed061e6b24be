"""People of an organisation in the web admin: invited, made administrators, let go."""

import pytest

from parks.models import Invitation, LogEntry, Membership, OutboxMail
from tests.factories.admin import address
from tests.factories.parks import MembershipFactory, UserFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


@pytest.fixture
def admin_of_company(recruiter, company):
    return Membership.objects.get(user=recruiter, organisation=company)


def test_the_last_administrator_is_not_let_go(sign_in, park_officer, admin_of_company, refused):
    page = address(admin_of_company, "change").replace("/change/", "/end_membership/")

    response = sign_in(park_officer).post(page)

    admin_of_company.refresh_from_db()
    assert admin_of_company.left_at is None
    [why] = refused(response)
    assert "Make somebody else an administrator" in why


def test_an_officer_ends_a_membership(sign_in, park_officer, company, admin_of_company):
    member = MembershipFactory(organisation=company)

    sign_in(park_officer).post(address(member, "change").replace("/change/", "/end_membership/"))

    member.refresh_from_db()
    assert member.left_at is not None
    assert LogEntry.objects.get(verb="left").actor == park_officer


def test_the_last_administrator_stays_one(sign_in, park_officer, admin_of_company, submit):
    response = submit(sign_in(park_officer), address(admin_of_company, "change"), role="member")

    admin_of_company.refresh_from_db()
    assert admin_of_company.role == "admin"
    assert response.context["adminform"].form.errors == {
        "role": ["Make somebody else an administrator first."]
    }


def test_an_officer_makes_a_member_an_administrator(
    sign_in, park_officer, company, admin_of_company, submit
):
    member = MembershipFactory(organisation=company)

    submit(sign_in(park_officer), address(member, "change"), role="admin")
    submit(sign_in(park_officer), address(admin_of_company, "change"), role="member")

    roles = dict(company.memberships.values_list("pk", "role"))
    assert roles == {member.pk: "admin", admin_of_company.pk: "member"}


def test_the_operator_adds_a_member_through_the_action(sign_in, operator, company, submit):
    user = UserFactory()

    submit(
        sign_in(operator),
        address(Membership, "add"),
        user=user.pk,
        organisation=company.pk,
        role="admin",
    )

    membership = Membership.objects.get(user=user)
    assert (membership.organisation_id, membership.role) == (company.pk, "admin")
    assert list(LogEntry.objects.values_list("verb", flat=True)) == ["joined"]


def test_an_officer_invites_by_mail(sign_in, park_officer, company, submit):
    submit(
        sign_in(park_officer),
        address(Invitation, "add"),
        organisation=company.pk,
        email="New.HR@Example.org",
        role="admin",
    )

    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.state) == (
        "new.hr@example.org",
        "admin",
        "sent",
    )
    assert invitation.invited_by == park_officer
    assert OutboxMail.objects.get().recipient == "new.hr@example.org"


def test_the_secret_of_an_invitation_is_not_shown(sign_in, park_officer, company, submit):
    client = sign_in(park_officer)
    submit(
        client,
        address(Invitation, "add"),
        organisation=company.pk,
        email="a@example.org",
        role="member",
    )
    invitation = Invitation.objects.get()

    pages = [
        client.get(address(invitation, "change")),
        client.get(address(Invitation, "changelist")),
    ]

    assert [str(invitation.uuid) in page.content.decode() for page in pages] == [False, False]
    asked = client.get(address(Invitation, "changelist"), {"uuid__gte": "8" + "0" * 31})
    assert asked.status_code == 400


def test_the_list_tells_the_present_from_the_past(sign_in, park_officer, company, recruiter):
    past = MembershipFactory(organisation=company, left_at="2026-01-01T00:00Z")
    client = sign_in(park_officer)

    found = {
        choice: set(
            client.get(address(Membership, "changelist"), {"membership": choice})
            .context["cl"]
            .queryset
        )
        for choice in ("present", "past")
    }

    assert found["past"] == {past}
    assert past not in found["present"]


def test_an_officer_sees_the_name_of_a_member_without_a_link_to_the_account(
    sign_in, park_officer, admin_of_company, recruiter
):
    content = sign_in(park_officer).get(address(admin_of_company, "change")).content.decode()

    assert recruiter.full_name in content
    assert f"/admin/parks/user/{recruiter.pk}/" not in content


def test_whose_role_an_officer_changes_is_told_and_the_trail_says_it_once(
    sign_in, park_officer, company, submit
):
    member = MembershipFactory(organisation=company)

    submit(sign_in(park_officer), address(member, "change"), role="interviewer")

    member.refresh_from_db()
    assert member.role == "interviewer"
    assert OutboxMail.objects.get().user == member.user
    assert list(LogEntry.objects.values_list("verb", flat=True)) == ["role changed"]


def test_a_form_that_is_sent_unchanged_changes_and_tells_nothing(
    sign_in, park_officer, company, submit
):
    member = MembershipFactory(organisation=company)

    submit(sign_in(park_officer), address(member, "change"), role="member")

    assert not OutboxMail.objects.exists()
    assert not LogEntry.objects.exists()


def test_a_career_office_has_no_interviewers(sign_in, operator, university, submit):
    member = MembershipFactory(organisation=university)

    response = submit(sign_in(operator), address(member, "change"), role="interviewer")

    member.refresh_from_db()
    assert member.role == "member"
    assert list(response.context["adminform"].form.errors) == ["role"]


def test_an_invitation_to_a_role_that_is_not_given_is_refused_in_words(
    sign_in, operator, university, submit, refused
):
    response = submit(
        sign_in(operator),
        address(Invitation, "add"),
        organisation=university.pk,
        email="a@example.org",
        role="interviewer",
    )

    [why] = refused(response)
    assert "is no role in an organisation of this kind" in why
    assert 'value="a@example.org"' in response.text
    assert not Invitation.objects.exists()
