"""A member's desk: applying, reading, voting and leaving, each for whom it is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parks.actions.consortium import move_member
from parks.choices.consortium import MemberState
from parks.models import Consortium, ConsortiumMembership, Meeting, Resolution, Vote
from tests.factories.consortium import (
    ConsortiumFactory,
    ConsortiumMembershipFactory,
    MeetingFactory,
    ResolutionFactory,
    VoteFactory,
)
from tests.factories.parks import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def consortium(park):
    return ConsortiumFactory(lead=park, slug="pharma", name_en="Pharma Union")


@pytest.fixture
def member(consortium, company) -> ConsortiumMembership:
    return ConsortiumMembershipFactory(consortium=consortium, organisation=company)


@pytest.fixture
def resolution(member) -> Resolution:
    return ResolutionFactory(consortium=member.consortium, title_en="Fee of 2027", open=True)


@pytest.fixture
def meeting(member) -> Meeting:
    return MeetingFactory(
        consortium=member.consortium,
        title_en="Spring meeting",
        agenda="1. Fee",
        minutes="The fee stays.",
        minutes_at=timezone.now(),
    )


@pytest.fixture
def colleague(company):
    return MembershipFactory(organisation=company, role="member").user


def address(name: str, member, row=None) -> str:
    return reverse(f"matching:{name}", args=[member.pk, *([row.uuid] if row else [])])


def test_an_administrator_applies_with_one_click_and_a_second_changes_nothing(
    recruiter, consortium, company, sign_in
):
    client = sign_in(recruiter)
    desk = client.get(reverse("matching:memberships")).content.decode()
    button = reverse("matching:apply_to_consortium", args=[company.uuid, consortium.slug])

    first = client.post(button, follow=True).content.decode()
    second = client.post(button, follow=True).content.decode()

    assert button in desk
    assert "is with the office of the lead park" in first
    assert button not in first
    assert "has applied or is a member already" in second
    assert ConsortiumMembership.objects.get().state == "applied"


def test_who_is_no_administrator_neither_applies_nor_leaves_nor_votes(
    colleague, consortium, company, member, resolution, sign_in
):
    client = sign_in(colleague)
    apply = reverse("matching:apply_to_consortium", args=[company.uuid, consortium.slug])

    answers = [
        client.post(apply),
        client.get(address("leave_consortium", member)),
        client.post(address("leave_consortium", member)),
        client.post(address("cast_vote", member, resolution), {"choice": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    page = client.get(address("resolution", member, resolution)).content.decode()
    assert "An administrator of your organisation casts its vote." in page
    assert "?choice=" not in page
    assert not Vote.objects.exists()


def test_a_vote_is_asked_for_once_more_and_then_cast_for_good(
    recruiter, member, resolution, sign_in
):
    client, page = sign_in(recruiter), address("resolution", member, resolution)
    desk = client.get(reverse("matching:memberships")).content.decode()

    choices = client.get(page).content.decode()
    asked = client.get(page, {"choice": "no"}).content.decode()
    cast = client.post(address("cast_vote", member, resolution), {"choice": "no"}, follow=True)
    again = client.post(address("cast_vote", member, resolution), {"choice": "yes"}, follow=True)
    nonsense = client.post(address("cast_vote", member, resolution), {"choice": "x"}, follow=True)

    assert "1 open vote to cast" in desk
    assert [f"?choice={each}" in choices for each in ("yes", "no", "abstain")] == [True] * 3
    assert "A vote is cast once and cannot be changed." in asked
    assert "The vote of your organisation is cast." in cast.content.decode()
    assert "has voted already" in again.content.decode()
    assert "Choose an answer." in nonsense.content.decode()
    assert Vote.objects.values_list("choice", "cast_by").get() == ("no", recruiter.pk)
    assert "open vote" not in client.get(reverse("matching:memberships")).content.decode()


def test_how_the_others_voted_is_kept_back_until_the_vote_is_over(
    recruiter, member, resolution, sign_in
):
    client, page = sign_in(recruiter), address("resolution", member, resolution)
    VoteFactory(resolution=resolution, choice="no")
    VoteFactory(resolution=resolution, choice="yes")

    running = client.get(page).context["ballot"]
    Resolution.objects.update(state="rejected", closed_at=timezone.now())
    over = client.get(page).context["ballot"]

    assert (running.cast, running.tally, running.may_vote) == (2, None, True)
    assert (over.tally, over.may_vote) == ((1, 1, 0), False)


def test_who_joined_later_is_not_reproached_for_votes_it_did_not_have(
    recruiter, park_officer, consortium, company, sign_in
):
    old, running = (
        ResolutionFactory(consortium=consortium, title_en=title, open=True)
        for title in ("Fee of 2025", "Fee of 2027")
    )
    Resolution.objects.filter(pk=old.pk).update(state="rejected", closed_at=timezone.now())
    member = ConsortiumMembershipFactory(
        consortium=consortium, organisation=company, state="reviewed", joined_on=None
    )
    move_member(member, state=MemberState.ACTIVE, by=park_officer)
    since = ResolutionFactory(consortium=consortium, open=True)
    client = sign_in(recruiter)

    listed = client.get(address("resolutions", member)).text
    pages = [client.get(address("resolution", member, row)).text for row in (old, running)]
    Resolution.objects.filter(pk=since.pk).update(state="rejected", closed_at=timezone.now())
    missed = client.get(address("resolution", member, since)).text

    assert (listed.count("could not vote"), listed.count("has not voted")) == (2, 1)
    for page in pages:
        assert "it was no member when the vote was opened" in page
        assert "did not vote" not in page
        assert "?choice=" not in page
    assert "Your organisation did not vote." in missed


def test_members_read_meetings_with_their_minutes_and_no_drafts(
    colleague, member, meeting, resolution, sign_in
):
    client = sign_in(colleague)
    draft = ResolutionFactory(consortium=member.consortium, title_en="Not yet")
    elsewhere = MeetingFactory(title_en="Of others")
    Resolution.objects.filter(pk=resolution.pk).update(meeting=meeting)

    desk = client.get(address("membership", member)).content.decode()
    minutes = client.get(address("consortium_meeting", member, meeting)).content.decode()

    assert "Spring meeting" in desk
    assert "Fee of 2027" in desk
    assert "Not yet" not in desk
    assert "The fee stays." in minutes
    assert "Fee of 2027" in minutes
    for name, row in (("resolution", draft), ("consortium_meeting", elsewhere)):
        assert client.get(address(name, member, row)).status_code == 404


def test_a_meeting_that_was_called_off_is_none_to_come_and_says_why(recruiter, member, sign_in):
    meeting = MeetingFactory(
        consortium=member.consortium, starts_at=timezone.now() + timedelta(days=3)
    )
    client, desk = sign_in(recruiter), address("membership", member)
    before = client.get(desk).text

    Meeting.objects.update(cancelled_at=timezone.now(), cancelled_because="The hall is flooded.")
    after = [
        client.get(page).text for page in (desk, address("consortium_meeting", member, meeting))
    ]

    assert "To come" in before
    assert "To come" not in after[0]
    assert "Called off" in after[0]
    for page in after:
        assert "The hall is flooded." in page
    assert "The minutes are not published yet." not in after[1]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("applied", "decides on the application"),
        ("suspended", "neither votes nor reads the minutes"),
        ("left", "This is over."),
    ],
)
def test_who_is_no_member_today_reads_no_minutes_and_is_told_why(
    recruiter, member, meeting, resolution, sign_in, state, words
):
    ConsortiumMembership.objects.update(state=state, reason="Because.")
    client = sign_in(recruiter)

    page = client.get(address("membership", member)).content.decode()

    assert words in page
    assert "Because." in page
    assert "Spring meeting" not in page
    assert client.get(address("consortium_meeting", member, meeting)).status_code == 404
    assert client.get(address("resolution", member, resolution)).status_code == 404


def test_the_public_page_is_linked_while_there_is_one(recruiter, member, sign_in):
    client, desk = sign_in(recruiter), address("membership", member)
    public = member.consortium.get_absolute_url()

    shown = client.get(desk).text
    Consortium.objects.update(listed=False)
    hidden = client.get(desk).text

    assert [public in shown, public in hidden] == [True, False]
    assert client.get(public).status_code == 404


def test_leaving_asks_first_and_ends_the_membership_with_its_reason(recruiter, member, sign_in):
    client, page = sign_in(recruiter), address("leave_consortium", member)

    asked = client.get(page).content.decode()
    still = ConsortiumMembership.objects.get().state
    left = client.post(page, {"reason": "We merge."}, follow=True).content.decode()
    again = client.post(page, follow=True).content.decode()

    assert "will not vote any more" in asked
    assert still == "active"
    assert "Apply again" in left
    assert "already." in again
    row = ConsortiumMembership.objects.get()
    assert (row.state, row.reason) == ("left", "We merge.")


def test_however_much_was_voted_on_every_page_shows_so_many_and_leads_to_the_rest(
    recruiter, member, meeting, sign_in
):
    rows = ResolutionFactory.create_batch(
        23, consortium=member.consortium, open=True, meeting=meeting
    )
    client = sign_in(recruiter)

    desk = client.get(address("membership", member))
    of_meeting = client.get(address("consortium_meeting", member, meeting))
    pages = [client.get(address("resolutions", member), {"page": page}) for page in (1, 2)]

    assert address("resolutions", member) in desk.content.decode()
    assert (len(desk.context["resolutions"]), len(desk.context["waiting"])) == (5, 20)
    assert len(of_meeting.context["resolutions"]) == 20
    shown = [row for page in pages for row in page.context["resolutions"]]
    assert [row.pk for row in shown] == [row.pk for row in reversed(rows)]
    ConsortiumMembership.objects.update(state="suspended", reason="Fee")
    assert client.get(address("resolutions", member)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_of_the_desk_cost_the_same_for_one_or_three_rows(
    recruiter, member, meeting, resolution, sign_in, rows, django_assert_num_queries
):
    for _each in range(rows - 1):
        consortium = member.consortium
        MeetingFactory(consortium=consortium)
        ResolutionFactory(consortium=consortium, open=True)
        ConsortiumMembershipFactory(organisation=member.organisation)
        ConsortiumFactory()
    soon = timezone.now() + timedelta(hours=1)
    Resolution.objects.update(closes_at=soon, meeting=meeting)
    client = sign_in(recruiter)

    with django_assert_num_queries(7):
        client.get(reverse("matching:memberships"))
    with django_assert_num_queries(8):
        client.get(address("membership", member))
    with django_assert_num_queries(6):
        client.get(address("consortium_meeting", member, meeting))
    with django_assert_num_queries(5):
        client.get(address("resolutions", member))
    with django_assert_num_queries(6):
        client.get(address("resolution", member, resolution))
