"""An opening is changed: what stays on show, what goes back, and who was quicker."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from companies.actions.opening_errors import ChangedMeanwhileError, OpeningError, WordingError
from companies.actions.openings import Question, Requirement, change_opening, set_questions
from companies.choices.openings import Importance, QuestionKind
from companies.models import Opening, OpeningQuestion, OpeningSkill
from matching.models import Answer
from parks.choices.work import SkillLevel
from parks.models import LogEntry
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningQuestionFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import SkillFactory, UserFactory
from tests.factories.vocabulary import DisciplineFactory

pytestmark = pytest.mark.django_db


def opening_in(state: str = "published", *, trusted: bool = False, **fields) -> Opening:
    return OpeningFactory(
        company=CompanyFactory(trusted=trusted, verified=True),
        state=state,
        published_at=timezone.now(),
        review_comment="Before",
        title_en="Analyst",
        text_en="Run HPLC.",
        **fields,
    )


def change(opening: Opening, **changes) -> Opening:
    kept = {"requirements": (), "disciplines": (), "questions": ()}
    return change_opening(opening, **(kept | {"by": UserFactory()} | changes))


def everything() -> list[list[dict]]:
    nouns = (Opening, OpeningSkill, OpeningQuestion, LogEntry)
    return [list(noun.objects.order_by("pk").values()) for noun in nouns]


def test_all_that_an_opening_says_is_written_anew():
    opening, skill, family = opening_in("draft"), SkillFactory(), DisciplineFactory()

    changed = change(
        opening,
        title_en="Scientist",
        headcount=3,
        requirements=[Requirement(skill, Importance.MUST, SkillLevel.EXPERT)],
        disciplines=[family],
        questions=[Question(text_en="Since when?")],
    )

    assert (changed.title_en, changed.headcount, changed.text_en) == ("Scientist", 3, "Run HPLC.")
    assert list(changed.requirements.values_list("skill", "level")) == [(skill.pk, 4)]
    assert list(changed.disciplines.all()) == [family]
    assert list(changed.questions.values_list("text_en", flat=True)) == ["Since when?"]
    assert LogEntry.objects.get(verb="changed").details == {"fields": ["title_en", "questions"]}


@pytest.mark.parametrize("state", ["published", "paused"])
@pytest.mark.parametrize(
    "changes",
    [
        {"headcount": 4},
        {"closes_on": date(2099, 1, 1)},
        {"place_text": "苏州"},
        {"grade": "P4"},
        {"starts_by": date(2099, 1, 1)},
    ],
)
def test_small_changes_stay_on_show(state, changes):
    changed = change(opening_in(state), **changes)

    assert changed.state == state


@pytest.mark.parametrize("state", ["published", "paused"])
@pytest.mark.parametrize(
    "changes",
    [
        {"title_zh": "分析员"},
        {"title_en": "Director"},
        {"text_zh": "分析"},
        {"text_en": "Something else"},
        {"kind": "internship"},
        {"salary_min": 8000},
        {"salary_max": 8000},
        {"salary_currency": "USD"},
        {"salary_period": "year"},
        {"questions": [Question(text_en="Why us?")]},
    ],
)
def test_new_words_pay_or_kind_go_back_to_the_park_office(state, changes):
    changed = change(opening_in(state), **changes)

    assert changed.state == "submitted"


def test_a_trusted_company_changes_what_it_likes():
    changed = change(opening_in(trusted=True), text_en="Something else", kind="internship")

    assert (changed.state, changed.text_en) == ("published", "Something else")


@pytest.mark.parametrize("trusted", [False, True])
def test_forbidden_wording_does_not_come_on_show(trusted):
    opening = opening_in(trusted=trusted)
    before = everything()

    with pytest.raises(WordingError):
        change(opening, text_zh="限女性")

    assert everything() == before


def test_a_draft_may_hold_what_may_not_be_shown():
    assert change(opening_in("draft"), text_zh="限女性").state == "draft"


@pytest.mark.parametrize("state", ["submitted", "closed", "expired"])
def test_nothing_is_changed_during_the_review_or_after_the_end(state):
    opening = opening_in(state)
    before = everything()

    with pytest.raises(OpeningError):
        change(opening, headcount=4)

    assert everything() == before


def test_who_is_slower_is_told_and_overwrites_nothing():
    opening = opening_in("draft")
    seen_at = opening.updated_at
    change(opening, title_en="Theirs", seen_at=seen_at)
    before = everything()

    with pytest.raises(ChangedMeanwhileError) as refused:
        change(opening, title_en="Mine", seen_at=seen_at)

    assert refused.value.opening.title_en == "Theirs"
    assert everything() == before


def test_a_move_meanwhile_counts_as_a_change_too():
    opening = opening_in("draft")
    seen_at = opening.updated_at
    Opening.objects.update(updated_at=seen_at + timedelta(seconds=1))

    with pytest.raises(ChangedMeanwhileError):
        change(opening, seen_at=seen_at)


def test_questions_that_stay_keep_their_answers():
    opening = opening_in()
    asked = OpeningQuestionFactory(opening=opening, text_en="Since when?")
    answer = Answer.objects.create(
        application=ApplicationFactory(opening=opening), question=asked, text="May"
    )

    set_questions(opening, [Question(text_en="Why us?"), Question(text_en="Since when?")])

    answer.refresh_from_db()
    assert answer.question_id == asked.pk
    rows = opening.questions.order_by("position").values_list("text_en", "position")
    assert list(rows) == [("Why us?", 0), ("Since when?", 1)]


@pytest.mark.parametrize("questions", [[], [Question(text_en="Since when exactly?")]])
def test_a_question_that_was_answered_stays_as_it_is(questions):
    opening = opening_in("draft")
    asked = OpeningQuestionFactory(opening=opening, text_en="Since when?")
    Answer.objects.create(
        application=ApplicationFactory(opening=opening), question=asked, text="May"
    )
    before = everything()

    with pytest.raises(OpeningError):
        change(opening, questions=questions)

    assert everything() == before


def test_a_question_is_asked_once():
    opening = opening_in("draft")

    set_questions(opening, [Question(text_en="Why?"), Question(text_en="Why?")])

    assert opening.questions.count() == 1


def test_a_choice_keeps_its_answers_in_order():
    opening = opening_in("draft")
    question = Question(text_zh="班次？", kind=QuestionKind.CHOICE, choices=("早", "晚"))

    set_questions(opening, [question])

    assert opening.questions.get().choices == ["早", "晚"]
