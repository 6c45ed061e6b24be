"""The consortium of the demo: members by kind, council, meetings, votes and yearly targets."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from matching.demo.companies import CompanyPlan
from matching.demo.days import after, office_hour
from matching.demo.draws import draw, uuid_of
from matching.demo.loop_plans import member_companies, other_slug, votes
from matching.demo.people import person
from matching.demo.reading import Pair, words
from matching.demo.store.companies import put_company_plans
from matching.demo.store.verifications import new_verification, put_verifications
from matching.demo.store.world import officers_by_park, university_ids
from matching.demo.terms import Terms
from parks.choices.agreements import MetricCode
from parks.choices.consortium import MemberState, ResolutionState, SeatRole
from parks.choices.organisations import OrganisationKind, VerificationState
from parks.models import (
    AnnualTarget,
    Consortium,
    ConsortiumMembership,
    CouncilTerm,
    Meeting,
    Organisation,
    Park,
    Resolution,
    Seat,
    Vote,
)
from talent.models import University

FOUNDED, TERM_DAYS, QUORUM = 700, 540, 0.5
SCHOOLS = {OrganisationKind.UNIVERSITY, OrganisationKind.COLLEGE}
Facts = Mapping[str, Any]


@transaction.atomic
def put_consortium(today: date, terms: Terms) -> None:
    """Create the consortium with all that belongs to it; one that is there stays as it is."""
    facts = words("loop")["consortium"]
    companies = member_companies()
    put_company_plans(companies, today, terms)
    if Consortium.objects.filter(slug=facts["slug"]).exists():
        return
    consortium = Consortium.objects.create(
        slug=facts["slug"],
        lead=Park.objects.get(slug=facts["park"]),
        name_zh=facts["name"][0],
        name_en=facts["name"][1],
        summary_zh=facts["summary"][0].strip(),
        summary_en=facts["summary"][1].strip(),
        founded_on=after(today, -FOUNDED),
    )
    members = _put_members(consortium, companies, facts, today)
    _put_council(consortium, [row.organisation for row in members], facts["council"], today)
    meetings = _put_meetings(consortium, facts, today)
    _put_resolutions(consortium, members, meetings, today)
    AnnualTarget.objects.bulk_create(_targets(consortium, facts["targets"], today))


# --- members ---


def _put_members(
    consortium: Consortium, companies: list[CompanyPlan], facts: Facts, today: date
) -> list[ConsortiumMembership]:
    rows = Organisation.objects.in_bulk([plan.slug for plan in companies], field_name="slug")
    organisations = [rows[plan.slug] for plan in companies]
    organisations += _schools(facts)
    named = [(OrganisationKind(k), name) for k, names in facts["names"].items() for name in names]
    organisations += _new_organisations(named, consortium.lead, today)
    others = [(OrganisationKind(row["kind"]), row["name"]) for row in facts["other"]]
    outsiders = _new_organisations(others, consortium.lead, today)
    members = ConsortiumMembership.objects.bulk_create(
        _member(consortium, organisation, today) for organisation in organisations
    )
    rest = ConsortiumMembership.objects.bulk_create(
        _outsider(consortium, organisation, row, today)
        for organisation, row in zip(outsiders, facts["other"], strict=True)
    )
    _stamp_applications([*members, *rest], facts, today)
    return members


def _schools(facts: Facts) -> list[Organisation]:
    ids = university_ids()
    rows = Organisation.objects.in_bulk([ids[code] for code in facts["schools"]])
    return [rows[ids[code]] for code in facts["schools"]]


def _new_organisations(
    named: list[tuple[OrganisationKind, Pair]], park: Park, today: date
) -> list[Organisation]:
    """Create organisations that the office of the park has recognised, without anybody in them."""
    officer = officers_by_park()[park.slug]
    rows = [_organisation(kind, name, park) for kind, name in named]
    approved = VerificationState.APPROVED
    put_verifications(
        [
            new_verification(row, approved, submitted_by=officer, officer=officer, today=today)
            for row in rows
        ],
        today,
    )
    return rows


def _organisation(kind: OrganisationKind, name: Pair, park: Park) -> Organisation:
    model = University if kind in SCHOOLS else Organisation
    row = model.objects.create(
        slug=other_slug(name),
        kind=kind,
        name_zh=name[0],
        name_en=name[1],
        park=park,
        region_id=park.region_id,
    )
    return Organisation.objects.get(pk=row.pk)


def _member(
    consortium: Consortium, organisation: Organisation, today: date
) -> ConsortiumMembership:
    source = draw("joined", organisation.slug)
    days = FOUNDED if source.random() < 0.7 else source.randint(40, FOUNDED - 30)
    return ConsortiumMembership(
        consortium=consortium,
        organisation=organisation,
        state=MemberState.ACTIVE,
        joined_on=after(today, -days),
    )


def _outsider(
    consortium: Consortium, organisation: Organisation, row: Facts, today: date
) -> ConsortiumMembership:
    state = MemberState(row["state"])
    was_in = state in (MemberState.SUSPENDED, MemberState.LEFT)
    return ConsortiumMembership(
        consortium=consortium,
        organisation=organisation,
        state=state,
        joined_on=after(today, -row["days_ago"] + 20) if was_in else None,
        left_on=after(today, -90) if state == MemberState.LEFT else None,
        reason=row.get("reason", ""),
    )


def _stamp_applications(rows: list[ConsortiumMembership], facts: Facts, today: date) -> None:
    waiting = {other_slug(row["name"]): row["days_ago"] for row in facts["other"]}
    for row in rows:
        days = waiting.get(row.organisation.slug)
        day = after(row.joined_on, -20) if days is None else after(today, -days)
        row.applied_at = office_hour(day, 0.4)
    ConsortiumMembership.objects.bulk_update(rows, ["applied_at"])


# --- council ---


def _put_council(
    consortium: Consortium, members: list[Organisation], council: Facts, today: date
) -> None:
    """Create the first term, which is over, and the one that sits; both have every office."""
    begun = after(today, TERM_DAYS - FOUNDED)
    terms = CouncilTerm.objects.bulk_create(
        (
            CouncilTerm(
                consortium=consortium,
                number=1,
                starts_on=after(today, -FOUNDED),
                ends_on=after(begun, -1),
            ),
            CouncilTerm(
                consortium=consortium, number=2, starts_on=begun, ends_on=after(begun, TERM_DAYS)
            ),
        )
    )
    Seat.objects.bulk_create(
        seat for term in terms for seat in _seats(term, members, council, is_over=term.number == 1)
    )


def _seats(
    term: CouncilTerm, members: list[Organisation], council: Facts, *, is_over: bool
) -> Iterator[Seat]:
    roles = [SeatRole(role) for role, number in council.items() for _ in range(number)]
    hosts = draw("council", term.number).sample(members, len(roles))
    for role, organisation in zip(roles, hosts, strict=True):
        yield Seat(
            term=term,
            role=role,
            organisation=organisation,
            person=person(draw("seat", term.number, organisation.slug)).full_name,
            since=term.starts_on,
            until=term.ends_on if is_over else None,
        )


# --- meetings and votes ---


def _put_meetings(consortium: Consortium, facts: Facts, today: date) -> dict[str, Meeting]:
    rows = Meeting.objects.bulk_create(
        Meeting(
            uuid=uuid_of("meeting", row["key"]),
            consortium=consortium,
            title_zh=row["title"][0],
            title_en=row["title"][1],
            starts_at=office_hour(after(today, -row["days_ago"]), 0.5),
            place=" ".join(facts["name"][:1]),
            agenda=row["agenda"],
            minutes=row["minutes"],
            minutes_at=office_hour(after(today, 3 - row["days_ago"]), 0.5)
            if row["minutes"]
            else None,
        )
        for row in facts["meeting"]
    )
    return {facts["key"]: row for facts, row in zip(facts["meeting"], rows, strict=True)}


def _put_resolutions(
    consortium: Consortium,
    members: list[ConsortiumMembership],
    meetings: Mapping[str, Meeting],
    today: date,
) -> None:
    facts = words("loop")["consortium"]["resolution"]
    rows = Resolution.objects.bulk_create(
        _resolution(consortium, len(members), meetings.get(row.get("meeting", "")), row, today)
        for row in facts
    )
    cast = Vote.objects.bulk_create(
        Vote(resolution=row, member=member, choice=choice)
        for fact, row in zip(facts, rows, strict=True)
        for member, choice in zip(
            members, votes(len(members), fact["voted"], fact["yes"], fact["no"]), strict=False
        )
    )
    for vote in cast:
        vote.cast_at = vote.resolution.opened_at
    Vote.objects.bulk_update(cast, ["cast_at"])


def _resolution(
    consortium: Consortium, voters: int, meeting: Meeting | None, row: Facts, today: date
) -> Resolution:
    opened = after(today, -row["days_ago"])
    is_open = row["state"] == ResolutionState.OPEN
    closes = office_hour(after(opened, 14), 0.9)
    return Resolution(
        uuid=uuid_of("resolution", row["key"]),
        consortium=consortium,
        meeting=meeting,
        title_zh=row["title"][0],
        title_en=row["title"][1],
        text_zh=row["text"][0],
        text_en=row["text"][1],
        state=ResolutionState(row["state"]),
        opened_at=office_hour(opened, 0.1),
        closes_at=closes,
        closed_at=None if is_open else closes,
        voters=voters,
        quorum=-int(-voters * QUORUM // 1),
    )


def _targets(consortium: Consortium, facts: Facts, today: date) -> Iterator[AnnualTarget]:
    for metric, (value, *most) in facts.items():
        yield AnnualTarget(
            consortium=consortium,
            year=today.year,
            metric=MetricCode(metric),
            value=value,
            at_most=most[0] if most else None,
        )
