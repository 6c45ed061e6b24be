"""The consortium in the web admin: every change goes through the actions, and tells the members."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from parks.models import (
    ConsortiumMembership,
    CouncilTerm,
    LogEntry,
    Meeting,
    Notice,
    Resolution,
    Seat,
    Vote,
)
from tests.factories.admin import address
from tests.factories.consortium import (
    ConsortiumFactory,
    ConsortiumMembershipFactory,
    CouncilTermFactory,
    MeetingFactory,
    ResolutionFactory,
    SeatFactory,
    VoteFactory,
)
from tests.factories.parks import MembershipFactory, OrganisationFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]
SINCE = date(2026, 3, 2)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def consortium(park):
    return ConsortiumFactory(lead=park)


@pytest.fixture
def office(sign_in, park_officer):
    return sign_in(park_officer)


def button(row, name: str) -> str:
    return address(row, "change").replace("/change/", f"/{name}/")


def test_an_officer_takes_an_application_to_membership_and_suspends_it_with_a_reason(
    office, consortium, company, recruiter
):
    member = ConsortiumMembershipFactory(consortium=consortium, organisation=company, applied=True)

    for name in ("review", "admit", "suspend"):
        office.post(button(member, name))
        member.refresh_from_db()
    without_reason = member.state
    office.post(button(member, "suspend"), {"reason": "No fee paid."})

    member.refresh_from_db()
    assert (without_reason, member.state, member.reason) == ("active", "suspended", "No fee paid.")
    assert Notice.objects.filter(user=recruiter).count() == 3


def test_a_consortium_is_not_founded_on_a_day_to_come(office, consortium, submit):
    today = timezone.localdate()
    page = address(consortium, "change")

    refused = submit(office, page, founded_on=(today + ONE_DAY).isoformat())
    consortium.refresh_from_db()
    before = consortium.founded_on
    submit(office, page, founded_on=today.isoformat())

    consortium.refresh_from_db()
    errors = refused.context["adminform"].form.errors
    assert errors == {"founded_on": ["A consortium was founded today or earlier."]}
    assert (before, consortium.founded_on) == (None, today)


def test_an_application_on_paper_is_entered_as_one(office, consortium, company, submit):
    submit(
        office,
        address(ConsortiumMembership, "add"),
        consortium=consortium.pk,
        organisation=company.pk,
    )

    member = ConsortiumMembership.objects.get()
    assert (member.organisation_id, member.state) == (company.pk, "applied")
    assert [entry.verb for entry in LogEntry.objects.about(member)] == ["applied"]


def test_a_second_chair_is_refused_and_a_successor_is_not(office, consortium, submit, refused):
    term = CouncilTermFactory(consortium=consortium)
    outside = OrganisationFactory(park=consortium.lead)
    member = ConsortiumMembershipFactory(consortium=consortium)
    chair = SeatFactory(term=term, role="chair", organisation=member.organisation)
    facts = {
        "term": term.pk,
        "role": "chair",
        "person": "Li",
        "organisation": member.organisation_id,
        "since": SINCE.isoformat(),
    }

    next_term = CouncilTermFactory(consortium=consortium)

    second = submit(office, address(Seat, "add"), **facts)
    stranger = submit(office, address(Seat, "add"), **facts | {"organisation": outside.pk})
    other = {"term": next_term.pk, "replaces": chair.pk}
    across = submit(office, address(Seat, "add"), **facts | other)
    as_vice = submit(office, address(Seat, "add"), **facts | {"role": "vice"}, replaces=chair.pk)
    still = Seat.objects.get().until
    submit(office, address(Seat, "add"), **facts, replaces=chair.pk)

    [why] = refused(second)
    assert "holds this office" in why
    assert 'value="Li"' in second.text
    for answer in (across, as_vice):
        assert "another term or another office" in str(answer.context["adminform"].form.errors)
    assert still is None
    assert "organisation" in stranger.context["adminform"].form.errors
    chair.refresh_from_db()
    new = Seat.objects.exclude(pk=chair.pk).get()
    assert (chair.until, new.since, new.person) == (date(2026, 3, 1), SINCE, "Li")


def test_the_name_on_a_seat_is_taken_away_where_somebody_asks(office, consortium):
    seat = SeatFactory(term__consortium=consortium, person="Wang Xiaoming")

    office.post(button(seat, "rename"), {"person": "–"})

    seat.refresh_from_db()
    assert seat.person == "–"


def test_nobody_reads_a_single_vote_before_the_vote_is_over(office, operator, sign_in, consortium):
    vote = VoteFactory(resolution__consortium=consortium, choice="no")
    pages = [address(Vote, "changelist"), address(Vote, "changelist") + "?choice__exact=no"]

    while_open = [office.get(page).context["cl"].result_count for page in pages]
    one = office.get(address(vote, "change")).status_code
    operators = sign_in(operator).get(pages[0]).context["cl"].result_count
    Resolution.objects.update(state="rejected")

    assert (while_open, one, operators) == ([0, 0], 302, 0)
    assert sign_in(operator).get(pages[0]).context["cl"].result_count == 1


def test_a_term_is_begun_and_a_seat_ended(office, consortium, submit):
    submit(
        office,
        address(CouncilTerm, "add"),
        consortium=consortium.pk,
        starts_on="2026-01-01",
        ends_on="2027-12-31",
    )
    seat = SeatFactory(term=CouncilTerm.objects.get(), since=date(2026, 1, 1))
    office.post(button(seat, "leave"), {"until": "2026-03-31"})

    seat.refresh_from_db()
    assert (seat.term.number, seat.until) == (1, date(2026, 3, 31))


def test_a_mistyped_term_is_refused_and_a_wrong_one_removed_with_the_seats_in_it(
    office, consortium, submit, said
):
    today = timezone.localdate()
    facts = {"consortium": consortium.pk, "starts_on": today.isoformat()}
    long = submit(office, address(CouncilTerm, "add"), **facts, ends_on="9999-12-31")
    none = CouncilTerm.objects.count()
    submit(office, address(CouncilTerm, "add"), **facts, ends_on=f"{today.year + 3}-12-31")
    term = CouncilTerm.objects.get()
    seat = SeatFactory(term=term, since=today)

    with_seat = [button(term, "remove") in office.get(address(term, "change")).text]
    refused = office.post(button(term, "remove"))
    taken_back = office.post(button(seat, "take_back"))
    with_seat.append(button(term, "remove") in office.get(address(term, "change")).text)
    removed = office.post(button(term, "remove"))

    assert "A term lasts ten years at most." in long.text
    assert (none, with_seat) == (0, [False, True])
    assert "Only the last term can be removed" in refused.text
    assert (taken_back.url, removed.url) == (
        address(Seat, "changelist"),
        address(CouncilTerm, "changelist"),
    )
    assert ("success", "Remove the term: done for 1.") in said(removed)
    assert not CouncilTerm.objects.exists()


def test_a_seat_that_was_held_is_not_offered_to_be_taken_back(office, consortium):
    term, today = CouncilTermFactory(consortium=consortium), timezone.localdate()
    held, planned = (SeatFactory(term=term, since=today + days) for days in (-ONE_DAY, ONE_DAY))

    pages = [office.get(address(seat, "change")).text for seat in (held, planned)]
    refused = office.post(button(held, "take_back"))

    assert [button(held, "take_back") in pages[0], button(planned, "take_back") in pages[1]] == [
        False,
        True,
    ]
    assert "has been held already" in refused.text
    assert Seat.objects.count() == 2


def test_the_seat_that_was_taken_over_by_mistake_is_held_on(office, consortium, submit):
    today = timezone.localdate()
    days = {"starts_on": today - ONE_DAY, "ends_on": today + ONE_DAY}
    term = CouncilTermFactory(consortium=consortium, **days)
    member = ConsortiumMembershipFactory(consortium=consortium)
    wang = SeatFactory(term=term, organisation=member.organisation, since=today - ONE_DAY)
    submit(
        office,
        address(Seat, "add"),
        replaces=wang.pk,
        term=term.pk,
        role=wang.role,
        person="Li",
        organisation=member.organisation_id,
        since=today.isoformat(),
    )
    li = Seat.objects.get(person="Li")

    office.post(button(li, "take_back"))

    wang.refresh_from_db()
    assert (li.replaces, wang.until) == (wang, None)
    assert list(Seat.objects.all()) == [wang]


@pytest.mark.parametrize("noun", [Meeting, Resolution])
def test_what_has_no_title_is_refused_in_words(office, consortium, submit, refused, noun):
    when = {"starts_at_0": "2026-01-05", "starts_at_1": "10:00:00"}

    answer = submit(office, address(noun, "add"), consortium=consortium.pk, **when)

    assert refused(answer) == ["Give a title in Chinese or in English."]
    assert not noun.objects.exists()


def test_meetings_are_called_and_changed_by_the_actions_and_get_their_minutes(
    office, consortium, submit
):
    soon = timezone.localdate() + timedelta(days=3)
    when = {"starts_at_0": soon.isoformat(), "starts_at_1": "10:00:00"}
    facts = {"consortium": consortium.pk, "title_en": "Spring"}
    submit(office, address(Meeting, "add"), **facts, **when)
    meeting = Meeting.objects.get()
    submit(office, address(meeting, "change"), place="Hall 2", **when)
    held = MeetingFactory(consortium=consortium, starts_at=timezone.now() - timedelta(days=1))
    office.post(button(held, "minutes_of"), {"minutes": "The fee stays."})

    meeting.refresh_from_db()
    held.refresh_from_db()
    assert (meeting.place, held.minutes) == ("Hall 2", "The fee stays.")
    verbs = LogEntry.objects.about(meeting).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["called", "changed"]


def test_a_meeting_is_called_off_with_its_reason_and_then_nothing_of_it_is_changed(
    office, consortium
):
    soon = timezone.now() + 3 * ONE_DAY
    meeting = MeetingFactory(consortium=consortium, starts_at=soon)
    before = office.get(address(meeting, "change")).text

    asked = office.post(button(meeting, "call_off"))
    office.post(button(meeting, "call_off"), {"reason": "The hall is flooded."})
    page = office.get(address(meeting, "change"))

    assert button(meeting, "call_off") in before
    assert "reason" in asked.context["form"].errors
    assert "The hall is flooded." in page.text
    assert page.context["adminform"].form.fields == {}
    moves = [button(meeting, name) for name in ("call_off", "minutes_of")]
    assert [link in page.text for link in moves] == [False, False]


def test_a_meeting_of_the_past_is_entered_without_a_call(office, consortium, company, submit):
    ConsortiumMembershipFactory(consortium=consortium, organisation=company)
    MembershipFactory(organisation=company, role="admin")
    facts = {"consortium": consortium.pk, "title_en": "Autumn", "starts_at_1": "10:00:00"}
    past = timezone.localdate() - 90 * ONE_DAY
    far = timezone.localdate() + 900 * ONE_DAY

    submit(office, address(Meeting, "add"), **facts, starts_at_0=past.isoformat())
    refused = submit(office, address(Meeting, "add"), **facts, starts_at_0=far.isoformat())

    meeting = Meeting.objects.get()
    assert timezone.localdate(meeting.starts_at) == past
    assert not Notice.objects.exists()
    assert button(meeting, "call_off") not in office.get(address(meeting, "change")).text
    assert "A meeting begins within two years." in refused.text


def test_a_resolution_is_written_opened_and_then_its_words_are_fixed(office, consortium, submit):
    ConsortiumMembershipFactory(consortium=consortium)
    submit(
        office,
        address(Resolution, "add"),
        consortium=consortium.pk,
        title_en="Fee",
        majority="two_thirds",
    )
    resolution = Resolution.objects.get()
    submit(office, address(resolution, "change"), title_en="Fee of 2027")
    office.post(button(resolution, "open"))
    page = office.get(address(resolution, "change"))

    resolution.refresh_from_db()
    assert (resolution.title_en, resolution.state, resolution.voters) == ("Fee of 2027", "open", 1)
    assert "title_en" not in page.context["adminform"].form.fields
    assert "0 cast so far" in page.content.decode()


def test_an_officer_closes_a_vote_and_is_told_when_that_is_too_early(office, consortium, refused):
    now, due = (ResolutionFactory(consortium=consortium, open=True) for _each in range(2))
    VoteFactory(resolution=due)
    VoteFactory(resolution=due)
    Resolution.objects.filter(pk=due.pk).update(closes_at=timezone.now())

    early = refused(office.post(button(now, "close")))
    office.post(button(due, "close"))
    office.post(button(now, "withdraw"))

    now.refresh_from_db()
    due.refresh_from_db()
    assert len(early) == 1
    assert (now.state, due.state) == ("withdrawn", "passed")
    assert "2 yes, 0 no, 0 abstentions" in office.get(address(due, "change")).content.decode()


def test_the_office_of_another_park_finds_nothing_of_it(office):
    elsewhere = ConsortiumFactory()
    rows = [
        elsewhere,
        ConsortiumMembershipFactory(consortium=elsewhere),
        SeatFactory(term__consortium=elsewhere),
        MeetingFactory(consortium=elsewhere),
        ResolutionFactory(consortium=elsewhere),
        VoteFactory(resolution__consortium=elsewhere, resolution__state="passed"),
    ]

    for row in rows:
        assert office.get(address(row, "change")).status_code == 302, row
