"""Posts and internships in the shapes that real CVs give them."""

import pytest

from talent.cv.experiences import MOST_POSTS, find_experiences
from talent.cv.sections import split_sections

Row = tuple[str | None, str | None, str, str]


def posts(text: str) -> list[Row]:
    """Return title, employer, period and text of each post."""
    found = find_experiences(text, split_sections(text))
    return [
        (
            post.title and post.title.value,
            post.organisation and post.organisation.value,
            _period(post.period),
            post.text.value,
        )
        for post in found
    ]


def _period(period) -> str:
    start, end = (
        "-".join(str(part) for part in date.value if part) if date else ""
        for date in (period.start, period.end)
    )
    return f"{start} > {'now' if period.ongoing else end}"


WHEN = "2020-9 > 2022-2"
DUTY = "Cultured CHO cells in bioreactors."
ENGLISH_HEADS = [
    ("Process Engineer, Sample Pharma Ltd  2020-09 – 2022-02", "Sample Pharma Ltd"),
    ("Process Engineer | Sample Biotech | Sep 2020 – Feb 2022", "Sample Biotech"),
    ("Sep 2020 – Feb 2022  Process Engineer, Sample Hospital", "Sample Hospital"),
    ("Process Engineer Sep 2020 to Feb 2022\n[Company] - City , State", None),
    ("[Company] City , State Process Engineer 09/2020 to 02/2022", None),
    ("09/2020 to 02/2022\nProcess Engineer [Company] - City , State", None),
    ("Process Engineer\nSeptember 2020 to February 2022 [Company] - City , State", None),
    ("September 2020\nto\nFebruary 2022\n[Company] City , State Process Engineer", None),
    ("[Company] September 2020 to February 2022 Process Engineer\nCity , State", None),
    ("Process Engineer 09/2020 - 02/2022 [Company] City , State", None),
    ("Process Engineer, Roche 2020-09 – 2022-02", None),
    ("Process Engineer at Roche 2020-09 – 2022-02", None),
    ("Process Engineer 2020-09 – 2022-02\nSample Pharma Ltd, Boston", "Sample Pharma Ltd"),
    ("Process Engineer, Harvard University 2020-09 – 2022-02", "Harvard University"),
]


@pytest.mark.parametrize(("head", "employer"), ENGLISH_HEADS)
def test_an_english_heading_names_post_and_employer(head, employer):
    text = f"EXPERIENCE\n{head}\n{DUTY}\n\nEDUCATION\nBSc"

    assert posts(text) == [("Process Engineer", employer, WHEN, DUTY)]


COMPANY = "上海示例生物技术有限公司"
CHINESE_HEADS = [
    (f"2020.09-2022.02  {COMPANY}  细胞培养工程师", COMPANY),
    (f"2020.09-2022.02{COMPANY}细胞培养工程师", COMPANY),
    (f"2020年9月—2022年2月 | {COMPANY} | 细胞培养工程师", COMPANY),
    (f"{COMPANY}  细胞培养工程师  2020.09-2022.02", COMPANY),
    (f"{COMPANY}\t细胞培养工程师\t2020/09-2022/02", COMPANY),
    (f"2020.09-2022.02 {COMPANY}\n细胞培养工程师", COMPANY),
    (f"细胞培养工程师 2020.09-2022.02\n{COMPANY}", COMPANY),
    (f"时间：2020.09-2022.02 公司：{COMPANY} 部门：研发部 职位：细胞培养工程师", COMPANY),
    ("2020.09-2022.02 细胞培养工程师", None),
    ("2020.09-2022.02 示例药业集团 细胞培养工程师", "示例药业集团"),
    ("2020.09-2022.02 上海示例研究所 细胞培养工程师", "上海示例研究所"),
    ("2020.09-2022.02 北京大学第三医院 细胞培养工程师", "北京大学第三医院"),
]


@pytest.mark.parametrize(("head", "employer"), CHINESE_HEADS)
def test_a_chinese_heading_names_post_and_employer(head, employer):
    text = f"工作经历\n{head}\n负责CHO细胞培养。\n\n教育背景\n本科"

    assert posts(text) == [("细胞培养工程师", employer, WHEN, "负责CHO细胞培养。")]


def test_posts_follow_each_other_with_their_own_duties():
    text = (
        "工作经历\n"
        f"2022.03-至今 {COMPANY} 质量主管\n负责GMP审计。\n- 2022.05-2022.06 完成偏差调查\n"
        f"2020.09-2022.02 {COMPANY} 检验员\n负责HPLC检测。"
    )

    assert posts(text) == [
        ("质量主管", COMPANY, "2022-3 > now", "负责GMP审计。\n- 2022.05-2022.06 完成偏差调查"),
        ("检验员", COMPANY, WHEN, "负责HPLC检测。"),
    ]


def test_a_period_within_a_duty_opens_no_post():
    text = (
        "Experience\nChemist, Sample Labs 2020-09 – 2022-02\n"
        "Led the transfer of assays from 2020-10 to 2021-03 and wrote the reports.\n"
        "• Validation 2021-04 – 2021-06"
    )

    assert [row[:3] for row in posts(text)] == [("Chemist", "Sample Labs", WHEN)]


def test_titles_above_their_periods_stay_with_them_when_duties_are_missing():
    text = (
        "Experience\n"
        "Fitness Specialist\nDecember 2020 to August 2021 [Company] - City , State\n"
        "Clinical Intern\nJuly 2020 to January 2021 [Company] - City , State\n"
        "Class Coordinator\nApril 2018 to June 2019 [Company] - City , State\nRan classes."
    )

    assert [(row[0], row[3]) for row in posts(text)] == [
        ("Fitness Specialist", ""),
        ("Clinical Intern", ""),
        ("Class Coordinator", "Ran classes."),
    ]


def test_titles_below_their_periods_are_not_taken_from_the_duties_above():
    text = (
        "Experience\n"
        "08/2019 to Current\n[Company] City , State Research Coordinator\nStaff trainer\n"
        "02/2018 to 08/2019\n[Company] City , State Regulatory Specialist\nWrote reports."
    )

    assert [(row[0], row[3]) for row in posts(text)] == [
        ("Research Coordinator", "Staff trainer"),
        ("Regulatory Specialist", "Wrote reports."),
    ]


def test_posts_that_run_on_without_line_ends_are_told_apart():
    text = (
        f"工作经历2020.09-2022.02{COMPANY}细胞培养工程师工作内容:1、负责细胞培养与工艺放大；2、撰写批记录；3、带教新员工，"
        "参与技术转移、偏差调查、变更控制与年度质量回顾，配合质量部门完成客户审计2022.03-2023.06"
        "江苏示例制药股份有限公司质量主管工作内容:1、负责质量体系维护；2、组织自检。"
    )

    assert [row[:3] for row in posts(text)] == [
        ("细胞培养工程师", COMPANY, WHEN),
        ("质量主管", "江苏示例制药股份有限公司", "2022-3 > 2023-6"),
    ]


def test_an_unknown_title_and_employer_stay_unknown():
    text = "Experience\nJanuary 2013 to Current [Company]\nResponsible for a team."

    assert posts(text) == [(None, None, "2013-1 > now", "Responsible for a team.")]


def test_a_period_alone_is_no_post():
    assert posts("工作经历\n2018.9-2022.6") == []


@pytest.mark.parametrize("heading", ["教育背景", "项目经历", "自我评价", "Summary"])
def test_only_sections_of_experience_hold_posts(heading):
    text = f"{heading}\n2020.09-2022.02 {COMPANY} 工程师"

    assert posts(text) == []


def test_spans_point_at_the_words():
    text = f"工作经历\n2020.09-2022.02 {COMPANY} 工程师\n负责GMP。"

    (post,) = find_experiences(text, split_sections(text))

    spans = (post.title, post.organisation, post.text)
    assert [text[span.start : span.end] for span in spans] == ["工程师", COMPANY, "负责GMP。"]


def test_a_list_without_end_is_cut():
    text = "Experience\n" + "Engineer 2019-2020\n" * (2 * MOST_POSTS)

    assert len(posts(text)) == MOST_POSTS


INTERNSHIPS = [
    ("实习经历\n2020.09-2022.02 示例公司 检验员\n负责HPLC", True),
    ("工作经历\n2020.09-2022.02 示例公司 实习生\n负责HPLC", True),
    ("工作/实习经历\n2020.09-2022.02 示例公司 检验员\n负责HPLC", False),
    ("工作经历\n2020.09-2022.02 示例公司 检验员\n指导实习生", False),
    ("Internships\nAssistant, Sample Labs 2020-09 – 2022-02\nHPLC", True),
    ("Experience\nSummer Intern, Sample Labs 2020-09 – 2022-02\nHPLC", True),
    ("Experience\nInternal Auditor, Sample Labs 2020-09 – 2022-02\nHPLC", False),
]


@pytest.mark.parametrize(("text", "expected"), INTERNSHIPS)
def test_an_internship_is_told_by_its_heading_or_its_title(text, expected):
    (post,) = find_experiences(text, split_sections(text))

    assert post.is_internship is expected


def test_an_employer_at_the_end_of_a_line_may_end_in_a_full_stop():
    text = "Experience\n2019-present QC Analyst, Sample Injectables Inc.\nPerform HPLC"

    assert posts(text)[0][:2] == ("QC Analyst", "Sample Injectables Inc.")
