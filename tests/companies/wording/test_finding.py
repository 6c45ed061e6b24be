"""Wording that no posting may have, and wording that only looks like it."""

import csv

import pytest

from companies.wording import breaches_in


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sex", "限男性"),
        ("sex", "男士优先"),
        ("sex", "女生优先"),
        ("sex", "仅限女性"),
        ("sex", "性别：男"),
        ("sex", "性别要求女"),
        ("age", "35岁以下"),
        ("age", "35岁以下优先"),
        ("age", "年龄35周岁以下"),
        ("age", "年龄要求：25-40岁"),
        ("age", "年龄不超过45"),
        ("age", "18-40岁"),
        ("age", "三十五岁以下"),
        ("age", "90后优先"),
        ("age", "1990年1月1日以后出生"),
        ("family", "已婚已育优先"),
        ("family", "已婚优先"),
        ("family", "未婚女性优先"),
        ("family", "两年内不得怀孕"),
        ("family", "无生育计划"),
        ("family", "您结婚了吗"),
        ("family", "请说明婚姻状况"),
        ("origin", "本地户口优先"),
        ("origin", "限苏州户籍"),
        ("origin", "要求有上海户口"),
        ("origin", "本地人优先"),
        ("origin", "不招河南人"),
        ("origin", "只招本地人"),
        ("ethnicity", "要求汉族"),
        ("ethnicity", "民族：汉"),
        ("ethnicity", "不招少数民族"),
        ("ethnicity", "无宗教信仰"),
        ("fees", "入职需交押金300元"),
        ("fees", "需缴纳服装费"),
        ("fees", "培训费自理"),
        ("fees", "服装押金200元"),
        ("fees", "报名时收取报名费"),
        ("training-loans", "培训贷"),
        ("training-loans", "先培训后上岗，学费可分期"),
        ("documents", "扣押身份证"),
        ("health", "无乙肝"),
        ("health", "乙肝携带者勿投"),
        ("sex", "适合女生"),
        ("sex", "1、女，25-35岁"),
        ("sex", "需要男性"),
        ("sex", "male only"),
        ("sex", "Female preferred"),
        ("sex", "men only"),
        ("sex", "Gender: male"),
        ("sex", "must be male"),
        ("sex", "looking for a female assistant"),
        ("age", "under 35 years old"),
        ("age", "Candidates must be under 35"),
        ("age", "Age: 25-35"),
        ("age", "aged between 22 and 30"),
        ("age", "Maximum age 40"),
        ("age", "young people preferred"),
        ("family", "single only"),
        ("family", "Are you married?"),
        ("family", "Marital status: single"),
        ("origin", "local hukou required"),
        ("origin", "must have a Shanghai hukou"),
        ("origin", "native speakers of German origin"),
        ("origin", "of Chinese descent preferred"),
        ("ethnicity", "Han Chinese only"),
        ("ethnicity", "No Muslims"),
        ("fees", "Applicants pay a training fee"),
        ("fees", "A deposit of 500 RMB"),
        ("fees", "training fee: 3000"),
        ("training-loans", "training loan available"),
        ("training-loans", "tuition can be paid by loan"),
    ],
)
def test_wording_that_the_law_forbids_is_found_under_its_rule(code, text):
    alone, inside = (
        breaches_in(text),
        breaches_in(f"岗位职责：负责质量检验。\n{text}\nSend your CV."),
    )

    codes = [breach.rule.code for breach in alone]
    assert code in codes
    assert [breach.rule.code for breach in inside] == codes


@pytest.mark.parametrize(
    "text",
    [
        "不限性别",
        "男女不限",
        "性别不限",
        "性别：不限",
        "性别：男女不限",
        "性别：男/女均可",
        "男女均可",
        "5年以上经验",
        "3-5年工作经验",
        "不收取任何费用",
        "不收取押金、培训费",
        "无需缴纳任何押金",
        "培训费由公司承担",
        "公司承担体检费",
        "公司报销体检费",
        "年满18周岁",
        "年龄不限",
        "年满18周岁以上",
        "负责18-65岁受试者入组",
        "12岁以下儿童疫苗",
        "60岁以上老年患者",
        "负责女性健康产品推广",
        "女性健康事业部",
        "协助办理上海户口",
        "可解决北京户口",
        "提供苏州落户",
        "户籍不限",
        "不限户籍",
        "婚育不限",
        "负责项目保证金核对",
        "招募女性受试者",
        "男性科",
        "本团队平均年龄30岁",
        "反对培训贷，严禁收取费用",
        "少数民族优先",
        "熟悉乙肝疫苗研发",
        "乙肝病毒检测试剂盒",
        "no fees",
        "We never charge fees to applicants",
        "No application fee",
        "without regard to sex, age, marital status, national origin",
        "Women and minorities are encouraged to apply",
        "store samples under 35 °C",
        "under 30 minutes",
        "must be 18 or older",
        "age 18 or older",
        "Student loan repayment, tuition reimbursement",
        "experience with male and female mice",
        "training fees covered by the company",
        "manage a team of under 35 people",
        "native English speaker",
        "patients aged 18-65",
        "subjects aged 40 or older",
        "Average age of the team is 30",
        "single cell sequencing preferred",
        "single-use systems preferred",
        "married datasets",
        "blacks and whites in gel images",
        "white paper only",
        "security deposit accounting",
        "patent application fees",
        "动物实验：限雌性",
        "有限男科",
        "上限女",
        "人才公寓押金由公司垫付",
        "男护士长",
        "本科及以上，30人以下团队",
        "25-35K·14薪",
        "工作地点：苏州，本地居住优先",
        "细胞培养25代以下",
    ],
)
def test_wording_that_only_looks_forbidden_is_let_pass(text):
    assert breaches_in(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("要求：限男性，能出差", "限男性"),
        ("Lab work. Female preferred. Shifts.", "Female preferred"),
        ("年龄20-32岁，优秀者可放宽", "年龄20-32岁"),
        ("1、女，25-35岁；2、本科", "1、女"),
        ("年龄：３５岁以下", "年龄：３５岁以下"),
    ],
)
def test_the_words_are_quoted_as_they_were_written(text, quote):
    breach = breaches_in(text)[0]

    assert breach.quote == quote
    assert text[breach.start : breach.end] == quote


def test_several_breaches_come_in_the_order_of_the_text():
    text = "本地户口优先，限女性，35岁以下，入职需交押金300元。"

    assert [breach.rule.code for breach in breaches_in(text)] == ["origin", "sex", "age", "fees"]


@pytest.mark.parametrize(("kind", "found"), [("postdoc", 0), ("job", 1), ("internship", 1)])
def test_post_doctoral_places_may_name_the_age_of_the_national_rule(kind, found):
    assert len(breaches_in("年龄不超过35周岁", kind=kind)) == found


def test_a_post_doctoral_place_may_not_name_a_sex():
    assert [each.rule.code for each in breaches_in("男性优先", kind="postdoc")] == ["sex"]


@pytest.mark.parametrize(
    "unit", ["\n", " ", "性别 ", "年龄", "20-", "押金", "不限", "户口", "1、", "under ", "女", "\0"]
)
def test_a_text_made_to_keep_the_reader_busy_is_read_to_its_end(unit):
    text = unit * (50_000 // len(unit))

    found = breaches_in(text)  # a pattern that runs away would never come to an end

    assert all(text[each.start : each.end] == each.quote for each in found)


@pytest.mark.real_input
@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("postings_en_biopharma.csv", []),
        ("postings_zh_biopharma_structured.csv", []),
        ("postings_zh_biopharma_fulltext.csv", ["age", "age"]),
    ],
)
def test_of_the_real_postings_only_those_are_found_that_limit_the_age(real_input, name, codes):
    with (real_input / name).open(encoding="utf-8-sig", newline="") as file:
        texts = ["\n".join(filter(None, row.values())) for row in csv.DictReader(file)]

    found = [breach.rule.code for text in texts for breach in breaches_in(text)]

    assert found == codes
