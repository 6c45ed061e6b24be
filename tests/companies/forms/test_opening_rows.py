"""Rows of skills and of questions."""

import pytest

from companies.actions.openings import Question, Requirement
from companies.choices.openings import Importance, QuestionKind
from companies.forms.opening_rows import QuestionRows, SkillRows
from parks.choices.work import SkillLevel
from parks.models import SkillAlias
from tests.factories.parks import SkillFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def rows_of(kind, prefix: str, *rows: dict):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return kind(data, prefix=prefix)


def skill_rows(*rows: dict):
    usual = {"importance": "wanted", "level": "2"}
    return rows_of(SkillRows, "skills", *(usual | row for row in rows))


def question_rows(*rows: dict):
    return rows_of(QuestionRows, "questions", *({"kind": "text"} | row for row in rows))


def test_skills_come_by_id_or_by_any_name():
    known, named = SkillFactory(), SkillFactory()
    SkillAlias.objects.create(skill=named, language="en", text="Enzymtest", folded="enzymtest")

    rows = skill_rows(
        {"skill": known.pk, "importance": "must", "level": "4"}, {"name": "enzymtest"}, {}
    )

    assert rows.is_valid()
    assert rows.requirements() == [
        Requirement(known, Importance.MUST, SkillLevel.EXPERT),
        Requirement(named, Importance.WANTED, SkillLevel.FAMILIAR),
    ]


def test_an_unknown_name_is_marked_in_its_row():
    rows = skill_rows({"skill": SkillFactory().pk}, {"name": "Alchemy"})

    assert not rows.is_valid()
    assert [set(form.errors) for form in rows.forms] == [set(), {"name"}]


def test_removed_and_doubled_rows_are_left_out():
    kept, removed = SkillFactory(), SkillFactory()

    rows = skill_rows(
        {"skill": kept.pk, "importance": "must"},
        {"skill": removed.pk, "remove": "on"},
        {"skill": kept.pk, "importance": "nice"},
        {"name": "Alchemy", "remove": "on"},
    )

    assert rows.is_valid()
    assert [(one.skill, one.importance) for one in rows.requirements()] == [(kept, "must")]


@pytest.mark.parametrize("row", [{"skill": "0"}, {"level": "9"}, {"importance": "x"}])
def test_a_row_that_was_tampered_with_is_refused(row):
    assert not skill_rows({"skill": SkillFactory().pk} | row).is_valid()


def test_a_skill_that_is_gone_is_left_out():
    rows = skill_rows({"skill": 10**9})

    assert rows.is_valid()
    assert rows.requirements() == []


def test_the_empty_rows_propose_skills_languages_and_certificates():
    rows = SkillRows(initial=[{"skill": SkillFactory().pk}], prefix="skills")

    assert [form.list_name for form in rows] == ["skills", "skills", "languages", "certificates"]


def test_any_number_of_skills_costs_the_same(django_assert_num_queries):
    rows = skill_rows(*({"skill": skill.pk} for skill in SkillFactory.create_batch(5)))

    with django_assert_num_queries(1):
        rows.is_valid()


def test_questions_are_read_with_their_choices():
    rows = question_rows(
        {"text_en": "Since when?", "is_optional": "on"},
        {"text_zh": "班次？", "kind": "choice", "choices": " 早 \n\n晚\n早"},
        {"text_en": "Out", "remove": "on"},
        {},
    )

    assert rows.is_valid()
    assert rows.questions() == [
        Question(text_en="Since when?", is_required=False),
        Question(text_zh="班次？", kind=QuestionKind.CHOICE, choices=("早", "晚")),
    ]


@pytest.mark.parametrize("choices", ["", "one", "one\none", "x" * 121 + "\ny"])
def test_a_choice_needs_two_answers_that_are_not_too_long(choices):
    rows = question_rows({"text_en": "Shift?", "kind": "choice", "choices": choices})

    assert not rows.is_valid()
    assert set(rows.forms[0].errors) == {"choices"}


def test_choices_of_another_kind_are_left_out():
    rows = question_rows({"text_en": "Why?", "kind": "yes_no", "choices": "a\nb"})

    assert rows.is_valid()
    assert rows.questions()[0].choices == ()
