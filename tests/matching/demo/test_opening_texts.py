import re

import pytest

from companies.choices.openings import Importance
from matching.demo.opening_plans import OpeningPlan, plan_opening
from matching.demo.opening_texts import OpeningText, write_opening
from matching.demo.reading import roles
from parks.choices.work import OpeningKind

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLANS = [plan_opening(3, index) for index in range(200)]


def first(kind: OpeningKind, *, senior: bool = False) -> OpeningPlan:
    return next(plan for plan in PLANS if plan.kind == kind and plan.senior == senior)


@pytest.fixture(scope="module")
def written(terms) -> list[tuple[OpeningPlan, OpeningText]]:
    return [(plan, write_opening(plan, terms)) for plan in PLANS]


def test_every_text_is_complete_in_both_languages(written):
    for _, text in written:
        assert CHINESE.search(text.title_zh)
        assert CHINESE.search(text.text_zh)
        assert not CHINESE.search(text.title_en)
        assert not CHINESE.search(text.text_en)


def test_no_placeholder_is_left_in_a_text(written):
    texts = [part for _, text in written for part in vars(text).values()]

    assert [text for text in texts if "{" in text or "}" in text] == []


def test_texts_are_long_enough_to_be_read_and_short_enough_for_a_page(written):
    lengths = [(len(text.text_zh), len(text.text_en)) for _, text in written]

    assert min(zh for zh, _ in lengths) > 150
    assert min(en for _, en in lengths) > 400
    assert max(max(pair) for pair in lengths) < 3000


def test_a_text_has_a_paragraph_for_each_question_a_reader_asks(written):
    for _, text in written:
        assert len(text.text_zh.split("\n\n")) == len(text.text_en.split("\n\n")) == 5


def test_the_titles_name_role_and_kind(terms):
    plan = first(OpeningKind.JOB)

    text = write_opening(plan, terms)

    assert (text.title_zh, text.title_en) == plan.role.title


@pytest.mark.parametrize(
    ("kind", "chinese", "english"),
    [
        (OpeningKind.INTERNSHIP, "{}实习生", "{} Intern"),
        (OpeningKind.TRAINING_PLACE, "{}实训学员", "{} Trainee"),
        (OpeningKind.POSTDOC, "{}方向博士后", "Postdoctoral Fellow, {}"),
    ],
)
def test_the_title_of_another_kind_is_made_of_the_field_of_work(terms, kind, chinese, english):
    plan = first(kind)

    text = write_opening(plan, terms)

    assert text.title_zh == chinese.format(plan.role.topic[0])
    assert text.title_en == english.format(plan.role.topic[1])


def test_a_senior_job_says_so_in_its_title(terms):
    plan = first(OpeningKind.JOB, senior=True)

    text = write_opening(plan, terms)

    assert text.title_zh == f"高级{plan.role.title[0]}"
    assert text.title_en == f"Senior {plan.role.title[1]}"


def test_every_skill_asked_for_is_named_in_the_chinese_text(written, terms):
    for plan, text in written:
        labels = [terms.skills[asked.skill].zh for asked, _ in plan.requirements]
        assert [label for label in labels if label not in text.text_zh] == []


def test_every_skill_asked_for_is_named_in_the_english_text(written, terms):
    for plan, text in written:
        labels = [terms.skills[asked.skill].en.lower() for asked, _ in plan.requirements]
        assert [label for label in labels if label not in text.text_en.lower()] == []


def test_skills_stand_in_the_line_of_their_level(terms):
    plan = plan_opening(3, 0)

    text = write_opening(plan, terms)

    assert "• 掌握试验设计(DoE)\n" in text.text_zh
    assert "• Proficient in design of experiments\n" in text.text_en
    assert "• Familiar with mammalian cell culture, bioreactor operation" in text.text_en


def test_what_is_only_a_plus_stands_in_a_line_of_its_own(terms):
    plan = plan_opening(3, 0)
    nice = [asked.skill for asked, part in plan.requirements if part == Importance.NICE]

    text = write_opening(plan, terms)

    line = next(line for line in text.text_zh.splitlines() if line.startswith("• 加分项："))
    assert line == "• 加分项：" + "、".join(terms.skills[code].zh for code in nice)


def test_place_degree_and_company_are_named(terms):
    plan = plan_opening(3, 0)

    text = write_opening(plan, terms)

    assert terms.regions[plan.region].zh in text.text_zh
    assert "本科及以上学历" in text.text_zh
    assert "Bachelor's degree or higher" in text.text_en
    assert text.text_en.startswith(plan.company.name[1])


def test_the_duties_are_those_of_the_role(terms):
    plan = plan_opening(3, 0)

    text = write_opening(plan, terms)

    assert [duty for duty in roles()["upstream"].duties_zh if f"• {duty}" not in text.text_zh] == []
    assert [duty for duty in roles()["upstream"].duties_en if f"• {duty}" not in text.text_en] == []


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        (OpeningKind.JOB, "What you will do"),
        (OpeningKind.POSTDOC, "What you will do"),
        (OpeningKind.INTERNSHIP, "What you will take part in, with a mentor"),
        (OpeningKind.TRAINING_PLACE, "What you will take part in, with a mentor"),
    ],
)
def test_learners_take_part_where_others_do_the_work(terms, kind, heading):
    text = write_opening(first(kind), terms)

    assert f"\n\n{heading}\n• " in text.text_en
