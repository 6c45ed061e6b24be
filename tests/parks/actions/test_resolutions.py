"""Votes: fixed when opened, one per member, counted once whatever happens at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as some

from parks.actions.consortium import apply_to_join, move_member
from parks.actions.resolutions import (
    VotedAlreadyError,
    VoteError,
    cast_vote,
    change_resolution,
    close_due_resolutions,
    close_resolution,
    draft_resolution,
    open_resolution,
    withdraw_resolution,
)
from parks.choices.consortium import Choice, MemberState
from parks.models import LogEntry, Notice, OutboxMail, Resolution, Vote
from parks.queries.resolutions import tally_of, voters_of, votes_to_cast
from parks.tasks import close_due_resolutions as beat_task
from parks.workflow import IllegalMoveError
from tests.factories.consortium import (
    ConsortiumFactory,
    ConsortiumMembershipFactory,
    MeetingFactory,
    ResolutionFactory,
)
from tests.factories.parks import MembershipFactory, UserFactory, VerificationFactory
from tests.parks.brokers import broker_that_is_down

pytestmark = pytest.mark.usefixtures("english")

HOUR = timedelta(hours=1)


def members_of(consortium, number: int) -> list:
    """Members, each with an administrator as `voter`."""
    found = ConsortiumMembershipFactory.create_batch(number, consortium=consortium)
    for member in found:
        member.voter = MembershipFactory(organisation=member.organisation, role="admin").user
    return found


def opened(consortium, **fields) -> Resolution:
    facts = {"closes_at": timezone.now() + HOUR} | fields
    draft = ResolutionFactory(consortium=consortium, **facts)
    return open_resolution(resolution=draft, by=UserFactory())


def vote(resolution, member, choice="yes", by=None) -> Vote:
    return cast_vote(
        resolution=resolution, member=member, choice=Choice(choice), by=by or member.voter
    )


def is_due(resolution) -> Resolution:
    Resolution.objects.filter(pk=resolution.pk).update(closes_at=timezone.now() - HOUR)
    resolution.refresh_from_db()
    return resolution


@pytest.mark.django_db
def test_opening_fixes_how_many_vote_and_who_and_later_members_do_not():
    consortium, office = ConsortiumFactory(quorum_percent=60), UserFactory()
    first, second, third = members_of(consortium, 3)
    move_member(third, state=MemberState.SUSPENDED, by=office, reason="Fee")
    suspended_after = second
    resolution = opened(consortium)
    late = ConsortiumMembershipFactory(consortium=consortium, state="reviewed", joined_on=None)
    late.voter = MembershipFactory(organisation=late.organisation, role="admin").user
    move_member(late, state=MemberState.ACTIVE, by=office)
    move_member(third, state=MemberState.ACTIVE, by=office)
    move_member(suspended_after, state=MemberState.SUSPENDED, by=office, reason="Fee")

    while_suspended = set(voters_of(resolution))
    move_member(suspended_after, state=MemberState.ACTIVE, by=office)

    assert (resolution.voters, resolution.quorum) == (2, 2)
    assert while_suspended == {first}
    assert set(voters_of(resolution)) == {first, second}
    for member in (late, third):
        with pytest.raises(VoteError, match="when the vote was opened"):
            vote(resolution, member)
    waiting = {member: votes_to_cast(member.pk).count() for member in (first, second, third, late)}
    assert waiting == {first: 1, second: 1, third: 0, late: 0}


@pytest.mark.django_db
def test_whoever_leaves_and_comes_back_or_was_suspended_before_has_no_second_vote():
    consortium, office = ConsortiumFactory(), UserFactory()
    returns, suspended, stays = members_of(consortium, 3)
    move_member(suspended, state=MemberState.SUSPENDED, by=office, reason="Fee")
    resolution = opened(consortium)
    vote(resolution, returns)
    VerificationFactory(organisation=returns.organisation)
    again = []
    for _each in range(2):
        member = again[-1] if again else returns
        move_member(member, state=MemberState.LEFT, by=office)
        back = apply_to_join(
            consortium=consortium, organisation=returns.organisation, by=returns.voter
        )
        for state in (MemberState.REVIEWED, MemberState.ACTIVE):
            move_member(back, state=state, by=office)
        again.append(back)
    for state in (MemberState.ACTIVE, MemberState.SUSPENDED, MemberState.ACTIVE):
        move_member(suspended, state=state, by=office, reason="Fee")

    for member, voter in ((row, returns.voter) for row in (returns, *again)):
        with pytest.raises(VoteError):
            vote(resolution, member, "no", by=voter)
    with pytest.raises(VoteError, match="when the vote was opened"):
        vote(resolution, suspended)

    assert set(voters_of(resolution)) == {stays}
    assert resolution.votes.count() == 1
    assert resolution.voters == 2
    waiting = (again[-1], suspended, stays)
    assert [votes_to_cast(member.pk).count() for member in waiting] == [0, 0, 1]


@pytest.mark.django_db
def test_a_resolution_is_of_a_meeting_of_its_own_consortium():
    consortium, office = ConsortiumFactory(), UserFactory()
    own, foreign = MeetingFactory(consortium=consortium), MeetingFactory()
    draft = draft_resolution(consortium=consortium, by=office, title_en="Fee", meeting=own)

    with pytest.raises(VoteError, match="another consortium"):
        draft_resolution(consortium=consortium, by=office, title_en="Fee", meeting=foreign)
    with pytest.raises(VoteError, match="another consortium"):
        change_resolution(resolution=draft, by=office, meeting=foreign)

    assert list(Resolution.objects.values_list("meeting", flat=True)) == [own.pk]


@pytest.mark.django_db
def test_a_member_votes_once_by_whoever_runs_it_and_only_while_the_vote_is_open():
    consortium = ConsortiumFactory()
    first, second = members_of(consortium, 2)
    recruiter = MembershipFactory(organisation=second.organisation, role="member").user
    resolution, draft = opened(consortium), ResolutionFactory(consortium=consortium)

    vote(resolution, first)

    with pytest.raises(VotedAlreadyError):
        vote(resolution, first, "no")
    for stranger in (recruiter, first.voter):
        with pytest.raises(VoteError, match="administrator"):
            vote(resolution, second, by=stranger)
    with pytest.raises(VoteError, match="not open"):
        vote(draft, second)
    with pytest.raises(VoteError, match="not open"):
        vote(is_due(resolution), second)
    assert Vote.objects.get().choice == "yes"
    assert LogEntry.objects.filter(noun="parks.vote", actor=first.voter).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("choices", "state"),
    [("yes yes no", "passed"), ("yes no no", "rejected"), ("yes", "no_quorum")],
)
def test_beat_closes_what_is_due_and_counts_it(choices, state):
    consortium = ConsortiumFactory()
    members = members_of(consortium, 3)
    resolution, running = opened(consortium), opened(consortium)
    for member, choice in zip(members, choices.split(), strict=False):
        vote(resolution, member, choice)
    is_due(resolution)

    beat_task()

    resolution.refresh_from_db()
    running.refresh_from_db()
    assert (resolution.state, running.state) == (state, "open")
    assert resolution.closed_at is not None
    assert close_due_resolutions(timezone.now()) == 0


@pytest.mark.django_db
def test_by_hand_a_vote_is_closed_when_all_have_voted_or_when_it_has_no_last_time():
    consortium, office = ConsortiumFactory(), UserFactory()
    first, second = members_of(consortium, 2)
    resolution, at_the_meeting = opened(consortium), opened(consortium, closes_at=None)
    vote(resolution, first)
    vote(at_the_meeting, first)

    with pytest.raises(VoteError, match="Not all have voted"):
        close_resolution(resolution=resolution, by=office)
    vote(resolution, second, "abstain")
    closed = [close_resolution(resolution=row, by=office) for row in (resolution, at_the_meeting)]

    assert [row.state for row in closed] == ["passed", "passed"]
    for row in closed:
        with pytest.raises(IllegalMoveError):
            close_resolution(resolution=row, by=office)


@pytest.mark.django_db
def test_a_draft_is_changed_until_it_is_open_and_may_be_withdrawn_at_both_times():
    consortium, office = ConsortiumFactory(), UserFactory()
    members_of(consortium, 1)
    draft = draft_resolution(consortium=consortium, by=office, title_en="Fee")
    change_resolution(resolution=draft, by=office, title_en="Fee of 2027")
    is_open = open_resolution(resolution=draft, by=office)

    with pytest.raises(VoteError):
        change_resolution(resolution=is_open, by=office, title_en="Fee of 2028")
    withdrawn = withdraw_resolution(resolution=is_open, by=office)
    other = withdraw_resolution(resolution=ResolutionFactory(), by=office)

    assert (withdrawn.title_en, withdrawn.state, other.state) == (
        "Fee of 2027",
        "withdrawn",
        "withdrawn",
    )
    verbs = LogEntry.objects.about(draft).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["draft", "changed", "open", "withdrawn"]


@pytest.mark.django_db
def test_a_vote_is_not_opened_without_members_or_after_its_last_time():
    nobody, consortium = ConsortiumFactory(), ConsortiumFactory()
    members_of(consortium, 1)

    with pytest.raises(VoteError, match="no members"):
        opened(nobody)
    with pytest.raises(VoteError, match="later time"):
        opened(consortium, closes_at=timezone.now() - HOUR)
    assert not Resolution.objects.open().exists()


@pytest.mark.django_db
def test_the_members_are_told_how_a_vote_stands_though_the_broker_is_down(
    tmp_path, django_capture_on_commit_callbacks
):
    consortium = ConsortiumFactory(name_en="Pharma Union")
    (member,) = members_of(consortium, 1)
    withdraw_resolution(resolution=ResolutionFactory(consortium=consortium), by=UserFactory())
    with broker_that_is_down(tmp_path), django_capture_on_commit_callbacks(execute=True):
        resolution = opened(consortium, title_en="Fee")
    vote(resolution, member, "no")
    close_resolution(resolution=resolution, by=None)

    assert OutboxMail.objects.waiting().filter(user=member.voter).count() == 2
    notices = Notice.objects.filter(user=member.voter).order_by("pk")
    assert list(notices.values_list("text_en", flat=True)) == [
        "Pharma Union votes: Fee",
        "Fee: Rejected",
    ]
    page = f"/desk/consortia/{member.pk}/resolutions/{resolution.uuid}/"
    assert {notice.address for notice in notices} == {page}


@pytest.mark.django_db(transaction=True)
@settings(max_examples=6)
@given(seed=some.integers(0, 9999))
def test_whoever_votes_at_once_each_member_counts_once_and_none_is_lost(seed):
    consortium = ConsortiumFactory()
    members = members_of(consortium, 3)
    colleagues = [
        MembershipFactory(organisation=member.organisation, role="admin").user for member in members
    ]
    resolution = opened(consortium)

    def votes(member, choice: str, by) -> Callable[[], int]:
        def run() -> int:
            try:
                vote(resolution, member, choice, by=by)
            except VotedAlreadyError:
                return 0
            finally:
                connection.close()
            return 1

        return run

    random = Random(seed)  # noqa: S311 - draws a story, keeps no secret
    jobs = [
        votes(member, random.choice(Choice.values), by)
        for member, colleague in zip(members, colleagues, strict=True)
        for by in (member.voter, colleague)
    ]
    random.shuffle(jobs)
    with ThreadPoolExecutor(len(jobs)) as pool:
        cast = sum(pool.map(lambda job: job(), jobs))

    resolution.refresh_from_db()
    assert cast == tally_of(resolution).cast == len(members)
    assert resolution.votes.values("member").distinct().count() == len(members)
