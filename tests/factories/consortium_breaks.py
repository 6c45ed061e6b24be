"""Every constraint of the nouns of a consortium, broken once."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from tests.factories.consortium import (
    DAY,
    ConsortiumFactory,
    ConsortiumMembershipFactory,
    CouncilTermFactory,
    MeetingFactory,
    ResolutionFactory,
    SeatFactory,
    VoteFactory,
)


def same_member_twice() -> None:
    first = ConsortiumMembershipFactory()
    ConsortiumMembershipFactory(
        consortium=first.consortium, organisation=first.organisation, applied=True
    )


def same_term_twice() -> None:
    first = CouncilTermFactory()
    CouncilTermFactory(consortium=first.consortium, number=first.number)


def two_chairs_on_one_day() -> None:
    first = SeatFactory(role="chair", until=date(2026, 3, 1))
    SeatFactory(term=first.term, role="chair", since=first.until)


def second_vote() -> None:
    first = VoteFactory()
    VoteFactory(resolution=first.resolution, member=first.member, choice="no")


BREAKS: dict[str, Callable[[], object]] = {
    "a_quorum_is_a_share": lambda: ConsortiumFactory(quorum_percent=101),
    "an_organisation_joins_a_consortium_once": same_member_twice,
    "a_member_has_its_first_day": lambda: ConsortiumMembershipFactory(joined_on=None),
    "a_suspended_or_refused_member_is_told_why": lambda: ConsortiumMembershipFactory(
        state="suspended", reason=""
    ),
    "one_term_per_number_of_a_consortium": same_term_twice,
    "a_term_ends_after_it_starts": lambda: CouncilTermFactory(starts_on=DAY, ends_on=DAY),
    "a_term_lasts_ten_years_at_most": lambda: CouncilTermFactory(
        starts_on=date(2029, 12, 9), ends_on=date(9999, 12, 31)
    ),
    "one_person_a_day_holds_an_office_of_one": two_chairs_on_one_day,
    "a_seat_is_left_after_it_is_taken": lambda: SeatFactory(until=date(2026, 1, 4)),
    "a_meeting_has_a_title": lambda: MeetingFactory(title_en="", title_zh=""),
    "a_meeting_called_off_says_why": lambda: MeetingFactory(cancelled_at=timezone.now()),
    "a_meeting_called_off_has_no_minutes": lambda: MeetingFactory(
        cancelled_at=timezone.now(), cancelled_because="Flood", minutes_at=timezone.now()
    ),
    "a_resolution_has_a_title": lambda: ResolutionFactory(title_en="", title_zh=""),
    "an_open_resolution_has_its_time": lambda: ResolutionFactory(state="open"),
    "one_vote_per_member": second_vote,
}
