"""Plain texts about people, as they stand in collections: no file, often one run-on paragraph."""

import datetime

from parks.vocabulary.matcher import Matcher, Term
from talent.cv.tenure import tenure_of
from talent.cv.texts import read_text
from talent.cv.values import CvFields

SKILLS = Matcher(
    [
        Term("cell-culture", "cell culture"),
        Term("cell-culture", "细胞培养"),
        Term("elisa", "ELISA"),
        Term("gmp", "GMP"),
        Term("hplc", "HPLC"),
        Term("pcr", "PCR"),
        Term("flow", "流式细胞术"),
        Term("flow", "flow cytometry"),
        Term("crispr", "CRISPR"),
        Term("fermentation", "发酵"),
        Term("fermentation", "fermentation"),
        Term("purification", "蛋白纯化"),
        Term("purification", "protein purification"),
        Term("vaccine", "疫苗"),
        Term("vaccine", "vaccines"),
        Term("antibody", "抗体药物"),
        Term("antibody", "antibody drugs"),
        Term("validation", "方法验证"),
        Term("validation", "method validation"),
        Term("deviation", "偏差"),
        Term("deviation", "deviation"),
        Term("python", "Python"),
        Term("r", "R语言"),
        Term("trials", "临床试验"),
        Term("trials", "clinical trials"),
        Term("ms", "质谱"),
        Term("ms", "mass spectrometry"),
    ]
)
DISCIPLINES = Matcher(
    [
        Term("0836", "生物工程"),
        Term("0710", "生物制药"),
        Term("1007", "药学"),
        Term("100704", "药物分析"),
        Term("0703", "化学"),
        Term("0710-3", "生物信息学"),
        Term("1007-6", "Pharmacology"),
        Term("0710-1", "biochemistry"),
        Term("0710-2", "biotechnology"),
    ]
)
REGIONS = Matcher([Term("3205", "苏州"), Term("3101", "上海"), Term("3205", "Suzhou")])
TODAY = datetime.date(2025, 1, 15)


def read(text: str) -> CvFields:
    return read_text(text, skills=SKILLS, disciplines=DISCIPLINES, regions=REGIONS)


def skills(found: CvFields) -> dict[str, int | None]:
    return {one.payload.value: one.level for one in found.skills}


def study(found: CvFields) -> tuple:
    """Return the degree held, the subject of the first study and the date of graduation."""
    return (
        found.highest_degree and found.highest_degree.value,
        found.educations[0].discipline.value if found.educations else None,
        found.graduated_on and tuple(found.graduated_on.value),
    )


def worked(found: CvFields) -> tuple[int, int]:
    tenure = tenure_of(found.experiences, today=TODAY, stated=found.stated_experience)
    return tenure.months, tenure.internship_months


def languages(found: CvFields) -> dict[str, str | None]:
    return {one.code.value: one.level and one.level.value for one in found.languages}


def test_a_graduate_in_one_chinese_paragraph():
    found = read(
        "本人毕业于中国药科大学药物分析专业，硕士学历，2023年6月毕业。在校期间系统学习了药学、发酵等课程，毕业论文为"
        "《质谱法测定大鼠血浆浓度》。曾在南京某药企实习半年，独立完成HPLC含量测定，熟悉GMP规范，参与过方法验证。"
        "对抗体药物有浓厚兴趣，希望从事细胞培养工作。英语六级。期望在苏州工作。"
    )

    assert study(found) == ("master", "药物分析", (2023, 6))
    assert skills(found) == {
        "fermentation": 1,
        "ms": 2,
        "hplc": 3,
        "gmp": 2,
        "validation": 2,
    }
    assert languages(found) == {"en": "英语六级"}
    assert [place.value for place in found.places.wanted] == ["3205"]


def test_a_student_who_says_what_is_lacking():
    found = read(
        "生物信息学硕士在读，预计2026年6月毕业。熟练使用Python和R语言，了解质谱。"
        "以第二作者发表SCI论文《CRISPR screening in liver cancer》。"
        "没有细胞培养经验，尚未接触过临床试验，想学习GMP。英语流利，IELTS 7.0。"
    )

    assert study(found) == ("master", "生物信息学", (2026, 6))
    assert skills(found) == {"python": 3, "r": 3, "ms": 1}
    assert languages(found) == {"en": "流利"}


def test_a_production_worker_with_stated_years():
    found = read(
        "应聘岗位：疫苗生产主管。学历大专，生物制药专业，2019年毕业于苏州农业职业技术学院。5年制药生产经验，"
        "负责发酵岗位操作和偏差调查，持有电工证。公司主要从事疫苗生产。"
    )

    assert study(found) == ("college", "生物制药", (2019, None))
    assert skills(found) == {"fermentation": 2, "deviation": 2}
    assert worked(found) == (60, 0)
    assert [one.value for one in found.certificates] == ["电工证"]


TABLE = """\
| 姓名 | 刘洋 | 学历 | 硕士研究生 |
| 毕业院校 | 厦门大学 | 专业 | 化学 |
| 毕业时间 | 2022年6月 | 英语水平 | CET-6 |
| 工作经验 | 2年 | 意向岗位 | 疫苗研究员 |
工作经历
| 2022.07-2024.06 | 厦门示例医药研发有限公司 | 合成研究员 |
职责：负责HPLC检测；无GMP经验。
"""


def test_a_table_of_labels():
    found = read(TABLE)

    assert study(found) == ("master", "化学", (2022, 6))
    assert skills(found) == {"hplc": 2}
    assert worked(found) == (24, 0)


CAMPUS = """\
李明轩
手机：13912345678 | 邮箱：lmx@example.com | 求职意向：疫苗工程师
教育背景
2021.09-2024.06    江南大学    生物工程    硕士
主修课程：药学、发酵
科研经历
2022.03-2024.05  硕士课题
- 采用蛋白纯化制备样品；
实习经历
2023.07-2023.09  苏州示例生物制药有限公司  下游工艺实习生
公司主要从事抗体药物和疫苗的CDMO服务。
- 协助工程师处理偏差。
发表论文
1. Li X, et al. CRISPR screening. J Immunol. 2023;210:112-120.
专业技能
熟悉HPLC、ELISA；了解GMP；流式细胞术（精通）、PCR
推荐人
张教授，质谱专家
"""


def test_a_campus_cv_with_all_its_sections():
    found = read(CAMPUS)

    assert study(found) == ("master", "生物工程", (2024, 6))
    assert skills(found) == {
        "fermentation": 1,
        "purification": 2,
        "deviation": 2,
        "hplc": 2,
        "elisa": 2,
        "gmp": 1,
        "flow": 4,
        "pcr": None,
    }
    assert worked(found) == (0, 3)


def test_a_graduate_in_one_english_paragraph():
    found = read(
        "I am a recent MSc Pharmacology graduate from King's College London (September 2024)."
        " During my dissertation I performed ELISA and analysed the data in Python. I have basic"
        " knowledge of GMP and am keen to learn about mass spectrometry. I have no experience with"
        " cell culture."
        " Fluent English, conversational Mandarin."
    )

    assert study(found) == ("master", "Pharmacology", (2024, 9))
    assert skills(found) == {"elisa": 2, "python": 2, "gmp": 1}
    assert languages(found) == {"en": "Fluent", "zh": "conversational"}


def test_a_candidate_whose_supervisor_does_other_things():
    found = read(
        "Ph.D. candidate in biochemistry at Peking University, expected to graduate in June"
        " 2026. I constructed antibody drugs. My supervisor works on mass spectrometry. Skilled in"
        " protein purification; familiar with flow cytometry. Published a paper entitled"
        ' "CRISPR guided evolution of nanobodies" as third author.'
    )

    assert study(found) == ("doctor", "biochemistry", (2026, 6))
    assert skills(found) == {"antibody": 2, "purification": 3, "flow": 2}


ENGLISH = """\
PROFILE
Upstream engineer with 4 years of experience in cell culture. Expert in fermentation.

EXPERIENCE
Process Engineer II, Sample Biologics Inc.   Jun 2021 – May 2024
Sample Biologics is a CDMO that provides vaccines and antibody drugs.
• Led deviation investigations
Research Intern, Example University   May 2019 – Aug 2019
• HPLC of proteins; no GMP experience

EDUCATION
B.S. Biotechnology, University of Delaware, May 2021
Coursework: PCR, Thermodynamics

SKILLS
Flow cytometry (working knowledge), ELISA, Python (basic)

PUBLICATIONS
"CRISPR in cell lines." Biotechnol. Prog. 2022.

REFERENCES
Dr. Jane Smith, Head of Mass Spectrometry
"""


def test_an_english_cv_with_all_its_sections():
    found = read(ENGLISH)

    assert found.highest_degree.value == "bachelor"
    assert skills(found) == {
        "cell-culture": 2,
        "fermentation": 4,
        "deviation": 2,
        "hplc": 2,
        "pcr": 1,
        "flow": 2,
        "elisa": None,
        "python": 1,
    }
    assert worked(found) == (36, 4)
