"""Placements of those the demo has hired: through what they came, as far as the rows tell it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from companies.models import OpeningSkill, TaughtSkill
from matching.choices.applications import ApplicationSource, ApplicationState
from matching.choices.enrolments import EnrolmentState, HiredThrough
from matching.demo.reading import parks
from matching.demo.store.class_places import give_places
from matching.models import Application, Enrolment, Placement
from parks.choices.agreements import AgreementState, PartySide
from parks.models import Agreement, AgreementParty
from talent.models import Education

Pairs = Mapping[tuple[int, int], Agreement]


@transaction.atomic
def put_placements() -> None:
    """Write what is missing; a hiring through an agreement uses up a place, if one is left."""
    hired_at = Max("steps__taken_at", filter=Q(steps__state=ApplicationState.HIRED))
    here = [place.slug for place in parks()]
    rows = list(
        Application.objects.filter(
            state=ApplicationState.HIRED, placement=None, opening__park__slug__in=here
        )
        .select_related("opening", "profile")
        .annotate(hired_at=hired_at)
        .order_by("pk")
    )
    agreements, trained = _signed(rows), _trained(rows)
    placements = [_placement(row, agreements, trained) for row in rows]
    give_places(placements)
    Placement.objects.bulk_create(placements)


def _placement(row: Application, agreements: Pairs, trained: Mapping[int, Enrolment]) -> Placement:
    hired_on = _hired_on(row)
    agreement = _in_force(agreements.get((row.profile_id, row.opening.company_id)), hired_on)
    enrolment = trained.get(row.pk)
    ways = {
        HiredThrough.AGREEMENT: agreement is not None,
        HiredThrough.TRAINING: enrolment is not None,
        HiredThrough.MATCH: row.source == ApplicationSource.MATCHES,
    }
    through = [way.value for way, is_true in ways.items() if is_true]
    return Placement(
        application=row,
        agreement=agreement,
        enrolment=enrolment,
        through=through or [HiredThrough.OPEN.value],
        hired_on=hired_on,
    )


def _hired_on(row: Application) -> date:
    moment: datetime = row.hired_at or row.changed_at
    return timezone.localtime(moment).date()


def _in_force(agreement: Agreement | None, day: date) -> Agreement | None:
    covers = agreement is not None and agreement.starts_on <= day <= agreement.ends_on
    return agreement if covers else None


def _signed(rows: Sequence[Application]) -> Pairs:
    """Return by profile and company the agreement of the company and a school of the profile."""
    schools: dict[int, set[int]] = {}
    people = [row.profile_id for row in rows]
    studies = Education.objects.filter(profile__in=people).exclude(university=None)
    for profile, school in studies.order_by("pk").values_list("profile", "university"):
        schools.setdefault(profile, set()).add(school)
    sides = _sides()
    return {
        (row.profile_id, row.opening.company_id): agreement
        for row in rows
        for agreement, educates, employs in sides
        if row.opening.company_id in employs and educates & schools.get(row.profile_id, set())
    }


def _sides() -> list[tuple[Agreement, set[int], set[int]]]:
    parties = AgreementParty.objects.exclude(agreement__state=AgreementState.DRAFT)
    found: dict[int, tuple[Agreement, set[int], set[int]]] = {}
    for party in parties.select_related("agreement").order_by("-agreement__ends_on", "pk"):
        sides = found.setdefault(party.agreement_id, (party.agreement, set(), set()))
        if party.side != PartySide.CONVENES:
            sides[1 + (party.side == PartySide.EMPLOYS)].add(party.organisation_id)
    return list(found.values())


def _trained(rows: Sequence[Application]) -> Mapping[int, Enrolment]:
    """Return by application the last passed session that taught what the opening asks for."""
    wanted = _skills(
        OpeningSkill.objects.filter(opening__in=[row.opening_id for row in rows]).values_list(
            "opening", "skill"
        )
    )
    taught = _skills(TaughtSkill.objects.values_list("programme", "skill"))
    passed = Enrolment.objects.filter(
        profile__in=[row.profile_id for row in rows], state=EnrolmentState.PASSED
    ).select_related("session")
    by_person: dict[int, list[Enrolment]] = {}
    for enrolment in passed.order_by("session__ends_on", "pk"):
        by_person.setdefault(enrolment.profile_id, []).append(enrolment)
    return {
        row.pk: enrolment
        for row in rows
        for enrolment in by_person.get(row.profile_id, ())
        if enrolment.session.ends_on <= _hired_on(row)
        and wanted.get(row.opening_id, set()) & taught[enrolment.session.programme_id]
    }


def _skills(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for owner, skill in pairs:
        found.setdefault(owner, set()).add(skill)
    return found
