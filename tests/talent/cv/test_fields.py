"""All fields of a whole CV at once."""

import pytest

from talent.cv.fields import graduation, highest_degree, read_fields
from talent.cv.files import read_cv
from talent.cv.values import (
    CvEducation,
    CvExperience,
    CvFields,
    CvLanguage,
    CvSkill,
    Found,
    PartialDate,
    Period,
)
from tests.talent.cv import builders


def fields(text: str) -> CvFields:
    return read_fields(text, skills=builders.SKILLS, disciplines=builders.DISCIPLINES)


def at(text: str, words: str, value: object = None) -> Found:
    """Return the find of `words`, or of `value` where they stand in `text`."""
    start = text.index(words)
    return Found(words if value is None else value, start, start + len(words))


def test_a_chinese_cv_gives_all_it_says():
    text = builders.CHINESE_CV.strip()

    found = fields(text)

    start, end = (
        at(text, "2019.09", PartialDate(2019, 9)),
        at(text, "2023.06", PartialDate(2023, 6)),
    )
    degree = at(text, "本科", "bachelor")
    assert found == CvFields(
        text=text,
        name=at(text, "王小明"),
        email=at(text, "xiaoming.wang@example.org"),
        phone=at(text, "13800001234"),
        educations=(
            CvEducation(
                school=at(text, "中国药科大学"),
                degree=degree,
                discipline=at(text, "生物制药"),
                discipline_code=at(text, "生物制药", "0710"),
                period=Period(start, end),
            ),
        ),
        highest_degree=degree,
        graduated_on=end,
        experiences=(
            CvExperience(
                title=at(text, "细胞培养工程师"),
                organisation=at(text, "上海示例生物技术有限公司"),
                period=Period(at(text, "2023.07", PartialDate(2023, 7)), None, ongoing=True),
                text=at(text, "负责CHO细胞培养与上游工艺开发。"),
            ),
        ),
        skills=(
            CvSkill(Found("cell-culture", text.rindex("细胞培养"), text.rindex("细胞培养") + 4), 3),
            CvSkill(at(text, "ELISA", "elisa"), 2),
            CvSkill(at(text, "GMP", "gmp"), 1),
        ),
    )


def test_an_english_cv_gives_all_it_says():
    text = builders.ENGLISH_CV.strip()

    found = fields(text)

    degree = at(text, "Master of Science", "master")
    end = at(text, "2020-06", PartialDate(2020, 6))
    assert (found.name, found.email) == (at(text, "Alice Example"), at(text, "alice@example.org"))
    assert found.phone == at(text, "+44 20 7946 0958")
    assert found.educations == (
        CvEducation(
            school=at(text, "Example State University"),
            degree=degree,
            discipline=at(text, "Biochemistry"),
            discipline_code=at(text, "Biochemistry", "0710-1"),
            period=Period(at(text, "2018-09", PartialDate(2018, 9)), end),
        ),
    )
    assert (found.highest_degree, found.graduated_on) == (degree, end)
    assert [post.organisation for post in found.experiences] == [at(text, "Sample Pharma Ltd")]
    assert [(one.payload.value, one.level) for one in found.skills] == [
        ("cell-culture", 3),
        ("elisa", 2),
    ]


@pytest.mark.parametrize("extension", ["pdf", "docx", "txt"])
@pytest.mark.parametrize("cv", [builders.CHINESE_CV, builders.ENGLISH_CV], ids=["zh", "en"])
def test_the_kind_of_file_makes_no_difference_to_what_is_found(cv, extension):
    build = {"pdf": builders.pdf, "docx": builders.docx, "txt": str.encode}[extension]
    text = read_cv(build(cv), f"cv.{extension}").text

    assert summary(fields(text)) == summary(fields(cv))


def summary(found: CvFields) -> tuple:
    """Return the values without their places in the text."""
    return (
        *(one.value for one in (found.name, found.email, found.phone, found.highest_degree)),
        found.graduated_on.value,
        [(one.school.value, one.discipline_code.value) for one in found.educations],
        [(one.title.value, one.organisation.value) for one in found.experiences],
        [(one.payload.value, one.level) for one in found.skills],
    )


def test_an_empty_text_says_nothing():
    assert fields("") == CvFields(text="")


def test_names_of_schools_and_employers_and_subjects_are_no_skills():
    text = (
        "教育背景\n2019-2023 中国药学大学 药学 本科\n"
        "工作经历\n2023.07-至今 示例细胞培养有限公司 工程师\n负责HPLC"
    )

    found = fields(text)

    assert [one.payload.value for one in found.skills] == ["hplc"]


def test_languages_and_certificates_are_part_of_the_fields():
    text = "语言能力\n英语：CET-6\n证书\n执业药师证"

    found = fields(text)

    assert found.languages == (CvLanguage(at(text, "CET-6", "en"), at(text, "CET-6")),)
    assert found.certificates == (at(text, "执业药师证"),)


def study(degree: str | None, year: int | None, month: int | None = None) -> CvEducation:
    end = Found(PartialDate(year, month), 0, 1) if year else None
    return CvEducation(degree=Found(degree, 0, 1) if degree else None, period=Period(end=end))


GRADUATIONS = [
    ([], None, None),
    ([study(None, 2020)], None, None),
    ([study("bachelor", 2019), study("master", 2022)], "master", (2022, None)),
    ([study("master", 2022, 6), study("bachelor", 2019, 6)], "master", (2022, 6)),
    ([study("master", None), study("bachelor", 2019)], "master", None),
    ([study("master", 2018), study("master", 2022, 3)], "master", (2022, 3)),
    ([study("master", 2022), study("master", 2022, 3)], "master", (2022, 3)),
    (
        [study("college", 2015), study("secondary", 2012)],
        "college",
        (2015, None),
    ),
]


@pytest.mark.parametrize(("educations", "degree", "date"), GRADUATIONS)
def test_graduation_is_the_end_of_the_highest_study(educations, degree, date):
    top, end = highest_degree(educations), graduation(educations)

    assert (top and top.value, end and tuple(end.value)) == (degree, date)


@pytest.mark.parametrize(
    "text",
    [
        "就职于苏州示例细胞培养科技有限公司",
        "服务过某细胞培养公司",
        "Chemist at Sample Cell Culture Inc.",
    ],
)
def test_a_skill_in_the_name_of_a_firm_is_no_claim(text):
    assert fields(text).skills == ()


def test_a_stated_graduation_counts_where_only_one_degree_can_be_meant():
    one = fields("药学硕士，2024年6月毕业。")
    two = fields("教育背景\n复旦大学 药学 硕士\n苏州大学 药学 本科\n自我评价\n2020年6月毕业")

    assert tuple(one.graduated_on.value) == (2024, 6)
    assert two.graduated_on is None


def test_posts_of_a_section_go_before_those_told_in_sentences():
    text = "2018.01-2019.01任职于某公司。\n工作经历\n2020.01-2021.01 示例公司 检验员\n负责HPLC"

    (post,) = fields(text).experiences

    assert tuple(post.period.start.value) == (2020, 1)


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (
            "林悦\n自我评价\n动手能力强，做事细致，喜欢团队合作，三年实验室经验。\n",
            "动手能力强，做事细致，喜欢团队合作，三年实验室经验。",
        ),
        (
            "Lin Yue\nSUMMARY\nA careful analyst with a love of clean data.\nEDUCATION\nMSc",
            "A careful analyst with a love of clean data.",
        ),
        ("林悦\n自我评价\n很好\n", None),
        ("Lin Yue\nSUMMARY\n" + "word " * 500, None),
        ("Lin Yue\nEDUCATION\nMaster of Science, somewhere far away\n", None),
    ],
)
def test_what_people_say_of_themselves_is_read_below_its_heading(text, summary):
    found = fields(text)

    assert (found.summary and found.summary.value) == summary
    if found.summary:
        assert text[found.summary.start : found.summary.end] == summary


def test_a_wish_is_read_with_the_rest():
    assert [one.value for one in fields("求职意向：实习\n技能\nELISA").kinds] == ["internship"]
