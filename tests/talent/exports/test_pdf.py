"""A printed CV: one page that can be read again, whatever its words are."""

import time
from collections.abc import Iterator

import pypdfium2
import pytest
from django.utils import translation

from talent.exports.pdf import render_cv
from talent.exports.sheet import cv_sheet
from tests.factories.talent import EducationFactory, ExperienceFactory, ProfileFactory
from tests.talent.exports.people import make_person, whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

HOSTILE = [
    '#panic() #{ let x = 1 } #include "/etc/passwd"',
    "= heading *bold* _it_ $x^2$ `code` <label> @ref // comment /* c */",
    '#read("/etc/passwd") #sys.inputs',
    "\\u{0} \\ \" ' } ] ) {{ [[",
    "🎉👩‍🔬 مرحبا שלום \u202egnp.exe",
    "a" * 10_000,
    "细胞" * 5_000,
    "x\n" * 2_000,
]


def pages_of(data: bytes) -> list[str]:
    return list(_texts(pypdfium2.PdfDocument(data)))


def _texts(document: pypdfium2.PdfDocument) -> Iterator[str]:
    for page in document:
        yield page.get_textpage().get_text_bounded()


def bare(text: str) -> str:
    """Without spaces and breaks, which setting in type adds and takes away."""
    return "".join(text.split()).replace("\u200b", "").replace("\ufffe", "")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_normal_profile_is_one_page_whose_text_can_be_read_again(language):
    profile = make_person()
    with translation.override(language):
        data = render_cv(cv_sheet(whole(profile)))

    (text,) = pages_of(data)
    for words in (
        "林悦",
        "lin.yue@example.org",
        "Cell culture graduate",
        "苏州大学",
        "生物与医药",
        "细胞培养工程师",
        "上海示例生物技术有限公司",
        "负责CHO细胞培养与上游工艺开发。",
        "cell culture" if language == "en" else "细胞培养",
        "ELISA" if language == "en" else "酶联免疫吸附试验",
    ):
        assert bare(words) in bare(text)


def test_the_fonts_are_embedded_and_no_page_asks_for_another():
    data = render_cv(cv_sheet(whole(make_person())))

    assert b"NotoSansCJK" in data
    assert data.startswith(b"%PDF-")


def test_the_same_profile_makes_the_same_file():
    sheet = cv_sheet(whole(make_person()))

    assert render_cv(sheet) == render_cv(sheet)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_words_are_set_as_words_and_never_run(words):
    profile = ProfileFactory(
        user__full_name=f"Lin {words[:140]}", headline=words[:160], summary=words
    )
    EducationFactory(profile=profile, school=words[:200])
    ExperienceFactory(profile=profile, title="T", text=words)

    text = bare("".join(pages_of(render_cv(cv_sheet(whole(profile))))))

    assert "Lin" in text
    assert "root:" not in text


def test_markup_comes_out_as_it_was_written():
    words = "#panic() *bold* $x$ = y @ref <label>"
    profile = ProfileFactory(headline=words)

    (text,) = pages_of(render_cv(cv_sheet(whole(profile))))

    assert bare(words) in bare(text)


def test_the_fullest_profile_is_set_within_two_seconds():
    profile = make_person()
    for number in range(60):
        ExperienceFactory(profile=profile, title=f"Post {number}", text="细胞培养 and HPLC. " * 120)
    sheet = cv_sheet(whole(profile))
    render_cv(cv_sheet(whole(ProfileFactory())))
    begin = time.process_time()

    data = render_cv(sheet)

    assert time.process_time() - begin < 2
    assert len(pages_of(data)) > 10
