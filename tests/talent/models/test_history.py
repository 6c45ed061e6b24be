import pytest
from django.core.files.base import ContentFile
from django.utils import translation

from parks.models import Discipline
from talent.models import Education, Experience
from talent.models.history import document_path
from tests.factories.parks import UserFactory
from tests.factories.talent import (
    DocumentFactory,
    EducationFactory,
    ExperienceFactory,
    ProfileFactory,
)


def test_the_path_of_a_private_file_tells_no_name():
    document = DocumentFactory.build(profile=ProfileFactory.build(user=UserFactory.build()))

    path = document_path(document, "林悦_简历_13800138000.pdf")

    assert path == f"documents/{document.uuid.hex[:2]}/{document.uuid}"


def test_a_name_cannot_lead_a_file_out_of_its_folder(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    document = DocumentFactory()

    document.file.save("../../../etc/passwd", ContentFile(b"x"))

    stored = tmp_path / "documents" / document.uuid.hex[:2] / str(document.uuid)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [stored]
    assert stored.stat().st_mode & 0o077 == 0


def test_a_step_of_a_career_is_called_by_what_is_known_of_it():
    assert str(Education(school="Soochow University")) == "Soochow University"
    assert str(Education(discipline_text="Pharmacy")) == "Pharmacy"
    assert str(Experience(title="Trainee", employer="Alpha")) == "Trainee"
    assert str(Experience(employer="Alpha")) == "Alpha"


@pytest.mark.parametrize(
    ("mine", "others", "is_one"),
    [
        ({"school": "Soochow"}, {"school": " SOOCHOW "}, True),
        ({"school": "Soochow"}, {"school": "Fudan"}, False),
        ({"school": ""}, {"school": ""}, False),
        ({"school": "A", "degree_id": 1}, {"school": "A"}, True),
        ({"school": "A", "degree_id": 1}, {"school": "A", "degree_id": 2}, False),
    ],
)
def test_two_studies_may_be_one_at_one_school_for_no_two_degrees(mine, others, is_one):
    assert Education(**mine).tells_of(Education(**others)) == is_one


@pytest.mark.parametrize(
    ("mine", "others", "is_one"),
    [
        (("Analyst", "Alpha"), ("ANALYST", "alpha "), True),
        (("Analyst", "Alpha"), ("Analyst", "Beta"), False),
        (("Analyst", ""), ("Analyst", ""), True),
        (("", ""), ("", ""), False),
    ],
)
def test_two_posts_may_be_one_with_the_same_title_and_employer(mine, others, is_one):
    first, second = (Experience(title=title, employer=firm) for title, firm in (mine, others))

    assert first.tells_of(second) == is_one


def test_rows_that_say_the_same_are_the_same_whatever_their_case():
    first = Education(school="A", discipline_text="B")

    assert first.sameness == Education(school="a", discipline_text="b").sameness
    assert first.sameness != Education(school="a").sameness
    assert Experience(title="A").sameness == Experience(title="a").sameness
    assert Experience(title="A").sameness != Experience(title="A", text="x").sameness


def test_what_was_studied_is_told_in_the_persons_words_first():
    discipline = Discipline(label_en="Pharmacy", label_zh="药学")

    with translation.override("en"):
        assert Education(discipline_text="Drugs", discipline=discipline).study == "Drugs"
        assert Education(discipline=discipline).study == "Pharmacy"
        assert Education().study == ""


def test_history_is_read_and_changed_by_its_owner_alone(readers, editors, profile):
    for row in (EducationFactory(profile=profile), ExperienceFactory(profile=profile)):
        assert readers(row) == {"graduate", "operator"}
        assert editors(row) == {"graduate", "operator"}
