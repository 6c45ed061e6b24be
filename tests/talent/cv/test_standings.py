"""What a place in a CV is worth: silent, doubtful, taught, practised or a mere mention."""

import pytest

from talent.cv.sections import split_sections
from talent.cv.standings import Standing, find_standings, merged


def standing(text: str, words: str) -> Standing:
    return find_standings(text, split_sections(text)).of(text.index(words))


SECTIONS = [
    ("工作经历\n2020-2021 示例公司\n负责HPLC", Standing.PRACTISED),
    ("实习经历\nHPLC", Standing.PRACTISED),
    ("Research Experience\nHPLC", Standing.PRACTISED),
    ("项目经历\nHPLC", Standing.PRACTISED),
    ("主修课程\nHPLC", Standing.TAUGHT),
    ("Relevant Coursework\nHPLC", Standing.TAUGHT),
    ("求职意向\nHPLC分析员", Standing.SILENT),
    ("References\nDr Smith, HPLC", Standing.SILENT),
    ("推荐人\n张教授，HPLC专家", Standing.SILENT),
    ("Publications\nHPLC of something", Standing.DOUBTFUL),
    ("获奖情况\nHPLC技能竞赛", Standing.DOUBTFUL),
    ("Interests\nHPLC", Standing.DOUBTFUL),
    ("专业技能\nHPLC", Standing.NAMED),
    ("自我评价\nHPLC", Standing.NAMED),
    ("教育背景\nHPLC", Standing.NAMED),
    ("HPLC", Standing.NAMED),
]


@pytest.mark.parametrize(("text", "expected"), SECTIONS)
def test_a_section_says_what_its_words_are_worth(text, expected):
    assert standing(text, "HPLC") is expected


def test_a_heading_claims_nothing():
    assert standing("科研经历\nHPLC", "科研") is Standing.SILENT


LINES = [
    ("求职意向：HPLC分析员", Standing.SILENT),
    ("王芳\n应聘岗位：HPLC分析员", Standing.SILENT),
    ("| 意向岗位 | HPLC分析员 |", Standing.SILENT),
    ("公司简介：专注于HPLC", Standing.SILENT),
    ("【公司】HPLC服务企业", Standing.SILENT),
    ("所获荣誉：HPLC技能竞赛二等奖", Standing.SILENT),
    ("论文：HPLC测定某药", Standing.SILENT),
    ("论文：HPLC测定某药（硕士论文）", Standing.NAMED),
    ("兴趣爱好：HPLC", Standing.SILENT),
    ("Objective: a role in HPLC", Standing.SILENT),
    ("Awards: prize for HPLC", Standing.SILENT),
    ("主修课程：药学、HPLC", Standing.TAUGHT),
    ("Coursework: Biology, HPLC", Standing.TAUGHT),
    ("技能：HPLC", Standing.NAMED),
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_a_label_says_what_its_line_is_worth(text, expected):
    assert standing(text, "HPLC") is expected


ENDS = [
    "求职意向：检验员\nHPLC",
    "主修课程：药学。HPLC",
    "主修课程：药学；熟悉HPLC",
    "Courses: Biology. HPLC",
    "Courses: Biology, Physics Skills: HPLC",
    "| 意向岗位 | 检验员 | 技能 | HPLC |",
    "荣誉：优秀学生\n\nHPLC",
]


@pytest.mark.parametrize("text", ENDS)
def test_a_label_reaches_only_to_the_end_of_its_words(text):
    assert standing(text, "HPLC") is Standing.NAMED


def test_in_text_without_line_ends_a_label_ends_at_the_next():
    text = "应聘职位：检验员" + "投递时间：今天" + "姓名：王芳" * 40 + "HPLC"

    assert standing(text, "检验员") is Standing.SILENT
    assert standing(text, "HPLC") is Standing.NAMED


def test_what_an_employer_asked_for_is_silent_up_to_the_next_post():
    text = "工作经历\n职责：GMP\n任职要求：1、熟悉HPLC；2、本科\n2019.01-2020.01 示例公司\nELISA"

    assert standing(text, "GMP") is Standing.PRACTISED
    assert standing(text, "HPLC") is Standing.SILENT
    assert standing(text, "ELISA") is Standing.PRACTISED


TITLES = [
    ("发表论文《HPLC测定某药》", Standing.SILENT),
    ("以第一作者发表SCI论文“HPLC of a drug in plasma”", Standing.SILENT),
    ('Published a paper entitled "HPLC of a drug"', Standing.SILENT),
    ("组织“HPLC”学术讲座", Standing.SILENT),
    ("毕业论文《HPLC测定某药》", Standing.NAMED),
    ('Thesis: "HPLC of a drug"', Standing.NAMED),
    ("熟悉《HPLC操作规程》", Standing.NAMED),
    ("发表论文两篇。熟悉《HPLC操作规程》", Standing.NAMED),
    ("Li X, et al. HPLC of a drug. J Chrom 2020", Standing.SILENT),
    ("HPLC of a drug. J Chrom 2020;12(3):45-50", Standing.SILENT),
    ("一种HPLC方法，专利号 ZL 2020123456", Standing.SILENT),
]


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_titles_of_papers_and_events_are_silent_but_a_thesis_is_not(text, expected):
    assert standing(text, "HPLC") is expected


def test_silence_goes_before_practice():
    text = "工作经历\n2020.01-2021.01 示例公司\n公司简介：HPLC服务\n负责ELISA"

    assert standing(text, "HPLC") is Standing.SILENT
    assert standing(text, "ELISA") is Standing.PRACTISED


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        ([], ()),
        ([(3, 5), (0, 2)], ((0, 2), (3, 5))),
        ([(0, 2), (2, 4)], ((0, 4),)),
        ([(0, 9), (2, 4), (8, 12)], ((0, 12),)),
    ],
)
def test_stretches_that_touch_become_one(stretches, expected):
    assert merged(stretches) == expected
