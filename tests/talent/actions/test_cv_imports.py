import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone, translation

from parks.choices.work import OpeningKind
from parks.models import LogEntry, User
from talent.actions.cv_imports import LOCK, CvImport, HasAccountError, Outcome, Wishes
from talent.choices.profiles import ClaimSource, Visibility
from talent.cv.errors import CvError
from talent.models import Document, Profile, SkillClaim
from tests.factories.parks import ParkFactory, UserFactory
from tests.factories.talent import ProfileFactory
from tests.factories.vocabulary import DegreeLevelFactory, RegionFactory, skill_called
from tests.talent.cv.builders import docx, pdf

pytestmark = pytest.mark.django_db

CV = """Lin Yue
lin.yue@example.org
Education
2023.09-2026.06 Soochow University, Master of Science
Skills
PCR, GMP
"""
CHINESE_CV = """姓名：林悦
求职意向：研发
教育背景
2023.09-2026.06 苏州大学 生物工程 硕士
技能
熟练掌握PCR"""
WISHES = Wishes(kinds=(OpeningKind.JOB, OpeningKind.INTERNSHIP), anywhere=True)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def park():
    skill_called("PCR")
    skill_called("GMP")
    DegreeLevelFactory(code="master")
    return ParkFactory(slug="biobay")


def take(park, data: bytes = CV.encode(), name: str = "cv.txt", **facts: object) -> Outcome:
    return CvImport(park, **({"wishes": WISHES} | facts)).take(data, name)


def everything() -> list[object]:
    tables = (User, Profile, Document, SkillClaim, LogEntry)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_a_cv_becomes_a_person_with_a_profile_and_a_private_file(park):
    assert take(park) == Outcome.CREATED

    profile = Profile.objects.get()
    assert (profile.user.email, profile.user.full_name) == ("lin.yue@example.org", "Lin Yue")
    assert not profile.user.has_usable_password()
    assert list(profile.parks.all()) == [park]
    assert (profile.wanted_kinds, profile.anywhere) == (["job", "internship"], True)
    assert profile.degree.code == "master"
    assert profile.visibility == Visibility.APPLIED
    assert set(profile.skill_claims.values_list("skill__label_en", "source", "level")) == {
        ("PCR", ClaimSource.SELF, None),
        ("GMP", ClaimSource.SELF, None),
    }
    assert profile.documents.get().filename == "cv.txt"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (CHINESE_CV.encode(), "林悦的简历.txt"),
        (CHINESE_CV.encode("gb18030"), "林悦的简历.txt"),
        (pdf(CHINESE_CV), "林悦的简历.pdf"),
        (docx(CHINESE_CV), "林悦的简历.docx"),
    ],
    ids=["utf-8", "gb18030", "pdf", "docx"],
)
def test_a_chinese_cv_with_a_chinese_name_is_read_whole(park, data, name):
    take(park, data, name)

    profile = Profile.objects.get()
    assert profile.user.full_name == "林悦"
    assert profile.degree.code == "master"
    assert profile.educations.get().school == "苏州大学"
    assert list(profile.skill_claims.values_list("skill__label_en", "level")) == [("PCR", 3)]
    assert profile.documents.get().filename == name


def test_a_json_resume_is_a_cv_too(park):
    take(park, b'{"basics": {"name": "Lin Yue", "email": "l@example.org"}}', "resume.json")

    assert Profile.objects.get().user.email == "l@example.org"


@pytest.mark.parametrize("address", ["", "not an address", "lin.yue at example", "a@b"])
def test_without_a_right_address_the_person_gets_one_that_nobody_can_write_to(park, address):
    take(park, f"Lin Yue\n{address}\nSkills\nPCR".encode())

    email = Profile.objects.get().user.email
    assert email.startswith("cv-")
    assert email.endswith("@import.invalid")
    assert len(email) == len("cv-") + 12 + len("@import.invalid")


def test_places_are_wished_for_in_their_order(park):
    suzhou, shanghai = RegionFactory(label_en="Suzhou"), RegionFactory(label_en="Shanghai")

    take(park, wishes=Wishes((OpeningKind.JOB,), places=(shanghai, suzhou)))

    profile = Profile.objects.get()
    assert not profile.anywhere
    places = profile.wanted_places.order_by("position").values_list("region", flat=True)
    assert list(places) == [shanghai.pk, suzhou.pk]


def test_the_same_file_again_changes_nothing_at_all(park):
    take(park)
    before = everything()

    assert take(park, name="another name.txt") == Outcome.UNCHANGED
    assert everything() == before


def test_another_file_of_the_same_person_is_added_to_the_profile(park):
    take(park)

    outcome = take(park, f"{CV}\nELISA".encode(), "cv2.txt")

    assert outcome == Outcome.CHANGED
    assert Profile.objects.count() == 1
    assert Document.objects.count() == 2


def test_the_case_of_an_address_makes_no_other_person(park):
    take(park)

    assert take(park, CV.replace("lin.yue", "Lin.Yue").encode()) == Outcome.CHANGED


def account_with_a_password() -> User:
    return User.objects.create_user("lin.yue@example.org", "a long passphrase")


def account_that_signed_in_once() -> User:
    return UserFactory(email="lin.yue@example.org", last_login=timezone.now())


@pytest.mark.parametrize("account", [account_with_a_password, account_that_signed_in_once])
def test_a_person_with_an_account_is_not_changed_by_somebody_elses_import(park, account):
    ProfileFactory(user=account(), headline="mine")
    before = everything()

    with translation.override("en"), pytest.raises(HasAccountError, match="There is an account"):
        take(park)

    assert everything() == before


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 broken", b"\x89PNG\r\n"])
def test_a_file_that_cannot_be_read_leaves_nobody_behind(park, data):
    before = everything()

    with pytest.raises(CvError):
        take(park, data, "cv.pdf")

    assert everything() == before


def test_a_dry_run_says_the_same_and_writes_nothing(park, media):
    files = [(CV.encode(), "a.txt"), (f"{CV} GMP".encode(), "b.txt"), (CV.encode(), "c.txt")]
    dry, real = CvImport(park, WISHES, dry_run=True), CvImport(park, WISHES)
    before = everything()

    told = [dry.take(*file) for file in files]
    after = everything()
    done = [real.take(*file) for file in files]

    assert told == done == [Outcome.CREATED, Outcome.CHANGED, Outcome.UNCHANGED]
    assert after == before


def test_a_dry_run_keeps_no_file(park, media):
    take(park, dry_run=True)

    assert not any(path.is_file() for path in media.rglob("*"))


def test_the_trail_tells_where_a_person_came_from_and_no_personal_data(park):
    take(park)

    user = User.objects.get()
    entry = LogEntry.objects.about(user).get()
    assert (entry.verb, entry.actor, entry.details) == ("imported from a cv", None, {})


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_person_wait_for_each_other():
    skill_called("PCR")
    park = ParkFactory(slug="biobay")
    outcomes = []

    def in_its_own_connection() -> None:
        outcomes.append(take(park))
        connection.close()

    threads = [threading.Thread(target=in_its_own_connection) for _number in range(2)]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, park.pk])
        for thread in threads:
            thread.start()
        threads[0].join(0.3)
        waited = threads[0].is_alive()
    for thread in threads:
        thread.join(20)

    assert waited
    assert sorted(outcome.value for outcome in outcomes) == ["created", "unchanged"]
    assert User.objects.count() == 1


def test_what_a_cv_says_of_wishes_outdoes_what_the_import_supposes(park):
    suzhou, shanghai = RegionFactory(label_en="Suzhou"), RegionFactory(label_en="Shanghai")
    cv = f"{CV}\nSeeking an internship. Preferred location: Suzhou\nLocation: Shanghai\n"

    take(park, cv.encode(), wishes=Wishes((OpeningKind.JOB,), places=(shanghai,)))

    profile = Profile.objects.get()
    assert profile.wanted_kinds == ["internship"]
    assert [place.region for place in profile.wanted_places.all()] == [suzhou]
