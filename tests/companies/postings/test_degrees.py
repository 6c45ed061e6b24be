import pytest

from companies.postings.degrees import degree_in_chinese, degree_in_line, lowest, read_degree
from parks.imports.errors import CellError


@pytest.mark.parametrize(
    ("cell", "degree"),
    [
        ("本科", "bachelor"), ("本科及以上", "bachelor"), ("统招本科", "bachelor"),
        ("学士", "bachelor"),
        ("硕士及以上", "master"), ("研究生", "master"), ("博士", "doctor"), ("大专", "college"),
        ("中技/中专", "secondary"), ("高中", "secondary"), ("本科/硕士", "bachelor"),
        ("大专以上", "college"), ("硕士或博士", "master"), ("Bachelor's degree", "bachelor"),
        ("BSc", "bachelor"), ("B.S.", "bachelor"), ("MSc", "master"), ("Master", "master"),
        ("PhD", "doctor"), ("Ph.D.", "doctor"), ("Associate degree", "college"),
        ("High school", "secondary"), ("Bachelor or Master", "bachelor"),
    ],
)  # fmt: skip
def test_a_cell_names_the_least_degree(cell, degree):
    assert read_degree(cell) == degree


@pytest.mark.parametrize(
    "cell",
    [
        "不限",
        "学历不限",
        "无要求",
        "初中及以下",
        "none",
        "Any",
        "-",
        "",
        " ",
    ],
)
def test_a_cell_may_ask_for_none(cell):
    assert read_degree(cell) == ""


@pytest.mark.parametrize("cell", ["xyz", "3-5年", "一等"])
def test_a_cell_that_names_no_degree_is_refused_and_not_taken_for_none(cell):
    with pytest.raises(CellError, match="names no degree"):
        read_degree(cell)


@pytest.mark.parametrize(
    ("line", "degree"),
    [
        ("无工作经验|硕士|招3人|", "master"),
        ("2年经验|本科|", "bachelor"),
        ("5-7年|大专|五险一金|年终奖金", "college"),
        ("无工作经验|", ""),
        ("3-5年", ""),
        ("做五休二 周末双休 带薪年假 本科起薪", ""),
        ("", ""),
    ],
)
def test_a_line_of_facts_may_hold_the_degree(line, degree):
    assert degree_in_line(line) == degree


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("1、本科及以上学历，了解NGS领域的前沿动态；", "bachelor"),
        ("本科以上学历，生物、医学或农林相关专业", "bachelor"),
        ("医学及生物相关专业本科及以上学历", "bachelor"),
        ("生物信息学专业硕士或以上学历", "master"),
        ("分子生物学等相关专业，硕士以及以上学历", "master"),
        ("1. 全日制本科及以上学历", "bachelor"),
        ("本科（全日制）及以上学历", "bachelor"),
        ("1、法律专业学士及以上学历", "bachelor"),
        ("大专及本科学历", "college"),
        ("正规院校法律专业本科/硕士毕业", "bachelor"),
        ("学历要求：硕士", "master"),
        ("具有或将要取得博士学位；", "doctor"),
        ("6.专科及以上学历；", "college"),
        ("中专以上学历，专业不限", "secondary"),
        ("本科三年以上相关工作经验或硕士一年以上相关工作经验", "bachelor"),
        ("硕士及以上学历+2年相关工作经历或本科学历+5年相关工作经历", "bachelor"),
        ("生物信息相关科系博士，优秀者可放宽到硕士学历", "master"),
        ("本科学历", "bachelor"),
    ],
)
def test_a_chinese_text_asks_for_a_degree(text, degree):
    assert degree_in_chinese(text) == degree


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("本科以上学历，硕士尤佳；", "bachelor"),
        ("本科及以上学历，硕士或以上学历的给予优先考虑", "bachelor"),
        ("医学及生物类相关专业本科及以上学历者优先", ""),
        ("硕士学历优先", ""),
    ],
)
def test_what_is_preferred_is_not_asked_for(text, degree):
    assert degree_in_chinese(text) == degree


@pytest.mark.parametrize(
    "text",
    [
        "全日制应届本科毕业生补贴2万元，硕士研究生补贴3万元",
        "博士或副高级及以上专业技术职称人员补贴5万元",
        "协助博士后开展研究",
        "带教实习生，熟悉本科教学",
        "有2年以上工作经验",
        "",
    ],
)
def test_a_degree_that_is_mentioned_and_not_asked_for_does_not_count(text):
    assert degree_in_chinese(text) == ""


@pytest.mark.parametrize(
    ("codes", "least"),
    [
        (["master", "bachelor"], "bachelor"),
        (["doctor"], "doctor"),
        (["college", "secondary"], "secondary"),
        ([], ""),
    ],
)
def test_of_several_degrees_the_lowest_lets_people_in(codes, least):
    assert lowest(codes) == least
