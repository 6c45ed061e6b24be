"""Every rule that the database keeps for the supply side is seen to refuse."""

from collections.abc import Callable
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from talent.models import Education, Experience, StudyProgramme, WantedPlace
from tests.factories import certificate_breaks
from tests.factories.talent import (
    AnnouncementFactory,
    AnnouncementReceiptFactory,
    DocumentFactory,
    ProfileFactory,
    ProfileGrantFactory,
    RosterEntryFactory,
    SkillClaimFactory,
    UniversityFactory,
)
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory

pytestmark = pytest.mark.django_db

BACKWARDS = {"started_on": date(2026, 9, 1), "ended_on": date(2026, 8, 31)}


def same_programme_twice() -> None:
    facts = {
        "university": UniversityFactory(),
        "degree": DegreeLevelFactory(),
        "discipline": DisciplineFactory(),
        "name_en": "Pharmacy",
    }
    StudyProgramme.objects.create(**facts)
    StudyProgramme.objects.create(**facts)


def programme_without_a_name() -> None:
    StudyProgramme.objects.create(
        university=UniversityFactory(), degree=DegreeLevelFactory(), discipline=DisciplineFactory()
    )


def same_place_twice() -> None:
    profile, region = ProfileFactory(), RegionFactory()
    for position in (0, 1):
        WantedPlace.objects.create(profile=profile, region=region, position=position)


def same_grant_twice() -> None:
    first = ProfileGrantFactory()
    ProfileGrantFactory(
        profile=first.profile, organisation=first.organisation, reference=first.reference
    )


def same_file_twice() -> None:
    first = DocumentFactory()
    DocumentFactory(profile=first.profile, sha256=first.sha256)


def same_claim_twice() -> None:
    first = SkillClaimFactory(level=1)
    SkillClaimFactory(profile=first.profile, skill=first.skill, level=4)


def same_receipt_twice():
    first = AnnouncementReceiptFactory()
    AnnouncementReceiptFactory(announcement=first.announcement, user=first.user)


def same_number_twice() -> None:
    first = RosterEntryFactory()
    RosterEntryFactory(university=first.university, student_number=first.student_number)


def same_person_twice_on_a_roster() -> None:
    first = RosterEntryFactory(claimed=True)
    RosterEntryFactory(university=first.university, user=first.user, claimed=True)


BREAKS: dict[str, Callable[[], object]] = {
    **certificate_breaks.OF_TALENT,
    "an_erased_profile_says_nothing": lambda: ProfileFactory(
        erased_at=timezone.now(), headline="Cell culture"
    ),
    "education_dates_in_order": lambda: Education.objects.create(
        profile=ProfileFactory(), **BACKWARDS
    ),
    "experience_dates_in_order": lambda: Experience.objects.create(
        profile=ProfileFactory(), **BACKWARDS
    ),
    "one_row_per_file_of_a_person": same_file_twice,
    "one_row_per_wanted_place": same_place_twice,
    "one_grant_per_cause": same_grant_twice,
    "one_claim_per_skill_and_source": same_claim_twice,
    "an_announcement_has_a_title": lambda: AnnouncementFactory(title_en=""),
    "an_announcement_is_for_somebody": lambda: AnnouncementFactory(audience=[]),
    "one_receipt_per_person_and_announcement": same_receipt_twice,
    "one_student_per_number_of_a_university": same_number_twice,
    "a_person_is_on_a_roster_once": same_person_twice_on_a_roster,
    "a_claimed_student_has_their_time": lambda: RosterEntryFactory(claimed=True, claimed_at=None),
    "one_university_per_ministry_code": lambda: UniversityFactory.create_batch(
        2, moe_code="4132010285"
    ),
    "one_row_per_study_programme": same_programme_twice,
    "a_study_programme_has_a_name": programme_without_a_name,
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_breaks_a_rule(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BREAKS[name]()
        connection.check_constraints()


def test_every_constraint_of_the_supply_side_is_tried():
    models = apps.get_app_config("talent").get_models()

    declared = {rule.name for model in models for rule in model._meta.constraints}

    assert declared == set(BREAKS)


def test_a_person_has_one_profile():
    first = ProfileFactory()

    with pytest.raises(IntegrityError, match="user_id"), transaction.atomic():
        ProfileFactory(user=first.user)

    assert type(first).objects.count() == 1


@pytest.mark.parametrize("noun", [Education, Experience])
@pytest.mark.parametrize(
    "dates",
    [
        {},
        {"started_on": date(2026, 9, 1)},
        {"ended_on": date(2026, 9, 1)},
        {"started_on": date(2026, 9, 1), "ended_on": date(2026, 9, 1)},
    ],
)
def test_dates_may_be_stated_in_part_or_not_at_all(noun, dates):
    assert noun.objects.create(profile=ProfileFactory(), **dates).pk


def test_several_universities_may_lack_a_ministry_code():
    first, second = UniversityFactory.create_batch(2, moe_code="")

    assert first.pk != second.pk


def test_the_same_skill_may_be_claimed_from_another_source():
    own = SkillClaimFactory(source="self")

    assessed = SkillClaimFactory(profile=own.profile, skill=own.skill, source="assessed")

    assert own.profile.skill_claims.count() == 2
    assert assessed.pk != own.pk


def test_two_people_may_keep_the_same_file():
    first = DocumentFactory()

    second = DocumentFactory(sha256=first.sha256)

    assert second.profile != first.profile
