"""Joining a consortium: who may ask, who decides, what each side is told."""

import pytest
from django.utils import timezone

from parks.actions.consortium import ConsortiumError, apply_to_join, move_member
from parks.choices.consortium import MemberState
from parks.models import ConsortiumMembership, LogEntry, Notice, OutboxMail, User
from parks.workflow import IllegalMoveError
from tests.factories.consortium import ConsortiumFactory, ConsortiumMembershipFactory
from tests.factories.parks import (
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    VerificationFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def consortium(park):
    return ConsortiumFactory(lead=park, name_en="Pharma Union")


@pytest.fixture
def officer(park) -> User:
    office = OrganisationFactory(kind="park_office", park=park)
    return MembershipFactory(organisation=office, role="admin").user


@pytest.fixture
def hospital():
    row = OrganisationFactory(kind="hospital", name_en="City Hospital")
    VerificationFactory(organisation=row)
    return row


@pytest.fixture
def administrator(hospital) -> User:
    return MembershipFactory(organisation=hospital, role="admin").user


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("text_en", flat=True))


def move(member, state, by, reason="") -> ConsortiumMembership:
    return move_member(member, state=MemberState(state), by=by, reason=reason)


def test_an_organisation_applies_is_reviewed_admitted_suspended_admitted_again_and_leaves(
    consortium, hospital, administrator, officer
):
    member = apply_to_join(consortium=consortium, organisation=hospital, by=administrator)
    move(member, "reviewed", officer)
    first = move(member, "active", officer)
    suspended = move(member, "suspended", officer, "No fee paid.")
    again = move(member, "active", officer)
    left = move(member, "left", administrator, "We merge.")

    assert first.joined_on == again.joined_on == left.left_on == timezone.localdate()
    assert (suspended.reason, again.reason, left.reason) == ("No fee paid.", "", "We merge.")
    name = "City Hospital in Pharma Union"
    assert told(administrator) == [
        f"{name}: Reviewed",
        f"{name}: Member",
        f"{name}: Suspended",
        f"{name}: Member",
    ]
    assert told(officer) == [
        "City Hospital wants to join Pharma Union",
        "City Hospital has left Pharma Union",
    ]
    log = LogEntry.objects.about(member).order_by("pk")
    assert list(log.values_list("verb", "actor", "organisation", "park")) == [
        (state, by.pk, hospital.pk, consortium.lead_id)
        for state, by in [
            ("applied", administrator),
            ("reviewed", officer),
            ("active", officer),
            ("suspended", officer),
            ("active", officer),
            ("left", administrator),
        ]
    ]


def test_the_reason_of_a_refusal_reaches_the_organisation_and_it_may_apply_again(
    consortium, hospital, administrator, officer
):
    member = apply_to_join(consortium=consortium, organisation=hospital, by=administrator)

    for state in ("declined", "suspended"):
        with pytest.raises((ConsortiumError, IllegalMoveError)):
            move(member, state, officer, "  ")
    move(member, "declined", officer, "No seat in the region.")
    again = apply_to_join(consortium=consortium, organisation=hospital, by=administrator)

    mail = OutboxMail.objects.get(user=administrator)
    assert "No seat in the region." in mail.text
    assert (again.state, again.pk != member.pk) == ("applied", True)


def test_nobody_applies_twice_or_before_the_office_has_verified_them(
    consortium, hospital, administrator
):
    stranger = OrganisationFactory(kind="company")
    apply_to_join(consortium=consortium, organisation=hospital, by=administrator)

    for organisation, words in ((hospital, "applied"), (stranger, "verifies")):
        with pytest.raises(ConsortiumError, match=words):
            apply_to_join(consortium=consortium, organisation=organisation, by=administrator)
    assert ConsortiumMembership.objects.count() == 1


def test_a_move_that_the_table_does_not_name_changes_nothing(officer):
    member = ConsortiumMembershipFactory(applied=True)

    with pytest.raises(IllegalMoveError):
        move(member, "active", officer)

    member.refresh_from_db()
    assert (member.state, member.joined_on) == ("applied", None)
    assert not LogEntry.objects.about(member).exists()


def test_whoever_acted_is_not_told_of_it_and_a_colleague_is(consortium, hospital, officer):
    member = ConsortiumMembershipFactory(consortium=consortium, organisation=hospital)
    first, second = MembershipFactory.create_batch(2, organisation=hospital, role="admin")
    MembershipFactory(organisation=hospital, role="member")

    move(member, "left", first.user)

    readers = set(Notice.objects.values_list("user", flat=True))
    assert readers == {second.user_id, officer.pk}
    assert UserFactory().pk not in readers
