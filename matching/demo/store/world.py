"""Rows that every demo has once: people behind the buttons, parks with offices, universities."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from matching.demo.reading import ParkWords, UniversityWords, parks, universities, words
from matching.demo.store.verifications import new_verification, put_verifications
from matching.demo.terms import Terms
from parks.actions.consents import note_consent
from parks.actions.organisations import join_organisation
from parks.choices.notices import ConsentPurpose
from parks.choices.organisations import MembershipRole, OrganisationKind, VerificationState
from parks.models import Organisation, Park, User, Verification
from talent.models import StudyProgramme, University

DEGREE_OF_SCHEME = {"vo": "college", "ug": "bachelor", "gr": "master"}
CAREER_OFFICER, PARK_OFFICER = "careers@demo.example", "office@demo.example"
RECRUITER, GRADUATE = "recruiter@demo.example", "graduate@demo.example"


@transaction.atomic
def put_world(terms: Terms, today: date) -> None:
    """Create what is missing; what is there stays as it is."""
    for row in words("personas")["person"]:
        _put_person(row)
    officers = officers_by_park()
    for place in parks():
        _put_park(place, officers[place.slug], terms, today)
    for school in universities():
        _put_university(school, officers[school.park], terms, today)


def park_ids() -> Mapping[str, int]:
    return dict(Park.objects.order_by("pk").values_list("slug", "pk"))


def university_ids() -> Mapping[str, int]:
    """Return the universities of the demo by the Ministry's code, even where the row lacks it."""
    return {school.code: University.objects.get(_same(school)).pk for school in universities()}


def officers_by_park() -> Mapping[str, User]:
    """Return who decides at each park of the demo, by the park's slug."""
    return {place.slug: User.objects.get(email=place.officer) for place in parks()}


def _put_person(row: Mapping[str, Any]) -> None:
    """Create somebody who can sign in by a button: a verified address, no password."""
    if User.objects.filter(email=row["email"]).exists():
        return
    staff, superuser = row.get("staff", False), row.get("superuser", False)
    user = User.objects.create_user(
        row["email"], full_name=row["full_name"], is_staff=staff, is_superuser=superuser
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    note_consent(user, purpose=ConsentPurpose.TERMS)


def _put_park(place: ParkWords, officer: User, terms: Terms, today: date) -> None:
    park, _ = Park.objects.get_or_create(
        slug=place.slug,
        defaults={
            "name_zh": place.name[0],
            "name_en": place.name[1],
            "region_id": terms.regions[place.region].id,
            "summary_zh": place.summary_zh,
            "summary_en": place.summary_en,
        },
    )
    office, created = Organisation.objects.get_or_create(
        slug=place.office_slug,
        defaults={
            "kind": OrganisationKind.PARK_OFFICE,
            "name_zh": place.office[0],
            "name_en": place.office[1],
            "park": park,
            "region_id": park.region_id,
        },
    )
    join_organisation(office, user=officer, role=MembershipRole.ADMIN, by=officer)
    if created:
        put_verifications([_approved(office, officer, today)], today)


def _put_university(school: UniversityWords, officer: User, terms: Terms, today: date) -> None:
    university = University.objects.filter(_same(school)).first()
    if university is None:
        university = _new_university(school, terms)
        put_verifications([_approved(university, officer, today)], today)
    if school.code == words("personas")["graduate"]["university"]:
        careers = User.objects.get(email=CAREER_OFFICER)
        join_organisation(university, user=careers, role=MembershipRole.ADMIN, by=officer)


def _same(school: UniversityWords) -> Q:
    return Q(moe_code=school.code) | Q(moe_code="", slug=school.slug)


def _new_university(school: UniversityWords, terms: Terms) -> University:
    university = University.objects.create(
        moe_code=school.code,
        slug=school.slug,
        kind=school.kind,
        name_zh=school.name[0],
        name_en=school.name[1],
        region_id=terms.regions[school.region].id,
    )
    StudyProgramme.objects.bulk_create(
        _programme(university, discipline, terms) for discipline in school.programmes
    )
    return university


def _programme(university: University, discipline: str, terms: Terms) -> StudyProgramme:
    term = terms.disciplines[discipline]
    degree = DEGREE_OF_SCHEME[discipline.partition(":")[0]]
    return StudyProgramme(
        university=university,
        name_zh=term.zh,
        name_en=term.en,
        degree_id=terms.degrees[degree].id,
        discipline_id=term.id,
    )


def _approved(organisation: Organisation, officer: User, today: date) -> Verification:
    state = VerificationState.APPROVED
    return new_verification(organisation, state, submitted_by=officer, officer=officer, today=today)
