"""Agreements of the demo, with places, promises, and a base where students are looked after."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from matching.demo.companies import plan_company
from matching.demo.days import after, office_hour
from matching.demo.draws import uuid_of
from matching.demo.graduate_plans import PERSONA, GraduatePlan, plan_graduate
from matching.demo.reading import parks, words
from matching.demo.store.companies import company_ids
from matching.demo.store.team import Team
from matching.demo.store.world import officers_by_park, university_ids
from matching.demo.terms import Terms
from matching.models import BaseStay
from parks.choices.agreements import (
    AgreementKind,
    AgreementState,
    BaseState,
    ObligationState,
    PartySide,
)
from parks.models import (
    Agreement,
    AgreementParty,
    Base,
    BaseVisit,
    Mentor,
    Obligation,
    Organisation,
    Park,
    Quota,
    User,
)
from talent.models import Profile

STAYS_LOOKED_AT = 25  # graduates: a demo of thirty has all who stay at the base
STAYS, LOOKED_AFTER = 5, 3
Facts = Mapping[str, Any]


@transaction.atomic
def put_agreements(today: date, terms: Terms) -> None:
    """Create what is missing, those first that others renew; needs companies and schools."""
    for facts in words("loop")["agreement"]:
        if not Agreement.objects.filter(uuid=agreement_uuid(facts["key"])).exists():
            _put_agreement(facts, today, terms)


def agreement_uuid(key: str) -> UUID:
    return uuid_of("agreement", key)


def _put_agreement(facts: Facts, today: date, terms: Terms) -> None:
    state = AgreementState(facts["state"])
    signed_on = after(today, facts["signed"]) if "signed" in facts else None
    renewed = facts.get("renews")
    agreement = Agreement.objects.create(
        uuid=agreement_uuid(facts["key"]),
        park=Park.objects.get(slug=facts["park"]),
        kind=AgreementKind(facts["kind"]),
        name_zh=facts["name"][0],
        name_en=facts["name"][1],
        number=facts["number"],
        state=state,
        signed_on=signed_on,
        starts_on=signed_on or after(today, 14),
        ends_on=after(today, facts["ends"]),
        told_days=facts["ends"] if state == AgreementState.EXPIRING else None,
        renews=Agreement.objects.get(uuid=agreement_uuid(renewed)) if renewed else None,
    )
    AgreementParty.objects.bulk_create(_parties(agreement, facts))
    Quota.objects.bulk_create(_quotas(agreement, facts, today, terms))
    Obligation.objects.bulk_create(_obligations(agreement, facts, today))


def _parties(agreement: Agreement, facts: Facts) -> Iterator[AgreementParty]:
    office = next(place.office_slug for place in parks() if place.slug == facts["park"])
    host = Organisation.objects.get(slug=office)
    yield AgreementParty(agreement=agreement, organisation=host, side=PartySide.CONVENES)
    schools, companies = university_ids(), company_ids()
    for code in facts["schools"]:
        yield AgreementParty(
            agreement=agreement, organisation_id=schools[code], side=PartySide.EDUCATES
        )
    for index in facts["companies"]:
        plan = plan_company(index)
        yield AgreementParty(
            agreement=agreement,
            organisation_id=companies[plan.slug],
            side=PartySide.EMPLOYS,
            signatory=plan.recruiter.full_name,
        )


def _quotas(agreement: Agreement, facts: Facts, today: date, terms: Terms) -> Iterator[Quota]:
    for year in sorted({agreement.starts_on.year, today.year, today.year + 1}):
        for degree, places in facts["quotas"]:
            if agreement.ends_on.year >= year:
                degree_id = terms.degrees[degree].id
                yield Quota(agreement=agreement, year=year, degree_id=degree_id, places=places)


def _obligations(agreement: Agreement, facts: Facts, today: date) -> Iterator[Obligation]:
    schools, companies = university_ids(), company_ids()
    officer = officers_by_park()[facts["park"]]
    for owner, chinese, english, due, state in facts.get("obligations", ()):
        is_open = state == ObligationState.OPEN
        yield Obligation(
            agreement=agreement,
            owner_id=schools[facts["schools"][0]]
            if owner == "school"
            else companies[plan_company(owner).slug],
            text_zh=chinese,
            text_en=english,
            due_on=after(today, due),
            state=ObligationState(state),
            settled_by=None if is_open else officer,
            settled_at=None if is_open else office_hour(after(today, due - 2), 0.5),
        )


# --- the base ---


@transaction.atomic
def put_base(graduates: int, seed: int, today: date, team: Team) -> None:
    """Create the base with its mentors once, and the stays of graduates who are there now."""
    facts = words("loop")["base"]
    agreement = Agreement.objects.get(uuid=agreement_uuid(facts["agreement"]))
    base = Base.objects.filter(uuid=uuid_of("base")).first()
    if base is None:
        base = _new_base(facts, agreement, today)
        _put_mentors(base, facts, today, (team.interviewer, team.colleague))
        _put_visits(base, facts, today)
    _put_stays(base, _students(seed, graduates), facts)


def _new_base(facts: Facts, agreement: Agreement, today: date) -> Base:
    return Base.objects.create(
        uuid=uuid_of("base"),
        agreement=agreement,
        host=Organisation.objects.get(slug=plan_company(facts["host"]).slug),
        kind=AgreementKind.TRAINING_BASE,
        name_zh=facts["name"][0],
        name_en=facts["name"][1],
        state=BaseState.ACCREDITED,
        accredited_by=facts["accredited_by"],
        accredited_on=after(agreement.signed_on, 30),
        accredited_until=agreement.ends_on,
        capacity=facts["capacity"],
    )


def _put_mentors(base: Base, facts: Facts, today: date, people: Sequence[User]) -> None:
    Mentor.objects.bulk_create(
        Mentor(
            base=base,
            user=person,
            field_zh=facts["field"][0],
            field_en=facts["field"][1],
            students_at_most=facts["students_at_most"],
            since=after(today, -200),
        )
        for person in people
    )


def _put_visits(base: Base, facts: Facts, today: date) -> None:
    office = Organisation.objects.get(slug=parks()[0].office_slug)
    BaseVisit.objects.bulk_create(
        BaseVisit(base=base, visited_on=after(today, days), visitor=office, note=note)
        for days, note in facts["visits"]
    )


def _students(seed: int, graduates: int) -> list[GraduatePlan]:
    """Return who of the university of the agreement stays at the base, as far as they are here."""
    school = next(
        row["schools"][0] for row in words("loop")["agreement"] if row["key"] == "ceremony"
    )
    plans = [plan_graduate(seed, index) for index in range(PERSONA + 1, STAYS_LOOKED_AT)]
    studying = [plan for plan in plans if plan.university.code == school and not plan.sparse]
    return [plan for plan in studying[:STAYS] if plan.index < graduates]


def _put_stays(base: Base, students: Sequence[GraduatePlan], facts: Facts) -> None:
    """Somebody in turn has finished; each stay uses up a place of their degree while there is."""
    there = set(BaseStay.objects.filter(base=base).values_list("profile__uuid", flat=True))
    missing = [plan for plan in students if plan.uuid not in there]
    profiles = Profile.objects.in_bulk([plan.uuid for plan in missing], field_name="uuid")
    year = base.accredited_on.year
    quotas = {row.degree_id: row for row in base.agreement.quotas.filter(year=year)}
    mentor = base.mentors.order_by("pk").first()
    begun = after(base.accredited_on, 20)
    BaseStay.objects.bulk_create(
        BaseStay(
            base=base,
            profile=profiles[plan.uuid],
            mentor=mentor if position < LOOKED_AFTER else None,
            quota=quotas.get(profiles[plan.uuid].degree_id),
            starts_on=begun,
            ends_on=after(begun, 90) if position % 2 else None,
            result=facts["result"] if position % 2 else "",
        )
        for position, plan in enumerate(students)
        if plan.uuid in profiles
    )
    for quota in base.agreement.quotas.annotate(held=Count("stays")).exclude(held=0):
        Quota.objects.filter(pk=quota.pk, used__lt=quota.held).update(used=quota.held)
