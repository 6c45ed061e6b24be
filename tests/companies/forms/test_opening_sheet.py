"""The whole form: what was sent is shown again as it was, or read."""

from datetime import date

import pytest
from django.http import QueryDict

from companies.actions.openings import change_opening
from companies.forms.opening_sheet import Sheet, SheetForms, column
from companies.queries.vocabulary import words_of_vocabulary
from companies.recognition import Offer
from tests.factories.companies import (
    OpeningFactory,
    OpeningQuestionFactory,
    OpeningSkillFactory,
)
from tests.factories.parks import SkillFactory, UserFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def opening(company):
    opening = OpeningFactory(
        company=company,
        title_en="Analyst",
        text_en="Run HPLC.",
        min_degree=DegreeLevelFactory(),
        min_years=2,
        headcount=3,
        salary_min=8000,
        salary_max=9000,
        grade="P4",
        region=RegionFactory(label_en="Somewhere"),
        starts_by=date(2026, 12, 1),
        closes_on=date(2026, 11, 1),
    )
    opening.disciplines.add(DisciplineFactory())
    OpeningSkillFactory(opening=opening, importance="must", level=3)
    OpeningQuestionFactory(
        opening=opening, text_en="Shift?", kind="choice", choices=["day", "night"]
    )
    OpeningQuestionFactory(opening=opening, text_en="Why?", is_required=False, position=1)
    return opening


def sent(*pairs: tuple[str, object]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, str(value))
    return data


def sent_back(forms: SheetForms) -> QueryDict:
    """What a browser sends of a form that nobody has touched."""
    pairs: list[tuple[str, object]] = []
    for form in (forms.opening, *forms.skills, *forms.questions):
        for box in form:
            value = box.value()
            if isinstance(value, list):
                pairs += [(box.html_name, one) for one in value]
            elif value is True:
                pairs.append((box.html_name, "on"))
            elif value not in (None, False):
                pairs.append((box.html_name, value))
    for rows in (forms.skills, forms.questions):
        pairs += [(box.html_name, box.value()) for box in rows.management_form]
    return sent(*pairs)


def state_of(opening) -> dict:
    opening.refresh_from_db()
    row = {field.name: getattr(opening, field.attname) for field in opening._meta.concrete_fields}
    row.pop("updated_at")
    return row | {
        "skills": list(opening.requirements.values_list("skill", "importance", "level")),
        "questions": list(
            opening.questions.order_by("position").values_list(
                "text_en", "kind", "choices", "is_required"
            )
        ),
        "disciplines": list(opening.disciplines.values_list("pk", flat=True)),
    }


def test_an_opening_shown_and_sent_back_untouched_stays_as_it_is(opening, company):
    words = words_of_vocabulary()
    shown = SheetForms.showing(Sheet.of_opening(opening), [company], words)
    before = state_of(opening)

    read = SheetForms.reading(sent_back(shown), [company], words)
    assert read.are_valid(), (read.opening.errors, read.skills.errors, read.questions.errors)
    change_opening(opening, by=UserFactory(), **read.content(company.park, words, opening))

    assert state_of(opening) == before


def test_a_region_that_was_chosen_is_left_where_the_place_is_not_touched(opening, company):
    words = words_of_vocabulary()
    shown = SheetForms.showing(Sheet.of_opening(opening), [company], words)
    untouched, moved = sent_back(shown), sent_back(shown)
    moved["place_text"] = "Atlantis"

    contents = []
    for data in (untouched, moved):
        read = SheetForms.reading(data, [company], words)
        assert read.are_valid()
        contents.append(read.content(company.park, words, opening))

    assert "region_id" not in contents[0]
    assert (contents[1]["place_text"], contents[1]["region_id"]) == ("Atlantis", None)


def test_rows_that_hold_something_are_read_whatever_it_is():
    sheet = Sheet.of_post(
        sent(
            ("skills-TOTAL_FORMS", 3),
            ("skills-0-name", "Alchemy"),
            ("skills-0-level", "nonsense"),
            ("skills-2-skill", "7"),
            ("questions-TOTAL_FORMS", 1),
            ("questions-0-kind", "text"),
        )
    )

    assert sheet.skills == [{"name": "Alchemy", "level": "nonsense"}, {"skill": "7"}]
    assert sheet.questions == []


@pytest.mark.parametrize("total", ["", "x", "-1", "1e9", "\u0661"])
def test_a_number_of_rows_that_is_none_does_no_harm(total):
    assert Sheet.of_post(sent(("skills-TOTAL_FORMS", total))).skills == []


def test_no_more_rows_are_read_than_there_may_be():
    rows = [(f"skills-{number}-skill", number + 1) for number in range(200)]

    sheet = Sheet.of_post(sent(("skills-TOTAL_FORMS", 10**6), *rows))

    assert len(sheet.skills) == 60


def test_settling_removes_rows_and_names_what_is_unknown():
    sheet = Sheet(
        boxes={"discipline": "Alchemy"},
        skills=[{"skill": "1", "remove": "on"}, {"name": "Magic"}],
        questions=[{"text_en": "Out", "remove": "on"}],
    )

    sheet.settle()

    assert sheet.skills == [{"name": "Magic", "skill": None}]
    assert sheet.questions == []
    assert sheet.unknown == ["Magic", "Alchemy"]


OFFERS = [
    Offer("kind", "internship", "Internship"),
    Offer("min_degree", "5", "Master"),
    Offer("headcount", "4", "4"),
    Offer("disciplines", "7", "Biology"),
    Offer("skill", "9:must:3", "ELISA"),
]


def test_everything_recognised_is_offered_for_an_empty_form():
    assert Sheet(boxes={"kind": "job", "headcount": "1"}).offers(OFFERS) == OFFERS


def test_what_the_form_holds_or_was_dropped_is_not_offered():
    sheet = Sheet(
        boxes={"kind": "internship", "min_degree": 3, "headcount": "2"},
        disciplines=["7"],
        skills=[{"skill": 9, "importance": "nice", "level": "1"}],
    )

    assert sheet.offers(OFFERS) == []
    assert Sheet(dropped=[offer.subject for offer in OFFERS]).offers(OFFERS) == []


def test_what_is_taken_over_stands_in_the_form():
    sheet = Sheet()

    for offer in OFFERS:
        sheet.accept(offer)

    assert sheet.boxes == {"kind": "internship", "min_degree": "5", "headcount": "4"}
    assert sheet.disciplines == ["7"]
    assert sheet.skills == [{"skill": 9, "importance": "must", "level": "3"}]
    assert sheet.offers(OFFERS) == []


def test_rows_of_known_skills_carry_their_words(company):
    skill = SkillFactory(label_en="ELISA")
    words = words_of_vocabulary()

    forms = SheetForms.showing(Sheet(skills=[{"skill": skill.pk}, {"skill": 0}]), [company], words)

    named = [word.label if word else None for _row, word in forms.name_skills(words)]
    assert named == ["ELISA", None, None, None, None]


def test_boxes_of_other_rows_hold_their_ids():
    assert (column("min_degree"), column("grade")) == ("min_degree_id", "grade")
