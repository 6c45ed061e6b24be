"""The entry for plain text: what it shares with files, its limits, and texts that say nothing."""

import pytest

from parks.vocabulary.matcher import Matcher, Term
from talent.cv.documents import read_document
from talent.cv.errors import TooLongCvError
from talent.cv.limits import CHARACTERS
from talent.cv.texts import read_text
from talent.cv.values import CvFields
from tests.talent.cv import builders
from tests.talent.cv.builders import DISCIPLINES, SKILLS

REGIONS = Matcher([Term("3205", "苏州"), Term("3101", "上海")])


def read(text: str) -> CvFields:
    return read_text(text, skills=SKILLS, disciplines=DISCIPLINES, regions=REGIONS)


def skills(found: CvFields) -> dict[str, int | None]:
    return {one.payload.value: one.level for one in found.skills}


def test_a_file_and_its_pasted_text_say_the_same():
    vocabularies = {"skills": SKILLS, "disciplines": DISCIPLINES, "regions": REGIONS}

    text = builders.CHINESE_CV + "现居住地：上海   期望城市：苏州"

    read_file = read_document(text.encode(), "cv.txt", **vocabularies)

    assert read_file == read_text(text, **vocabularies)
    assert [place.value for place in read_file.places.wanted] == ["3205"]


def test_without_a_matcher_of_places_none_are_read():
    found = read_text("期望城市：苏州", skills=SKILLS, disciplines=DISCIPLINES)

    assert (found.places.wanted, found.places.home) == ((), None)


def test_spans_point_into_the_cleaned_text():
    found = read("\ufeff熟悉\u200bPCR\r\n\x00  英语流利")

    (skill,), (language,) = found.skills, found.languages

    assert found.text == "熟悉PCR\n  英语流利"
    assert found.text[skill.payload.start : skill.payload.end] == "PCR"
    assert found.text[language.code.start : language.code.end] == "英语"


@pytest.mark.parametrize("text", ["", " ", "\n" * 1000, "\x00" * 1000, "\u202e\u200f", "😀" * 1000])
def test_a_text_without_words_says_nothing(text):
    found = read(text)

    assert found == CvFields(text=found.text)


def test_signs_that_turn_the_direction_of_writing_do_no_harm():
    assert skills(read("\u202e熟悉PCR\u202c 😀 精通HPLC")) == {"pcr": 2, "hplc": 4}


def test_a_text_longer_than_any_cv_is_refused_with_words():
    with pytest.raises(TooLongCvError) as caught:
        read("a" * (CHARACTERS + 1))

    assert "200000" in str(caught.value)


def test_the_longest_text_is_read_whole():
    text = "，" * (CHARACTERS - 5) + "精通PCR"

    assert skills(read(text)) == {"pcr": 4}


def test_a_cv_in_another_language_of_the_vocabulary_claims_the_same():
    assert skills(read("熟悉细胞培养，精通无菌操作")) == skills(
        read("Familiar with cell culture, expert in aseptic technique")
    )


def test_the_sample_cvs_of_both_languages_are_read():
    for text in (builders.CHINESE_CV, builders.ENGLISH_CV):
        assert skills(read(text)) == {"cell-culture": 3, "elisa": 2} | (
            {"gmp": 1} if text is builders.CHINESE_CV else {}
        )
