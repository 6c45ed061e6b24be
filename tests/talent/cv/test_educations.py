"""Studies put together from entries of many shapes; what belongs to none stays out."""

import pytest

from talent.cv.educations import MOST_STUDIES, find_educations
from talent.cv.sections import split_sections
from talent.cv.values import CvEducation
from tests.talent.cv.builders import DISCIPLINES

Row = tuple[str | None, str | None, str | None, str | None, str]


def studies(text: str) -> list[Row]:
    """Return school, degree, discipline, its code and the period of each study."""
    found = find_educations(text, split_sections(text), DISCIPLINES.find(text))
    return [
        (
            study.school and study.school.value,
            study.degree and study.degree.value,
            study.discipline and study.discipline.value,
            study.discipline_code and study.discipline_code.value,
            period(study),
        )
        for study in found
    ]


def period(study: CvEducation) -> str:
    start, end = (
        "-".join(str(part) for part in found.value if part) if found else ""
        for found in (study.period.start, study.period.end)
    )
    return f"{start} > {'now' if study.period.ongoing else end}"


CPU = "中国药科大学"
ONE_ENTRY = [
    (f"2019.09-2023.06 {CPU} 生物制药 本科", (CPU, "bachelor", "生物制药", "0710")),
    (f"2019.09-2023.06{CPU}生物制药本科", (CPU, "bachelor", "生物制药", "0710")),
    (f"2019.09-2023.06 | {CPU} | 生物制药 | 学士", (CPU, "bachelor", "生物制药", "0710")),
    (f"2019.09-2023.06 {CPU} 生物制药专业 本科", (CPU, "bachelor", "生物制药", "0710")),
    (f"2019.09-2023.06 {CPU}生物制药专业（本科）", (CPU, "bachelor", "生物制药", "0710")),
    (f"2019.09-2023.06 {CPU} 本科 专业：生物制药", (CPU, "bachelor", "生物制药", "0710")),
    (f"{CPU} 生物制药 硕士研究生 2019.09-2023.06", (CPU, "master", "生物制药", "0710")),
    (f"{CPU} | 硕士 | 生物制药\n2019.09-2023.06", (CPU, "master", "生物制药", "0710")),
    (f"2019.09-2023.06\n{CPU} 生物制药 博士", (CPU, "doctor", "生物制药", "0710")),
    (f"{CPU}\n生物制药 大专\n2019.09-2023.06", (CPU, "college", "生物制药", "0710")),
    (
        f"时间：2019.09-2023.06 学校：{CPU} 学历：大专 专业：生物制药",
        (CPU, "college", "生物制药", "0710"),
    ),
    (f"2019.09-2023.06 {CPU}（211） 海洋药物专业 本科", (CPU, "bachelor", "海洋药物", None)),
    (f"2019.09-2023.06 {CPU} 本科", (CPU, "bachelor", None, None)),
    (f"2019.09-2023.06 {CPU} 生命科学学院 本科", (CPU, "bachelor", None, None)),
    ("2019.09-2023.06 生物制药 本科", (None, "bachelor", "生物制药", "0710")),
    (f"2019.09-2023.06 {CPU} 高中", (CPU, "secondary", None, None)),
]


@pytest.mark.parametrize(("entry", "expected"), ONE_ENTRY)
@pytest.mark.parametrize("after", ["", "\n\n工作经历\n2023.07-至今 某公司", "\n主修课程：药学"])
def test_a_chinese_entry_gives_one_study(entry, expected, after):
    text = f"教育背景\n{entry}{after}"

    found = studies(text)

    assert found == [(*expected, "2019-9 > 2023-6")]


ESU = "Example State University"
ENGLISH_ENTRIES = [
    (f"Master of Science, Biochemistry, {ESU}  2019-09 – 2023-06", "master", "Biochemistry"),
    (f"Master of Science in Biochemistry, {ESU}, Sep 2019 – Jun 2023", "master", "Biochemistry"),
    (f"Sep 2019 – Jun 2023\n{ESU}\nPhD in Biochemistry", "doctor", "Biochemistry"),
    (f"{ESU}, 09/2019 to 06/2023\nPh.D. Biochemistry", "doctor", "Biochemistry"),
    (f"{ESU} | BSc Biochemistry | 2019.09 - 2023.06", "bachelor", "Biochemistry"),
    (f"BSc (Hons), Biochemistry\n{ESU} 2019.09 - 2023.06", "bachelor", "Biochemistry"),
    (f"Bachelor of Science : Biochemistry {ESU} 2019-09 – 2023-06", "bachelor", "Biochemistry"),
    (f"Associate of Science - Biochemistry, {ESU} 2019-09 – 2023-06", "college", None),
]


@pytest.mark.parametrize(("entry", "degree", "discipline"), ENGLISH_ENTRIES)
def test_an_english_entry_gives_one_study(entry, degree, discipline):
    found = studies(f"EDUCATION\n{entry}\n\nSKILLS\nHPLC")

    ((school, found_degree, found_discipline, code, when),) = found
    assert (school, found_degree, when) == (ESU, degree, "2019-9 > 2023-6")
    assert found_discipline == (discipline or "Biochemistry")
    assert code == "0710-1"


def test_a_degree_that_names_its_subject_gives_the_code():
    found = studies(f"Education\nBachelor of Pharmacy, {ESU}, 2019")

    assert found == [(ESU, "bachelor", "Pharmacy", "1007", " > 2019")]


def test_several_entries_keep_their_own_parts():
    text = (
        "教育经历\n"
        "2019.09-2022.06 复旦大学 药学 硕士\n"
        "主修课程：临床医学、化学\n"
        "2015.09-2019.06 中国药科大学 生物工程 本科\n"
        "2012.09-2015.06 日照职业技术学院 大专"
    )

    assert studies(text) == [
        ("复旦大学", "master", "药学", "1007", "2019-9 > 2022-6"),
        ("中国药科大学", "bachelor", "生物工程", "0830", "2015-9 > 2019-6"),
        ("日照职业技术学院", "college", None, None, "2012-9 > 2015-6"),
    ]


def test_entries_that_run_on_without_line_ends_keep_their_own_parts():
    text = (
        "教育经历时间学校学位专业2015.09-2019.06中国药科大学学士学位药学2019.09-2022.06复旦大学硕士学位临床医学"
        "工作经历：2022年7月-2023年1月上海示例生物技术有限公司技术员工作内容：负责细胞培养，参与工艺放大与技术转移，"
        "撰写批记录、标准操作规程以及偏差调查报告，配合质量部门完成审计，并对新员工进行无菌操作培训，定期校准实验室的仪器设备"
    )

    assert studies(text) == [
        ("中国药科大学", "bachelor", "药学", "1007", "2015-9 > 2019-6"),
        ("复旦大学", "master", "临床医学", "1001", "2019-9 > 2022-6"),
    ]


def test_labels_behind_the_school_belong_to_its_own_entry():
    text = (
        "教育背景\n毕业时间：2006.07-2010.07毕业学校：中国政法大学学历/学位：大专/硕士学位专业：化学"
        "毕业时间：2013.05-2017.05毕业学校：北京建筑大学学历/学位：本科/学士学位专业：药学"
    )

    assert studies(text) == [
        ("中国政法大学", "master", "化学", "0703", "2006-7 > 2010-7"),
        ("北京建筑大学", "bachelor", "药学", "1007", "2013-5 > 2017-5"),
    ]


def test_an_undated_line_does_not_lend_its_year_to_the_next():
    text = "Education\nCurrently enrolled: Accounting 2025\nBachelor of Science, Chemistry 1999"

    assert studies(text) == [(None, "bachelor", "Chemistry", "0703", " > 1999")]


def test_two_studies_at_one_school_are_two():
    text = "教育背景\n复旦大学 化学 2015-2019\n复旦大学 药学 2019-2022"

    assert studies(text) == [
        ("复旦大学", None, "化学", "0703", "2015 > 2019"),
        ("复旦大学", None, "药学", "1007", "2019 > 2022"),
    ]


def test_a_study_in_progress_has_no_end():
    assert studies("教育背景\n2023.09-至今 复旦大学 药学 硕士在读") == [
        ("复旦大学", "master", "药学", "1007", "2023-9 > now")
    ]


DETAILS = [
    "主修课程：生物化学、临床医学",
    "毕业论文：化学制药研究，导师：北京大学 张教授",
    "奖学金 2021",
    "GPA 3.8, 2021",
    "Thesis: Chemistry of antibodies, 2020, Harvard University",
    "Coursework: Pharmacy, Chemistry",
    "Minor in Pharmacy",
    "Supervised two PhD students",
    "Exchange student, University of Oslo, 2021",
    "交换生：北京大学 2021",
]


@pytest.mark.parametrize("detail", DETAILS)
def test_courses_theses_and_exchanges_are_no_studies(detail):
    text = f"教育背景\n2019.09-2023.06 复旦大学 生物制药 本科\n{detail}"

    assert studies(text) == [("复旦大学", "bachelor", "生物制药", "0710", "2019-9 > 2023-6")]


def test_a_school_never_lends_its_name_to_the_discipline():
    text = "教育背景\n2019-2023 中国药科大学药学院 本科"

    assert [(row[0], row[2], row[3]) for row in studies(text)] == [("中国药科大学", None, None)]


def test_a_word_that_bites_into_the_degree_is_no_discipline():
    text = "教育背景\n2019-2023 天津 化工与制药学士学位"

    assert studies(text) == [(None, "bachelor", None, None, "2019 > 2023")]


HEADERS = [
    "姓名：王小明\n毕业院校：复旦大学\n学历：硕士\n专业：药学\n电话：13800001234",
    "姓名王小明毕业院校复旦大学毕业专业药学学历硕士电话13800001234",
    "王小明 毕业学校：复旦大学 最高学历：硕士研究生 专业：药学",
]


@pytest.mark.parametrize("text", HEADERS)
def test_labels_in_the_head_give_one_study(text):
    assert studies(text) == [("复旦大学", "master", "药学", "1007", " > ")]


def test_the_head_completes_a_study_of_the_section():
    text = "毕业院校：复旦大学 学历：硕士\n教育背景\n复旦大学 药学 2019.09-2022.06"

    assert studies(text) == [("复旦大学", "master", "药学", "1007", "2019-9 > 2022-6")]


def test_without_a_section_school_and_degree_must_share_a_line():
    near = "王小明，男，1999.05，复旦大学药学硕士\n13800001234"
    far = "王小明\n在复旦大学附近居住\n喜欢与博士们讨论"

    assert studies(near) == [("复旦大学", "master", "药学", "1007", " > ")]
    assert studies(far) == []


NO_STUDIES = [
    "",
    "工作经历\n2019-2021 复旦大学 博士后 研究员",
    "工作经历\n2019-2021 指导复旦大学硕士研究生3名",
    "工作经历\n2019-2021 示例公司 招聘：要求本科以上学历，药学专业",
    "Experience\nSupervised Master's and PhD students at Harvard University 2019 – 2021",
    "Education\nPGY1 Residency, American Society of Pharmacists  2014-07 – 2015-06",
    "Education\nCertified Medical Assistant (CMA), American Association  2017-06 – 2017-12",
    "教育背景\n初中 2015-2018",
    "Summary\nBachelor-level knowledge of chemistry",
]


@pytest.mark.parametrize("text", NO_STUDIES)
def test_no_study_is_claimed_where_none_is_told(text):
    assert studies(text) == []


def test_spans_point_at_the_words():
    text = "教育背景\n2019.09-2023.06 中国药科大学 生物制药 本科"

    (study,) = find_educations(text, split_sections(text), DISCIPLINES.find(text))

    spans = (study.school, study.degree, study.discipline, study.discipline_code)
    assert [text[span.start : span.end] for span in spans] == [
        "中国药科大学",
        "本科",
        "生物制药",
        "生物制药",
    ]


def test_a_list_without_end_is_cut():
    text = "教育背景\n" + "\n".join(f"复旦大学 {1970 + n} 本科" for n in range(2 * MOST_STUDIES))

    assert len(studies(text)) <= MOST_STUDIES
