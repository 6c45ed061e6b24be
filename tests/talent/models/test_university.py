import pytest
from django.utils import timezone

from talent.models import StudyProgramme, University
from tests.factories.parks import VerificationFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory

pytestmark = pytest.mark.django_db


def test_a_university_is_public_once_it_is_verified(university, readers):
    before = readers(university)

    VerificationFactory(organisation=university, state="approved")

    assert before == {"career_officer", "operator"}
    assert "signed out" in readers(university)


def test_its_own_administrators_change_a_university(university, editors):
    assert editors(university) == {"career_officer", "operator"}


def test_somebody_who_left_the_career_office_changes_nothing(university, career_officer, editors):
    career_officer.memberships.update(left_at=timezone.now())

    assert editors(university) == {"operator"}


def test_a_study_programme_is_called_by_its_name(university, english):
    programme = StudyProgramme.objects.create(
        university=university,
        name_zh="药学",
        name_en="Pharmacy",
        degree=DegreeLevelFactory(),
        discipline=DisciplineFactory(),
    )

    assert str(programme) == "Pharmacy"
    assert list(University.objects.get().programmes.all()) == [programme]
