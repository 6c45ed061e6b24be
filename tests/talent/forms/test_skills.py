import pytest

from talent.actions.profiles import Claim
from talent.forms.skills import SkillsForm
from tests.factories.parks import SkillFactory
from tests.factories.talent import SkillClaimFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def claim():
    return SkillClaimFactory(
        skill=SkillFactory(label_en="ELISA"), level=2, evidence="ran ELISA daily"
    )


def filled(claim, level: str | None, more: str = "") -> SkillsForm:
    answers = {"more": more} | ({} if level is None else {f"level_{claim.skill_id}": level})
    return SkillsForm(answers, claims=[claim])


def test_each_skill_has_a_box_with_its_name_and_level(claim):
    form = SkillsForm(claims=[claim])

    field = form.fields[f"level_{claim.skill_id}"]
    assert (field.label, field.initial) == ("ELISA", 2)
    assert [str(label) for _value, label in field.choices] == [
        "Level not stated",
        "Aware",
        "Familiar",
        "Proficient",
        "Expert",
        "Remove this skill",
    ]


@pytest.mark.parametrize(("answer", "level"), [("4", 4), ("1", 1), ("", None)])
def test_a_level_is_changed_and_the_quote_kept(claim, answer, level):
    form = filled(claim, answer)

    assert form.is_valid()
    assert form.kept() == [Claim(claim.skill, level, "ran ELISA daily")]


def test_a_skill_is_removed(claim):
    form = filled(claim, "remove")

    assert form.is_valid()
    assert form.kept() == []


@pytest.mark.parametrize("answer", ["0", "5", "-1", "expert", "1; DROP", "\x00"])
def test_a_level_that_does_not_exist_is_refused(claim, answer):
    form = filled(claim, answer)

    assert list(form.errors) == [f"level_{claim.skill_id}"]


def test_a_text_without_end_is_refused(claim):
    assert list(filled(claim, "2", more="x" * 4001).errors) == ["more"]


def test_a_form_without_skills_has_only_the_box_for_more():
    assert list(SkillsForm(claims=[]).fields) == ["more"]
