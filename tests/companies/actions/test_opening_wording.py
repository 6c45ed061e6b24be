"""Where in an opening forbidden wording is looked for."""

import pytest

from companies.actions.opening_errors import WordingError
from companies.actions.opening_wording import breaches_of, require_lawful, wording_of
from tests.factories.companies import OpeningFactory, OpeningQuestionFactory

pytestmark = pytest.mark.django_db


def test_every_text_that_applicants_read_is_looked_at():
    opening = OpeningFactory(
        title_zh="一", title_en="two", text_zh="三", text_en="four", grade="five"
    )
    OpeningQuestionFactory(
        opening=opening, text_zh="六", text_en="seven", kind="choice", choices=["8", "9"]
    )

    texts = list(wording_of(opening))

    assert texts == ["一", "two", "三", "four", "five", "六", "seven", "8", "9"]


def test_wording_in_several_places_is_told_once():
    opening = OpeningFactory(title_zh="限男性", text_zh="要求：限男性。限男性！")

    assert [(one.rule.code, one.quote) for one in breaches_of(opening)] == [("sex", "限男性")]


def test_a_lawful_opening_passes_and_another_does_not():
    require_lawful(OpeningFactory(text_en="Men and women of any age are welcome."))

    with pytest.raises(WordingError):
        require_lawful(OpeningFactory(text_en="Men only."))


def test_the_kind_of_the_opening_is_considered():
    text = {"text_zh": "年龄不超过35周岁"}

    assert breaches_of(OpeningFactory(kind="postdoc", **text)) == []
    assert len(breaches_of(OpeningFactory(kind="job", **text))) == 1
