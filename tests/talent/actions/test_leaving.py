"""A profile without its person."""

from datetime import date

import pytest
from django.utils import timezone

from parks.queries.viewers import viewer_of
from talent.actions.cvs import store_document
from talent.actions.leaving import anonymise_profile
from talent.choices.profiles import DocumentKind
from talent.models import Disclosure, Document, Profile, ProfileGrant
from tests.factories.talent import DisclosureFactory, ProfileGrantFactory, SkillClaimFactory
from tests.factories.vocabulary import DegreeLevelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(profile, settings, tmp_path) -> Profile:
    settings.MEDIA_ROOT = tmp_path
    for name, value in {
        "phone": "13912345678",
        "headline": "Cells",
        "summary": "About me",
        "degree": DegreeLevelFactory(),
        "graduates_on": date(2027, 6, 30),
        "pay_wanted": 9000,
        "wanted_kinds": ["job"],
        "visibility": "park_companies",
    }.items():
        setattr(profile, name, value)
    profile.save()
    profile.educations.create(school="Soochow")
    profile.experiences.create(text="Bench work")
    SkillClaimFactory(profile=profile, evidence="PCR for two years")
    ProfileGrantFactory(profile=profile)
    DisclosureFactory(profile=profile, detail="cv.pdf")
    store_document(profile, data=b"x", filename="cv.bin", kind=DocumentKind.OTHER, by=None)
    return profile


def test_degree_year_and_kinds_stay_and_everything_else_is_empty(full):
    degree, now = full.degree, timezone.now()

    anonymise_profile(full, now=now)

    left = Profile.objects.get(pk=full.pk)
    assert (left.degree, left.graduates_on, left.wanted_kinds) == (
        degree,
        date(2027, 1, 1),
        ["job"],
    )
    assert (left.phone, left.headline, left.summary, left.pay_wanted) == ("", "", "", None)
    assert left.erased_at == now


def test_rows_around_the_profile_are_gone(full):
    anonymise_profile(full, now=timezone.now())

    rows = (
        full.educations,
        full.experiences,
        full.skill_claims,
        full.wanted_places,
        full.documents,
    )
    assert [found.count() for found in rows] == [0] * 5
    assert not ProfileGrant.objects.exists()
    assert not Disclosure.objects.exists()


def test_nobody_but_an_operator_finds_the_shadow(full, recruiter, operator):
    anonymise_profile(full, now=timezone.now())

    assert not Profile.objects.visible_to(viewer_of(recruiter)).exists()
    assert Profile.objects.visible_to(viewer_of(operator)).exists()


def test_files_leave_the_disk_when_it_is_certain(
    full, tmp_path, django_capture_on_commit_callbacks
):
    def files() -> int:
        return sum(path.is_file() for path in tmp_path.rglob("*"))

    with django_capture_on_commit_callbacks() as callbacks:
        anonymise_profile(full, now=timezone.now())
    before = files()
    for callback in callbacks:
        callback()

    assert (before, files()) == (1, 0)
    assert not Document.objects.exists()


def test_a_profile_without_a_graduation_date_gets_none(profile):
    anonymise_profile(profile, now=timezone.now())

    profile.refresh_from_db()
    assert profile.graduates_on is None
