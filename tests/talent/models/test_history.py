from django.core.files.base import ContentFile

from talent.models import Education, Experience
from talent.models.history import document_path
from tests.factories.parks import UserFactory
from tests.factories.talent import DocumentFactory, ProfileFactory


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
