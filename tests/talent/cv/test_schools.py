"""Names of schools: whole, without what stands around them, and not the names of faculties."""

import pytest

from talent.cv.schools import find_schools

NAMES = [
    "北京大学",
    "中国药科大学",
    "南开大学",
    "日照职业技术学院",
    "上海健康医学院",
    "中国科学院大学",
    "中国科学院上海药物研究所",
    "中国矿业大学（北京）",
    "国家开放大学（中央广播电视大学）",
    "香港中文大学（深圳）",
    "北京邮电大学世纪学院",
    "首都师范大学科德学院",
    "北京第二外国语学院中瑞酒店管理学院",
    "山东医学高等专科学校",
    "北京市崇文区职工大学",
    "国际关系学院",
    "杭州万向职业技术学院",
    "西交利物浦大学",
]
AROUND = [
    ("", ""),
    ("2019.09-2023.06", "生物制药"),
    ("2019年9月-2023年6月", " 药学 本科"),
    ("毕业院校：", "学历：本科"),
    ("毕业学校", "专业"),
    ("毕业于", "，获学士学位"),
    ("学校专业学习时间", "药学2019.09-2023.06"),
    ("学士学位2014.12-2018.12", "生物工程硕士学位"),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("before", "after"), AROUND)
def test_a_chinese_school_is_found_whole_and_alone(name, before, after):
    text = before + name + after

    found = list(find_schools(text, 0, len(text)))

    assert [school.value for school in found] == [name]
    assert text[found[0].start : found[0].end] == name


ENGLISH_NAMES = [
    "Harvard University",
    "St. John's University",
    "University of Oklahoma",
    "University of North Carolina at Chapel Hill",
    "Los Angeles City College",
    "Florida International University",
    "Massachusetts Institute of Technology",
    "China Pharmaceutical University",
    "UC Berkeley",
    "Foothill Community College",
]


@pytest.mark.parametrize("name", ENGLISH_NAMES)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("Bachelor of Science, ", ", 2019"),
        ("Bachelor of Science ", "  2015-08 – 2017-05"),
        ("2019 | ", " | Boston"),
        ("graduated from ", " in 2019"),
    ],
)
def test_an_english_school_is_found_whole_and_alone(name, before, after):
    text = before + name + after

    found = list(find_schools(text, 0, len(text)))

    assert [school.value for school in found] == [name]


def test_a_faculty_is_no_part_of_the_name_and_no_school():
    text = "南京大学生命科学学院 2019；药学院学生会；Fudan University, School of Life Sciences"

    found = [school.value for school in find_schools(text, 0, len(text))]

    assert found == ["南京大学", "Fudan University"]


NO_SCHOOLS = [
    "大学英语四级",
    "大学生创新项目",
    "大学物理",
    "毕业学院",
    "本学院",
    "全日制大学",
    "一流大学",
    "生命科学学院",
    "药学院",
    "奖学金",
    "医院",
    "High School Diploma",
    "Lincoln High School",
    "Graduate School",
    "American Association of Medical Assistants",
    "[University]",
    "university degree",
    "Associates",
]


@pytest.mark.parametrize("words", NO_SCHOOLS)
def test_words_without_a_name_are_no_school(words):
    assert list(find_schools(words, 0, len(words))) == []


def test_only_the_given_part_of_the_text_is_read():
    text = "北京大学 复旦大学 浙江大学"

    found = [school.value for school in find_schools(text, 5, 9)]

    assert found == ["复旦大学"]
