"""The archive: safe names, all files, data that can be read, a README in the person's language."""

import json
import zipfile
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from matching.actions.archives import unique_names, write_archive
from parks.models import User
from talent.models import Document, Profile
from tests.factories.outcomes import OutcomeFactory
from tests.factories.talent import RosterEntryFactory


def archive_of(user: User) -> zipfile.ZipFile:
    file = BytesIO()
    write_archive(user, file)
    return zipfile.ZipFile(file)


def keep(profile: Profile, filename: str, data: bytes) -> Document:
    document = Document(profile=profile, filename=filename, size=len(data), sha256=filename[:64])
    document.file.save("x", ContentFile(data))
    return document


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.mark.django_db
def test_the_archive_holds_a_readme_the_data_and_the_files_under_their_names(profile):
    keep(profile, "简历.pdf", b"%PDF one")
    keep(profile, "cover letter.docx", b"PK two")

    archive = archive_of(profile.user)

    assert archive.namelist() == [
        "README.txt",
        "data.json",
        "files/简历.pdf",
        "files/cover letter.docx",
    ]
    assert archive.read("files/简历.pdf") == b"%PDF one"
    assert archive.testzip() is None


@pytest.mark.django_db
def test_the_data_is_json_in_utf_8_with_chinese_as_it_is(profile):
    User.objects.filter(pk=profile.user_id).update(full_name="林悦")
    profile.user.refresh_from_db()

    text = archive_of(profile.user).read("data.json").decode("utf-8")

    assert "林悦" in text
    assert json.loads(text)["account"][0]["full_name"] == "林悦"


@pytest.mark.django_db
def test_the_readme_speaks_the_language_of_the_person(profile):
    readme = archive_of(profile.user).read("README.txt").decode()

    assert "data.json – everything the portal keeps about you" in readme
    assert "Lin Yue" in readme
    assert "no longer in the store" not in readme


@pytest.mark.django_db
def test_a_file_whose_bytes_are_gone_is_named_and_the_rest_is_there(profile, media):
    lost = keep(profile, "lost.pdf", b"lost")
    keep(profile, "kept.pdf", b"kept")
    lost.file.storage.delete(lost.file.name)

    archive = archive_of(profile.user)

    assert archive.namelist()[2:] == ["files/kept.pdf"]
    assert "- lost.pdf" in archive.read("README.txt").decode()


@pytest.mark.django_db
def test_evidence_that_a_career_office_keeps_of_a_graduate_is_among_the_files(profile):
    entry = RosterEntryFactory(user=profile.user, claimed=True)
    outcome = OutcomeFactory(entry=entry, evidence_name="contract.pdf")
    outcome.evidence.save("x", ContentFile(b"signed"))
    of_another = OutcomeFactory(evidence_name="another.pdf")
    of_another.evidence.save("x", ContentFile(b"private"))
    OutcomeFactory(entry=entry, months=6)
    keep(profile, "contract.pdf", b"mine")

    archive = archive_of(profile.user)

    assert archive.namelist()[2:] == ["files/contract.pdf", "files/contract (2).pdf"]
    assert archive.read("files/contract (2).pdf") == b"signed"


@pytest.mark.django_db
def test_somebody_without_a_profile_gets_their_account(recruiter):
    archive = archive_of(recruiter)

    assert archive.namelist() == ["README.txt", "data.json"]
    assert json.loads(archive.read("data.json"))["account"][0]["full_name"] == "Chen Hao"


@pytest.mark.parametrize(
    ("filenames", "expected"),
    [
        (["cv.pdf", "cv.pdf", "CV.PDF"], ["cv.pdf", "cv (2).pdf", "CV (3).PDF"]),
        (["../../etc/passwd"], ["passwd"]),
        (["..\\..\\boot.ini"], ["boot.ini"]),
        (["/root/.ssh"], ["ssh"]),
        (["..", ".", ""], ["file", "file (2)", "file (3)"]),
        (["CON", "nul.txt"], ["_CON", "_nul.txt"]),
        (['a<b>:c"|?*.txt'], ["a_b__c____.txt"]),
        (["name. "], ["name"]),
        (["cv (2).pdf", "cv.pdf", "cv.pdf"], ["cv (2).pdf", "cv.pdf", "cv (3).pdf"]),
    ],
)
def test_names_are_safe_and_none_comes_twice(filenames, expected):
    assert unique_names(filenames) == expected


@given(st.lists(st.text(max_size=40), max_size=12))
def test_no_name_ever_leads_out_of_its_folder_or_covers_another(filenames):
    names = unique_names(filenames)

    assert len({name.casefold() for name in names}) == len(filenames)
    for name in names:
        assert name
        assert not set(name) & set('/\\:*?"<>|\x00')
        assert name not in {".", ".."}
        assert name == name.strip()
