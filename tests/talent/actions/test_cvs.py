import hashlib

import pytest
from django.db import DatabaseError, connection

from parks.access import ANONYMOUS, Viewer
from parks.choices.work import SkillLevel
from parks.models import LogEntry
from talent.actions.cvs import remove_document, safe_name, save_cv, store_cv, store_document
from talent.choices.profiles import ClaimSource, DocumentKind
from talent.cv import limits
from talent.cv.errors import (
    BrokenCvError,
    CvError,
    EmptyCvError,
    ScannedCvError,
    TooLargeCvError,
)
from talent.cv.values import (
    CvEducation,
    CvExperience,
    CvFields,
    CvPlaces,
    CvSkill,
    Found,
    PartialDate,
    Period,
)
from talent.models import Document, Profile
from tests.factories.parks import UserFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.factories.vocabulary import DegreeLevelFactory, RegionFactory, skill_called
from tests.talent.cv.builders import docx, pdf, scanned_pdf

pytestmark = pytest.mark.django_db

CHINESE_CV = "林悦\n生物工程 硕士\n熟练掌握细胞培养和PCR，有GMP车间实习经历。"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def profile() -> Profile:
    return ProfileFactory()


def stored(profile: Profile, data: bytes, name: str, kind: str = DocumentKind.CV) -> Document:
    return store_document(profile, data=data, filename=name, kind=kind, by=profile.user)


@pytest.mark.parametrize(
    ("data", "name", "content_type"),
    [
        (CHINESE_CV.encode(), "林悦的简历.txt", "text/plain"),
        (CHINESE_CV.encode("gb18030"), "简历（最终版）.txt", "text/plain"),
        (pdf(CHINESE_CV), "简历 2026.pdf", "application/pdf"),
        (
            docx(CHINESE_CV),
            "個人簡歷.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (b'{"basics": {"name": "Lin Yue"}}', "resume.json", "application/json"),
    ],
    ids=["utf-8", "gb18030", "pdf", "docx", "json"],
)
def test_a_cv_is_kept_with_its_chinese_name_and_text_whole(profile, data, name, content_type):
    document = stored(profile, data, name)

    document.refresh_from_db()
    assert document.filename == name
    assert document.content_type == content_type
    assert document.size == len(data)
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert "林悦" in document.text or "Lin Yue" in document.text
    with document.file.open() as file:
        assert file.read() == data


def test_the_file_lies_under_its_id_so_that_no_path_tells_a_name(profile, media):
    document = stored(profile, CHINESE_CV.encode(), "林悦的简历.txt")

    files = [path for path in media.rglob("*") if path.is_file()]
    assert [path.name for path in files] == [str(document.uuid)]


def test_the_same_file_again_is_the_same_document(profile, media):
    first = stored(profile, CHINESE_CV.encode(), "one.txt")

    second = stored(profile, CHINESE_CV.encode(), "two.txt")

    assert second == first
    assert Document.objects.get().filename == "one.txt"
    assert sum(path.is_file() for path in media.rglob("*")) == 1


def test_two_people_may_keep_the_same_file(profile):
    stored(profile, CHINESE_CV.encode(), "cv.txt")

    stored(ProfileFactory(), CHINESE_CV.encode(), "cv.txt")

    assert Document.objects.count() == 2


def test_a_document_is_its_owners_alone(profile):
    stored(profile, CHINESE_CV.encode(), "cv.txt")

    owner, stranger = Viewer(user_id=profile.user_id), Viewer(user_id=ProfileFactory().user_id)
    seen = [Document.objects.visible_to(who).count() for who in (owner, stranger, ANONYMOUS)]

    assert seen == [1, 0, 0]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyCvError),
        (b"%PDF-1.7 broken", BrokenCvError),
        (scanned_pdf(), ScannedCvError),
        (b"x" * (limits.FILE_BYTES + 1), TooLargeCvError),
    ],
    ids=["empty", "broken", "scanned", "large"],
)
def test_a_cv_that_cannot_be_read_is_refused_and_leaves_nothing(profile, media, data, error):
    with pytest.raises(error):
        stored(profile, data, "cv.pdf")

    assert not Document.objects.exists()
    assert not any(path.is_file() for path in media.rglob("*"))


def test_another_document_need_not_be_readable(profile):
    document = stored(profile, b"\x89PNG\r\n\x1a\n....", "证书.png", DocumentKind.OTHER)

    assert (document.filename, document.text) == ("证书.png", "")
    assert document.content_type == "application/octet-stream"


def test_the_type_of_another_document_is_told_from_its_content(profile):
    document = stored(profile, pdf("certificate"), "certificate.png", DocumentKind.OTHER)

    assert document.content_type == "application/pdf"


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"", EmptyCvError), (b"x" * (limits.FILE_BYTES + 1), TooLargeCvError)],
    ids=["empty", "large"],
)
def test_another_document_has_the_same_limits(profile, data, error):
    with pytest.raises(error):
        stored(profile, data, "certificate.pdf", DocumentKind.OTHER)


def test_without_a_row_the_file_does_not_stay(profile, media):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE talent_document ADD CHECK (size < 5) NOT VALID")

    with pytest.raises(DatabaseError):
        stored(profile, CHINESE_CV.encode(), "cv.txt")

    assert not any(path.is_file() for path in media.rglob("*"))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("简历.pdf", "简历.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\lin\\简历.docx", "简历.docx"),
        ("/home/lin/cv.pdf", "cv.pdf"),
        ("cv\x00\r\n.pdf", "cv.pdf"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("cafe\u0301.pdf", "caf\u00e9.pdf"),
        ("", "file"),
        ("\x00", "file"),
        ("broken\udcff.pdf", "broken?.pdf"),
        ("简" * 300 + ".pdf", "简" * 196 + ".pdf"),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_name_is_fit_to_be_shown_and_sent_back(name, safe):
    assert safe_name(name) == safe


def test_removing_a_document_removes_its_file_after_the_commit(
    profile, media, django_capture_on_commit_callbacks
):
    document = stored(profile, CHINESE_CV.encode(), "cv.txt")

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        remove_document(document, by=profile.user)

    assert len(callbacks) == 1
    assert not Document.objects.exists()
    assert not any(path.is_file() for path in media.rglob("*"))


def test_until_the_commit_a_removed_file_is_still_there(profile, media):
    document = stored(profile, CHINESE_CV.encode(), "cv.txt")

    remove_document(document, by=profile.user)

    assert any(path.is_file() for path in media.rglob("*"))


def test_the_trail_of_a_document_tells_no_name_of_a_file(profile):
    document = stored(profile, CHINESE_CV.encode(), "林悦的简历.txt")
    uuid = str(document.uuid)

    remove_document(document, by=profile.user)

    entries = LogEntry.objects.about(profile).order_by("pk").values_list("verb", "details")
    assert list(entries) == [
        ("document stored", {"document": uuid}),
        ("document deleted", {"document": uuid}),
    ]


def fields(**facts: object) -> CvFields:
    return CvFields(text="I did PCR at Alpha for years and know GMP well.", **facts)


def study(school: str, degree: str = "master") -> CvEducation:
    return CvEducation(school=Found(school, 0, 1), degree=Found(degree, 0, 1))


def post(title: str) -> CvExperience:
    return CvExperience(Found(title, 0, 1), None, Period(), Found("PCR", 6, 9))


def test_what_a_cv_says_enters_the_profile(profile):
    master = DegreeLevelFactory(code="master")
    pcr = skill_called("PCR")

    saved = save_cv(
        profile,
        fields=fields(
            highest_degree=Found("master", 0, 1),
            graduated_on=Found(PartialDate(2026, 6), 0, 1),
            phone=Found("+86 21 0000", 0, 1),
            educations=(study("Soochow University"),),
            experiences=(post("Intern"),),
            skills=(CvSkill(Found(pcr.pk, 6, 9), SkillLevel.PROFICIENT),),
        ),
        document=None,
        by=profile.user,
    )

    saved.refresh_from_db()
    assert (saved.degree, saved.graduates_on.isoformat()) == (master, "2026-06-30")
    assert saved.phone == "+86 21 0000"
    assert list(saved.educations.values_list("school", "degree")) == [
        ("Soochow University", master.pk)
    ]
    assert list(saved.experiences.values_list("title", "text")) == [("Intern", "PCR")]
    claim = saved.skill_claims.get()
    assert (claim.skill, claim.level, claim.source) == (pcr, 3, ClaimSource.SELF)
    assert claim.evidence == "I did PCR at Alpha for years and know GMP well."


def test_what_a_cv_does_not_say_leaves_the_profile_as_it_is(profile):
    profile.phone, profile.headline = "123", "Biologist"
    profile.save()

    saved = save_cv(profile, fields=fields(), document=None, by=profile.user)

    assert (saved.phone, saved.headline, saved.degree) == ("123", "Biologist", None)


def test_the_same_cv_twice_adds_nothing_twice(profile):
    pcr = skill_called("PCR")
    said = fields(
        educations=(study("Soochow University"), study("Fudan")),
        experiences=(post("Intern"),),
        skills=(CvSkill(Found(pcr.pk, 6, 9)),),
    )

    for _time in range(2):
        save_cv(profile, fields=said, document=None, by=profile.user)

    counts = [profile.educations.count(), profile.experiences.count(), profile.skill_claims.count()]
    assert counts == [2, 1, 1]


def test_a_newer_cv_adds_to_the_history_and_takes_nothing_away(profile):
    save_cv(profile, fields=fields(educations=(study("Fudan"),)), document=None, by=profile.user)

    newer = fields(educations=(study("FUDAN"), study("Fudan", "doctor")))
    DegreeLevelFactory(code="doctor")
    save_cv(profile, fields=newer, document=None, by=profile.user)

    degrees = profile.educations.order_by("pk").values_list("school", "degree__code")
    assert list(degrees) == [("Fudan", None), ("Fudan", "doctor")]


def test_a_verified_skill_is_not_touched_by_a_cv(profile):
    pcr = skill_called("PCR")
    verified = SkillClaimFactory(profile=profile, skill=pcr, source=ClaimSource.ASSESSED, level=4)

    said = fields(skills=(CvSkill(Found(pcr.pk, 6, 9), 1),))
    save_cv(profile, fields=said, document=None, by=profile.user)

    verified.refresh_from_db()
    assert (verified.level, verified.source) == (4, ClaimSource.ASSESSED)


def test_the_trail_names_the_document_a_profile_was_filled_from(profile):
    document = stored(profile, CHINESE_CV.encode(), "cv.txt")

    save_cv(profile, fields=fields(), document=document, by=profile.user)

    entry = LogEntry.objects.about(profile).get(verb="cv saved")
    assert (entry.actor, entry.details) == (profile.user, {"document": str(document.uuid)})


def test_wishes_that_a_cv_states_enter_with_an_import(profile):
    region = RegionFactory()
    said = fields(
        kinds=(Found("internship", 0, 1),), places=CvPlaces(wanted=(Found((region.pk,), 0, 1),))
    )

    saved = save_cv(profile, fields=said, document=None, by=None)

    assert saved.wanted_kinds == ["internship"]
    assert [place.region for place in saved.wanted_places.all()] == [region]


def test_a_first_cv_makes_an_empty_profile_around_it(media):
    user = UserFactory()

    document = store_cv(user, data=CHINESE_CV.encode(), filename="简历.txt")

    profile = Profile.objects.get(user=user)
    assert (document.profile, document.kind, document.filename) == (profile, "cv", "简历.txt")
    assert (profile.wanted_kinds, profile.degree, profile.headline) == ([], None, "")


def test_a_first_cv_that_cannot_be_read_makes_no_profile():
    user = UserFactory()

    with pytest.raises(CvError):
        store_cv(user, data=b"", filename="cv.txt")

    assert not Profile.objects.filter(user=user).exists()


def test_a_further_cv_belongs_to_the_profile_that_is_there(profile):
    document = store_cv(profile.user, data=CHINESE_CV.encode(), filename="cv.txt")

    assert document.profile == profile
