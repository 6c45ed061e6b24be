"""The levels of one's own skills, and the choice of a language or certificate."""

import pytest

from parks.choices.work import SkillLevel
from talent.forms.skills import AddSkillForm, LevelsForm, ListedSkillForm, level_choices
from tests.factories.parks import SkillFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def claims():
    profile = ProfileFactory()
    return [SkillClaimFactory(profile=profile, level=level) for level in (1, None)]


def test_each_skill_shows_the_level_it_has(claims):
    form = LevelsForm(claims=claims)

    assert [form[f"level_{claim.skill_id}"].value() for claim in claims] == [1, ""]


def test_levels_are_told_by_the_ids_of_the_skills(claims):
    first, second = (claim.skill_id for claim in claims)

    form = LevelsForm({f"level_{first}": "4", f"level_{second}": ""}, claims=claims)

    assert form.is_valid()
    assert form.levels() == {first: SkillLevel.EXPERT, second: None}


def test_a_skill_that_was_not_sent_is_not_told(claims):
    first, _second = (claim.skill_id for claim in claims)

    form = LevelsForm({f"level_{first}": "2"}, claims=claims)

    assert form.is_valid()
    assert form.levels() == {first: SkillLevel.FAMILIAR}


@pytest.mark.parametrize("level", ["0", "5", "expert", "-1", "1.5"])
def test_a_level_that_does_not_exist_is_refused(claims, level):
    form = LevelsForm({f"level_{claims[0].skill_id}": level}, claims=claims)

    assert list(form.errors) == [f"level_{claims[0].skill_id}"]


def test_the_levels_of_a_language_say_what_each_means():
    words = [str(label) for _level, label in level_choices("language")]

    assert words == [
        "Level not stated",
        "Aware: a few words",
        "Familiar: everyday talk",
        "Proficient: used at work",
        "Expert: like a native",
    ]


def test_the_levels_of_any_other_skill_are_the_four_of_the_portal():
    assert [str(label) for _level, label in level_choices("method")][1:] == [
        "Aware",
        "Familiar",
        "Proficient",
        "Expert",
    ]


def test_a_list_offers_the_skills_it_is_given():
    english = SkillFactory(label_en="English", kind="language")

    form = ListedSkillForm(kind="language", skills=[english])

    assert form.fields["skill"].choices == [("", "—"), (english.pk, "English")]
    assert str(form.fields["skill"].label) == "Language"


@pytest.mark.parametrize("skill", ["", "0", "x", "99999999"])
def test_a_skill_that_does_not_exist_is_not_added(skill):
    assert not AddSkillForm({"skill": skill}).is_valid()


def test_a_skill_is_added_with_or_without_a_level():
    skill = SkillFactory()

    plain, graded = (AddSkillForm({"skill": skill.pk, "level": level}) for level in ("", "3"))

    assert (plain.is_valid(), graded.is_valid()) == (True, True)
    assert (plain.cleaned_data["level"], graded.cleaned_data["level"]) == (None, 3)
