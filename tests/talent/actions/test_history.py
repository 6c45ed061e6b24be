"""Educations and experiences by the person's own hand."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from parks.models import LogEntry
from talent.actions.history import (
    MOST_ROWS,
    HistoryFullError,
    remove_row,
    save_education,
    save_experience,
)
from talent.models import Education
from tests.factories.talent import EducationFactory, ExperienceFactory, ProfileFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def profile():
    return ProfileFactory()


def test_an_education_is_added_and_the_trail_says_so(profile):
    save_education(profile, by=profile.user, school="Soochow")

    entry = LogEntry.objects.about(profile).get()
    assert profile.educations.get().school == "Soochow"
    assert (entry.verb, entry.actor, entry.details) == ("education added", profile.user, {})


def test_an_education_is_changed_in_place(profile):
    row = EducationFactory(profile=profile)

    save_education(profile, education=row, by=profile.user, school="Fudan")

    assert list(profile.educations.values_list("pk", "school")) == [(row.pk, "Fudan")]


def test_an_education_of_somebody_else_is_not_changed(profile):
    row = EducationFactory()

    with pytest.raises(Education.DoesNotExist):
        save_education(profile, education=row, by=profile.user, school="Mine")

    assert Education.objects.get().school == row.school


def test_open_facts_are_filled_from_the_highest_degree(profile):
    degree, discipline = DegreeLevelFactory(rank=50), DisciplineFactory()

    filled = save_education(
        profile,
        by=profile.user,
        school="A",
        degree=degree,
        discipline=discipline,
        ended_on=date(2026, 6, 30),
    )

    profile.refresh_from_db()
    assert filled == ["degree", "discipline", "graduates_on"]
    assert (profile.degree, profile.discipline) == (degree, discipline)
    assert profile.graduates_on == date(2026, 6, 30)


def test_a_fact_that_is_stated_is_never_overwritten(profile):
    stated, other = DegreeLevelFactory(rank=40), DegreeLevelFactory(rank=50)
    profile.degree = stated
    profile.save()

    filled = save_education(profile, by=profile.user, school="A", degree=other)

    profile.refresh_from_db()
    assert (filled, profile.degree) == ([], stated)


def test_a_lower_degree_fills_nothing_beside_a_higher_one(profile):
    EducationFactory(profile=profile, degree=DegreeLevelFactory(rank=50))

    filled = save_education(
        profile, by=profile.user, school="A", degree=DegreeLevelFactory(rank=30)
    )

    assert filled == []


def test_dates_out_of_order_are_refused_by_the_database_and_nothing_is_kept(profile):
    with pytest.raises(IntegrityError), transaction.atomic():
        save_experience(
            profile,
            by=profile.user,
            title="A",
            started_on=date(2026, 2, 1),
            ended_on=date(2026, 1, 1),
        )

    assert not profile.experiences.exists()
    assert not LogEntry.objects.about(profile).exists()


def test_an_experience_is_added_changed_and_removed(profile):
    save_experience(profile, by=profile.user, title="Intern", text="PCR")
    row = profile.experiences.get()
    save_experience(profile, experience=row, by=profile.user, title="Analyst")
    row.refresh_from_db()
    kept = (row.title, row.text)

    remove_row(row, by=profile.user)

    verbs = LogEntry.objects.about(profile).order_by("pk").values_list("verb", flat=True)
    assert kept == ("Analyst", "PCR")
    assert not profile.experiences.exists()
    assert list(verbs) == ["experience added", "experience changed", "experience removed"]


def test_a_full_profile_takes_no_further_row_and_still_lets_one_change(profile):
    rows = ExperienceFactory.create_batch(MOST_ROWS, profile=profile)

    with pytest.raises(HistoryFullError):
        save_experience(profile, by=profile.user, title="One more")
    save_experience(profile, experience=rows[0], by=profile.user, title="Changed")

    assert profile.experiences.count() == MOST_ROWS
    assert profile.experiences.filter(title="Changed").count() == 1
