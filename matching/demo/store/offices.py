"""What waits on the desks of the offices: announcements, reported postings, requests to verify."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import QuerySet

from companies.choices.openings import OpeningState, ReportState
from companies.models import Opening, OpeningReport
from matching.demo.days import after, graduation, midnight, office_hour
from matching.demo.draws import draw, uuid_of
from matching.demo.opening_plans import OpeningPlan, flagships, plan_opening
from matching.demo.reading import parks, words
from matching.demo.roster_plans import school
from matching.demo.store.accounts import new_user
from matching.demo.store.world import CAREER_OFFICER, PARK_OFFICER, university_ids
from parks.actions.organisations import join_organisation
from parks.choices.organisations import MembershipRole, OrganisationKind, VerificationState
from parks.models import Organisation, Park, User, Verification
from talent.choices.university import AnnouncementAudience
from talent.models import Announcement, AnnouncementReceipt, RosterEntry

LOOKED_AT = 40  # openings after the first ones: a demo of sixty has all that are reported
READ_SHARE = 0.6
KINDS = {
    AnnouncementAudience.COMPANIES: (OrganisationKind.COMPANY,),
    AnnouncementAudience.UNIVERSITIES: (OrganisationKind.UNIVERSITY, OrganisationKind.COLLEGE),
}
Facts = Mapping[str, Any]


@transaction.atomic
def put_offices(openings: int, seed: int, today: date) -> None:
    """Create what is missing; it needs rosters, companies and openings to be there."""
    for facts in words("offices")["waiting"]:
        _put_waiting(facts, today)
    for facts in words("offices")["announcement"]:
        _put_announcement(facts, today)
    _put_reports(openings, seed, today)


def _moment(today: date, days: int, *source: object) -> Any:
    return office_hour(after(today, -days), draw(*source, days).random())


# --- organisations that wait to be recognised ---


def _put_waiting(facts: Facts, today: date) -> None:
    if Organisation.objects.filter(slug=facts["slug"]).exists():
        return
    park = Park.objects.get(slug=parks()[0].slug)
    address, name = facts["person"]
    user = new_user(address, name, midnight(after(today, -facts["days_ago"])))
    user.save()
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    organisation = Organisation.objects.create(
        slug=facts["slug"],
        kind=OrganisationKind(facts["kind"]),
        name_zh=facts["name"][0],
        name_en=facts["name"][1],
        park=park,
        region_id=park.region_id,
    )
    join_organisation(organisation, user=user, role=MembershipRole.ADMIN, by=user)
    _put_request(organisation, facts, user, today)


def _put_request(organisation: Organisation, facts: Facts, user: User, today: date) -> None:
    asked = facts["state"] == VerificationState.ASKED
    row = Verification.objects.create(
        organisation=organisation,
        state=VerificationState(facts["state"]),
        submitted_by=user,
        reason=facts.get("reason", ""),
        decided_by=User.objects.get(email=PARK_OFFICER) if asked else None,
        decided_at=_moment(today, facts["asked_days_ago"], facts["slug"]) if asked else None,
    )
    row.submitted_at = _moment(today, facts["days_ago"], facts["slug"])
    row.save(update_fields=["submitted_at"])


# --- announcements ---


def _put_announcement(facts: Facts, today: date) -> None:
    """Write it once; whoever it is for and has come since gets their receipt later."""
    from_university = facts["from"] == "university"
    found, _created = Announcement.objects.get_or_create(
        uuid=uuid_of("announcement", facts["key"]),
        defaults={
            "organisation_id": university_ids()[school().code] if from_university else _office().pk,
            "park_id": None if from_university else _office().park_id,
            "audience": list(facts["audience"]),
            "cohorts": [graduation(today, years).year for years in facts.get("years", ())],
            "title_zh": facts["title"][0],
            "title_en": facts["title"][1],
            "text_zh": facts["text"][0].strip(),
            "text_en": facts["text"][1].strip(),
            "written_by": User.objects.get(
                email=CAREER_OFFICER if from_university else PARK_OFFICER
            ),
            **_shown(facts, today),
        },
    )
    if found.published_at is not None:
        AnnouncementReceipt.objects.bulk_create(
            _receipts(found, facts["key"], today), ignore_conflicts=True
        )


def _shown(facts: Facts, today: date) -> dict[str, Any]:
    if "days_ago" not in facts:
        return {}
    begins = _moment(today, facts["days_ago"], "announced", facts["key"])
    shown = facts.get("days_shown")
    return {
        "published_at": begins,
        "expires_at": midnight(after(today, shown - facts["days_ago"])) if shown else None,
    }


def _office() -> Organisation:
    return Organisation.objects.get(slug=parks()[0].office_slug)


def _receipts(row: Announcement, key: str, today: date) -> Iterator[AnnouncementReceipt]:
    for user in _readers(row):
        source = draw("read", key, user.email)
        has_read = source.random() < READ_SHARE and user.email != CAREER_OFFICER
        share = (midnight(today) - row.published_at) * source.random()
        read_at = (row.published_at + share).replace(microsecond=0) if has_read else None
        yield AnnouncementReceipt(announcement=row, user=user, read_at=read_at)


def _readers(row: Announcement) -> QuerySet[User]:
    """Return whom it is for and who has no receipt yet."""
    has_one = AnnouncementReceipt.objects.filter(announcement=row).values("user")
    people = User.objects.exclude(pk__in=has_one).order_by("email")
    if AnnouncementAudience.STUDENTS in row.audience:
        lines = RosterEntry.objects.claimed().filter(university=row.organisation_id)
        if row.cohorts:
            lines = lines.filter(graduates_on__year__in=row.cohorts)
        return people.filter(pk__in=lines.values("user"))
    kinds = [kind for audience in row.audience for kind in KINDS[audience]]
    return people.filter(
        memberships__organisation__kind__in=kinds,
        memberships__organisation__verifications__state=VerificationState.APPROVED,
        memberships__left_at=None,
    ).distinct()


# --- reported postings ---


def _put_reports(openings: int, seed: int, today: date) -> None:
    for facts, plan in zip(words("offices")["report"], _reported(seed), strict=False):
        if plan.index < openings:
            _put_report(facts, Opening.objects.get(uuid=plan.uuid), today)


def _reported(seed: int) -> Sequence[OpeningPlan]:
    """Return published openings of the first park, which depend on the seed alone."""
    plans = [plan_opening(seed, index) for index in range(flagships(), flagships() + LOOKED_AT)]
    home = parks()[0].slug
    return [p for p in plans if p.state == OpeningState.PUBLISHED and p.company.park == home]


def _put_report(facts: Facts, opening: Opening, today: date) -> None:
    if opening.reports.filter(reason=facts["reason"]).exists():
        return
    state = ReportState(facts.get("state", ReportState.OPEN))
    settled = state != ReportState.OPEN
    row = OpeningReport.objects.create(
        opening=opening,
        reason=facts["reason"],
        text=facts["text"],
        reported_by=User.objects.get(email=facts["by"]),
        state=state,
        answer=facts.get("answer", ""),
        decided_by=User.objects.get(email=PARK_OFFICER) if settled else None,
        decided_at=_moment(today, facts["decided_days_ago"], facts["reason"]) if settled else None,
    )
    row.reported_at = _moment(today, facts["days_ago"], facts["reason"])
    row.save(update_fields=["reported_at"])
