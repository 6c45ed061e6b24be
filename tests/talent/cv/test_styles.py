"""Whole CVs in the styles students really use; the people and firms in them are invented."""

from talent.cv.fields import read_fields
from talent.cv.values import CvFields
from tests.talent.cv.builders import DISCIPLINES, SKILLS

SPACED_LABELS = """\
个人简历
姓    名：李婷婷      性    别：女
毕业院校：江苏大学    专    业：药学
学    历：硕士研究生    联系电话：139-1234-5678
电子邮箱：liting@example.com

■ 教育背景
2021.09 — 2024.06    江苏大学药学院    药学（硕士）    GPA：3.7/4.0
主修课程：生物制药、临床医学
2017.09 — 2021.06    南京工业大学    生物工程（本科）    排名：5/120

■ 实习经历
2023.07 — 2023.12    示例医药股份有限公司    制剂研究实习生
1. 参与处方筛选，使用HPLC测定溶出度；
2. 协助起草批生产记录，熟悉GMP规范。

■ 专业技能
1、熟练掌握HPLC的操作；
2、熟悉细胞培养，了解ELISA；
3、没有无菌操作经验，但熟悉PCR。
4、英语六级（CET-6 512分）

■ 荣誉证书
2022年 国家奖学金
执业药师资格证书
"""

NEWEST_FIRST = """\
张伟 | 男 | 28岁 | 13712345678 | zhangwei@example.cn
求职意向：QA主管    期望薪资：15K

工作经历
示例生物制药（苏州）有限公司    QA工程师    2021年7月 - 至今
工作描述：
• 精通无菌操作
药明示例    QC分析员（微生物）    2018.08-2021.06
• 环境监测

教育经历
沈阳药科大学    本科    生物工程    2014-2018

技能/证书
GMP内审员证书；CET-4
"""

TWO_LINES_EACH = """\
ZHANG Wei
Shanghai, China | +86 137 1234 5678 | wei.zhang@example.com

EDUCATION
Fudan University                                             Shanghai, China
Ph.D. in Biochemistry (expected June 2026)                     Sep 2021 – Present
China Pharmaceutical University, Nanjing
B.S. in Pharmacy, GPA 3.8/4.0           Sep 2017 – Jun 2021

RESEARCH EXPERIENCE
Research Assistant, Fudan University   Sep 2021 – Present
• Cell culture and ELISA every day
Summer Intern, Sample Biologics, Shanghai   Jul 2020 – Sep 2020
• Assisted with PCR; no GMP experience

SKILLS
Laboratory: HPLC (advanced), aseptic technique
Languages: Mandarin (native), English (fluent)
"""

SHORT_FORM = """\
王芳
应聘岗位：细胞培养技术员
学历：大专    毕业学校：苏州农业职业技术学院    毕业时间：2024年6月
专业：生物制药
电话：15812345678
实习经历：2023年9月至2024年3月在苏州示例公司实习，负责细胞复苏
自我评价：吃苦耐劳，能适应倒班
"""


def read(text: str) -> CvFields:
    return read_fields(text.strip(), skills=SKILLS, disciplines=DISCIPLINES)


def studies(found: CvFields) -> list[tuple]:
    return [
        (
            one.school.value,
            one.degree.value,
            one.discipline.value,
            one.period.end and tuple(one.period.end.value),
        )
        for one in found.educations
    ]


def posts(found: CvFields) -> list[tuple]:
    return [
        (
            one.title and one.title.value,
            one.organisation and one.organisation.value,
            tuple(one.period.start.value),
            one.period.ongoing,
        )
        for one in found.experiences
    ]


def skills(found: CvFields) -> dict:
    return {one.payload.value: one.level for one in found.skills}


def test_a_form_with_spaced_labels_and_marked_headings():
    found = read(SPACED_LABELS)

    assert (found.name.value, found.phone.value) == ("李婷婷", "139-1234-5678")
    assert studies(found) == [
        ("江苏大学", "master", "药学", (2024, 6)),
        ("南京工业大学", "bachelor", "生物工程", (2021, 6)),
    ]
    assert posts(found) == [("制剂研究实习生", "示例医药股份有限公司", (2023, 7), False)]
    assert skills(found) == {"hplc": 3, "gmp": 2, "cell-culture": 2, "elisa": 1, "pcr": 2}
    assert [one.code.value for one in found.languages] == ["en"]
    assert [one.value for one in found.certificates] == ["执业药师资格证书"]


def test_posts_first_with_the_employer_before_the_title():
    found = read(NEWEST_FIRST)

    assert (found.name.value, found.email.value) == ("张伟", "zhangwei@example.cn")
    assert posts(found) == [
        ("QA工程师", "示例生物制药（苏州）有限公司", (2021, 7), True),
        ("QC分析员（微生物）", None, (2018, 8), False),
    ]
    assert studies(found) == [("沈阳药科大学", "bachelor", "生物工程", (2018, None))]
    assert skills(found)["aseptic"] == 4
    assert [one.value for one in found.certificates] == ["GMP内审员证书"]
    assert [one.level.value for one in found.languages] == ["CET-4"]


def test_entries_of_two_lines_with_dates_at_the_right():
    found = read(TWO_LINES_EACH)

    assert found.name.value == "ZHANG Wei"
    assert studies(found) == [
        ("Fudan University", "doctor", "Biochemistry", (2026, 6)),
        ("China Pharmaceutical University", "bachelor", "Pharmacy", (2021, 6)),
    ]
    assert found.educations[0].period.start.value == (2021, 9)
    assert posts(found) == [
        ("Research Assistant", "Fudan University", (2021, 9), True),
        ("Summer Intern", "Sample Biologics", (2020, 7), False),
    ]
    assert skills(found) == {
        "cell-culture": 2,
        "elisa": 2,
        "pcr": 2,
        "hplc": 3,
        "aseptic": None,
    }
    assert [(one.code.value, one.level.value) for one in found.languages] == [
        ("zh", "native"),
        ("en", "fluent"),
    ]


def test_a_few_lines_of_an_applicant_from_a_vocational_college():
    found = read(SHORT_FORM)

    assert (found.name.value, found.phone.value) == ("王芳", "15812345678")
    assert studies(found) == [("苏州农业职业技术学院", "college", "生物制药", (2024, 6))]
    assert (found.highest_degree.value, found.graduated_on.value) == ("college", (2024, 6))
    assert posts(found) == [(None, None, (2023, 9), False)]
    assert found.experiences[0].text.value == "在苏州示例公司实习，负责细胞复苏"
