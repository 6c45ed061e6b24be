"""Applications of many graduates, each with the grant that the action of the portal would leave."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery

from companies.models import Opening
from matching.choices.applications import (
    NOT_WITH_THE_COMPANY,
    ApplicationSource,
    ApplicationState,
)
from matching.demo.application_plans import ApplicationPlan, plan_applications, sent_and_changed
from matching.demo.draws import draw, weighted
from matching.demo.progress import Progress
from matching.demo.reading import words
from matching.demo.store.offers import put_offers
from matching.demo.store.steps import put_steps
from matching.models import Application
from parks.choices.accounts import Language
from talent.choices.profiles import GrantReason
from talent.models import Profile, ProfileGrant

CHUNK = 1000
SOURCES = {
    ApplicationSource.MATCHES: 40,
    ApplicationSource.MARKET: 35,
    ApplicationSource.ALERT: 12,
    ApplicationSource.ELSEWHERE: 13,
}


class _Applicant(NamedTuple):
    id: int
    language: str


def put_applications(
    graduates: int, openings: int, seed: int, today: date, progress: Progress
) -> None:
    """Create what the graduates applied for and is not there yet; both sides must be there."""
    for chunk in progress.chunks("applicants", graduates, CHUNK):
        plans = {
            plan.uuid: plan for index in chunk for plan in plan_applications(seed, index, openings)
        }
        there = Application.objects.filter(uuid__in=plans).values_list("uuid", flat=True)
        missing = plans.keys() - set(there)
        if missing:
            put_plans([plan for uuid, plan in plans.items() if uuid in missing], today)


@transaction.atomic
def put_plans(plans: Sequence[ApplicationPlan], today: date) -> None:
    """Store new applications with their grants, offers and steps; both sides are there."""
    openings = _published({plan.opening.uuid for plan in plans})
    plans = [plan for plan in plans if plan.opening.uuid in openings]
    applicants = _applicants({plan.graduate for plan in plans})
    rows = [
        _application(plan, applicants[plan.graduate], openings[plan.opening.uuid], today)
        for plan in plans
    ]
    Application.objects.bulk_create(rows)
    ProfileGrant.objects.bulk_create(
        _grant(row) for row in rows if row.state not in NOT_WITH_THE_COMPANY
    )
    _stamp(plans, rows, today)
    put_offers(plans, rows, today)
    put_steps(plans, rows)


def _published(uuids: set[UUID]) -> Mapping[UUID, Opening]:
    """Leave out what somebody has taken back into a draft since it was made."""
    return Opening.objects.exclude(published_at=None).in_bulk(uuids, field_name="uuid")


def _applicants(uuids: set[UUID]) -> Mapping[UUID, _Applicant]:
    rows = Profile.objects.filter(uuid__in=uuids).order_by("pk")
    columns = rows.values_list("uuid", "pk", "user__language")
    return {uuid: _Applicant(*rest) for uuid, *rest in columns}


def _application(
    plan: ApplicationPlan, applicant: _Applicant, opening: Opening, today: date
) -> Application:
    position = int(applicant.language == Language.ENGLISH)
    content = words("phrases")["application"]
    messages, refusals = content["messages"], content["refusals"]
    refusal = refusals[plan.refusal % len(refusals)]
    refused = plan.state == ApplicationState.REFUSED
    submitted_at, _ = _times(plan, opening, today)
    return Application(
        uuid=plan.uuid,
        profile_id=applicant.id,
        opening=opening,
        state=plan.state,
        source=weighted(draw(plan.uuid, "source"), SOURCES),
        message=messages[plan.message % len(messages)][position],
        refusal_reason=refusal["reason"] if refused else "",
        refusal_message=refusal["message"][position] if refused else "",
        submitted_at=submitted_at,
    )


def _grant(application: Application) -> ProfileGrant:
    return ProfileGrant(
        profile_id=application.profile_id,
        organisation_id=application.opening.company_id,
        reference=application.uuid,
        reason=GrantReason.APPLICATION,
    )


def _stamp(plans: Sequence[ApplicationPlan], rows: Sequence[Application], today: date) -> None:
    """The columns that the database stamps itself get the days of the story afterwards."""
    for plan, row in zip(plans, rows, strict=True):
        row.created_at, row.changed_at = _times(plan, row.opening, today)
    Application.objects.bulk_update(rows, ["created_at", "changed_at"], batch_size=200)
    submitted_at = Application.objects.filter(uuid=OuterRef("reference")).values("submitted_at")
    ProfileGrant.objects.filter(reference__in=[row.uuid for row in rows]).update(
        granted_at=Subquery(submitted_at)
    )


def _times(plan: ApplicationPlan, opening: Opening, today: date) -> tuple[datetime, datetime]:
    return sent_and_changed(
        plan, published_at=opening.published_at, closes_on=opening.closes_on, today=today
    )
