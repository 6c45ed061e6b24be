"""Whatever is sent, the answer is a text or a CvError, and it comes soon."""

import io
import time
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from talent.cv.documents import read_document
from talent.cv.errors import CvError
from talent.cv.fields import read_fields
from talent.cv.files import CvText, read_cv
from talent.cv.limits import CHARACTERS
from talent.cv.values import CvFields
from tests.talent.cv import builders

NAMES = st.sampled_from(
    ["cv.pdf", "cv.docx", "cv.txt", "cv.json", "cv.doc", "简历", "", "a/b\x00.pdf"]
)
STARTS = st.sampled_from(
    [b"", b"%PDF-", b"PK\x03\x04word/", b"{", b"\xff\xfe", b"\xd0\xcf\x11\xe0"]
)
DOCX = builders.docx(builders.CHINESE_CV)


def answer(data: bytes, filename: str) -> CvText | CvError:
    try:
        return read_cv(data, filename)
    except CvError as error:
        return error


@settings(deadline=None, max_examples=120)
@given(start=STARTS, rest=st.binary(max_size=400), filename=NAMES)
def test_random_bytes_give_a_text_or_a_named_error(start, rest, filename):
    found = answer(start + rest, filename)

    assert str(found) if isinstance(found, CvError) else found.text


@settings(deadline=None, max_examples=150)
@given(
    position=st.integers(0, len(DOCX) - 1), value=st.integers(0, 255), cut=st.integers(0, len(DOCX))
)
def test_a_damaged_docx_gives_a_text_or_a_named_error(position, value, cut):
    data = bytearray(DOCX)
    data[position] = value

    for damaged in (bytes(data), DOCX[:cut] + DOCX[cut + 7 :]):
        found = answer(damaged, "cv.docx")
        assert isinstance(found, CvText | CvError)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_docx_with_damaged_markup_gives_a_text_or_a_named_error(data):
    with zipfile.ZipFile(io.BytesIO(DOCX)) as archive:
        name = data.draw(st.sampled_from(archive.namelist()))
        markup = archive.read(name)
    position = data.draw(st.integers(0, len(markup)))
    damage = data.draw(st.sampled_from([b"<", b">", b'"', b"&", b"</w:p>", b"<w:p>", b"\x00", b""]))

    found = answer(
        builders.replace_part(DOCX, name, markup[:position] + damage + markup[position + 3 :]),
        "cv.docx",
    )

    assert isinstance(found, CvText | CvError)


WORDS = st.sampled_from([
    "教育背景", "工作经历", "本科", "硕士", "博士", "中国药科大学", "2019.09-2023.06", "至今",
    "有限公司", "工程师", "专业：", "学历：", "熟悉", "无", "经验", "GMP", "PCR", "，", "。", "、",
    "\n", "姓名", "证书",
    "Education", "Experience", "BSc", "PhD", "University of Example", "2019 – Present", "Engineer",
    ",", "•", "no experience with", "proficient in", "a@b.cd", "13800001234", "\t", "(", ")", ":",
    "[Company]", "英语", "CET-6",
])  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(WORDS, max_size=60), st.sampled_from(["", " "]))
@example(["教育背景", "\n", "本科"], "")
def test_any_order_of_telling_words_gives_spans_that_point_into_the_text(words, joint):
    text = joint.join(words)

    found = read_fields(text, skills=builders.SKILLS, disciplines=builders.DISCIPLINES)

    for span in (found.name, found.email, found.phone, *found.certificates):
        assert span is None or text[span.start : span.end] == span.value
    for study in found.educations:
        assert study.school or study.degree
        assert (
            study.school is None
            or text[study.school.start : study.school.end] == study.school.value
        )
    for post in found.experiences:
        for span in (post.title, post.organisation, post.text):
            assert span is None or text[span.start : span.end] == span.value


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    found = read_fields(text, skills=builders.SKILLS, disciplines=builders.DISCIPLINES)

    assert found.text == text


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["basics", "work", "education", "name", "startDate", "keywords", "skills"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(st.sampled_from(["basics", "work", "skills"]), JSON_VALUES, max_size=3))
def test_any_json_gives_fields_or_a_named_error(document):
    data = builders.json_resume(**document)

    found = fields_or_error(data)

    assert isinstance(found, CvFields) or "cannot be used at" in str(found)


def fields_or_error(data: bytes) -> CvFields | CvError:
    try:
        return read_document(
            data, "cv.json", skills=builders.SKILLS, disciplines=builders.DISCIPLINES
        )
    except CvError as error:
        return error


REPEATED = [
    "a", "1", " ", "\n", "大", "大学", "University of ", "A ", "A.", "本科", "Ph.D. ", "2019-",
    "2019.", "Jan ", "2019-2020 ", "学历：", "专业：", "毕业院校：北京大学学历：本科", "姓名",
    "公司", "无", "熟悉PCR、", "no experience with PCR ", "GCP;", "English ", "(", "- ", "x:", "a@",
    "a.", "+1-", "\u202e", "😀", "论文：", "任职要求", "《发表》", "“发表”", "et al ", "求职意向|",
    "my colleague ", "The company is ", "X Y Z is a b c ", "A&-.", "(expert) ", "PCR（熟练）、",
    "PCR操作熟练，", "HPLC、PCR、", "希望", "对", "5年", "5 years ", "实习2020.01-2020.05 ",
    "2019-2020 worked ", "期望城市：", "willing to relocate to ", "Fluent English, ", "英语、",
    "majoring in Biology ", "2024年6月毕业", "graduating in ", "【荣誉】", "课程：PCR", "证书",
]  # fmt: skip
HEADINGS = ["教育背景\n", "Experience\n"]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("words", REPEATED)
def test_the_longest_text_of_one_repeated_word_is_read_in_seconds(heading, words):
    text = (heading + words * (CHARACTERS // len(words)))[: CHARACTERS // 4]
    began = time.process_time()

    read_fields(text, skills=builders.SKILLS, disciplines=builders.DISCIPLINES)

    assert time.process_time() - began < 3
