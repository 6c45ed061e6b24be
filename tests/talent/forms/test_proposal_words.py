"""Facts, rows and claims in words."""

from datetime import date

import pytest

from parks.choices.work import SkillLevel
from talent.actions.profiles import Claim
from talent.actions.proposals import FACTS
from talent.forms.proposal_words import LABELS, period, words_of
from talent.models import Education, Experience, SkillClaim
from tests.factories.parks import SkillFactory
from tests.factories.vocabulary import DegreeLevelFactory, RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_every_fact_has_a_label():
    assert set(LABELS) == set(FACTS)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("wanted_kinds", ["job", "postdoc"], "Job, Post-doctoral place"),
        ("career_channel", "technical", "Technical channel"),
        ("graduates_on", date(2026, 6, 30), "30 Jun 2026"),
        ("anywhere", True, "yes"),
        ("headline", "Analyst", "Analyst"),
    ],
)
def test_a_fact_is_told_in_words(key, value, words):
    assert words_of(key, value) == words


def test_places_are_told_by_name():
    places = [RegionFactory(label_en=name) for name in ("Suzhou", "Shanghai")]

    assert words_of("places", places) == "Suzhou, Shanghai"


def test_a_study_is_told_with_what_is_known_of_it():
    master = DegreeLevelFactory(label_en="Master's degree")
    row = Education(school="A", degree=master, discipline_text="B", ended_on=date(2026, 6, 30))

    assert words_of("education-0", row) == "A · Master's degree · B · 2026-06"
    assert words_of("education-0", Education(school="A")) == "A"


def test_a_post_is_told_with_its_whole_text_escaped():
    row = Experience(title="A", employer="B", text="<b>\nC")

    assert words_of("experience-0", row) == 'A · B<span class="told">&lt;b&gt;\nC</span>'
    assert words_of("experience-0", Experience(title="<i>")) == "<i>"


@pytest.mark.parametrize(("level", "words"), [(None, "ELISA"), (4, "ELISA · Expert")])
def test_a_claim_is_told_with_its_level_whoever_makes_it(level, words):
    skill = SkillFactory(label_en="ELISA")

    assert words_of("skill-1", Claim(skill, level and SkillLevel(level))) == words
    assert words_of("skill-1", SkillClaim(skill=skill, level=level)) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2020, 9, 1), date(2023, 6, 30), "2020-09–2023-06"),
        (date(2020, 9, 1), None, "2020-09–now"),
        (None, date(2023, 6, 30), "2023-06"),
        (None, None, ""),
    ],
)
def test_a_period_without_an_end_goes_on(first, last, words):
    assert period(Experience(started_on=first, ended_on=last)) == words
