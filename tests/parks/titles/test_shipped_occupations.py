"""The shipped occupations and the ranker together, on titles as companies write them."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from parks.titles.codes import canonical_code, codes_above
from parks.titles.figures import Figures, figures_of
from parks.titles.index import TitleIndex
from parks.titles.likeness import Entry
from parks.vocabulary.folding import fold_term
from parks.vocabulary.reference import FOLDER

CHINESE = re.compile("[\u3400-\u9fff]")


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


ROWS = read_rows(FOLDER / "occupations.csv")


def names_of(row: dict[str, str]) -> tuple[str, ...]:
    names = (row["label_zh"], row["label_en"], *row["other_names"].split("|"))
    return tuple(filter(None, names))


INDEX = TitleIndex(Entry(row["code"], names_of(row)) for row in ROWS)


def first(title: str) -> str:
    return INDEX.rank(title)[0].code


def test_each_code_is_canonical_and_hangs_under_the_nearest_group_of_the_table():
    codes = {row["code"] for row in ROWS}

    wrong = [
        row["code"]
        for row in ROWS
        if canonical_code(row["code"]) != row["code"]
        or row["parent"] != next((code for code in codes_above(row["code"]) if code in codes), "")
    ]
    assert wrong == []


def test_no_name_belongs_to_two_occupations():
    names = Counter(name for row in ROWS for name in {fold_term(name) for name in names_of(row)})

    assert {name for name, count in names.items() if count > 1} == set()


def test_every_occupation_has_names_that_people_use():
    lacking = [
        row["label_zh"]
        for row in ROWS
        if row["code"].count("-") == 3
        and not any(CHINESE.search(name) for name in row["other_names"].split("|"))
    ]

    assert lacking == []


def test_every_name_leads_to_its_own_occupation():
    strayed = [
        (name, row["code"], first(name))
        for row in ROWS
        for name in names_of(row)
        if first(name) != row["code"]
    ]

    assert strayed == []


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("高级QA经理（无锡）", "质量管理工程技术人员"),
        ("CRA临床监查员(急聘)", "医学研究人员"),
        ("细胞培养技术员 6-8K 包吃住 双休", "生物工程技术人员"),
        ("下游纯化工程师/高级工程师（上海张江）", "生物工程技术人员"),
        ("生物信息工程师--广州", "生物工程技术人员"),
        ("QC微生物检验员（应届生可）", "生化检验员"),
        ("OTC医药代表（高薪诚聘+五险一金）", "医药代表"),
        ("药品注册专员（J10234）", "制药工程技术人员"),
        ("无菌灌装操作工 长白班", "药物制剂工"),
        ("动物房饲养员", "实验动物养殖员"),
        ("EHS工程师（生物安全）", "健康安全环境工程技术人员"),
        ("人力资源经理", "人力资源管理专业人员"),
        ("Sr. Scientist II - Upstream Process Dev", "生物工程技术人员"),
        ("Senior Clinical Research Associate (CRA II) - Oncology", "医学研究人员"),
        ("QA Specialist III, Document Control", "质量管理工程技术人员"),
        ("Principal Statistical Programmer (remote)", "统计专业人员"),
        ("Regulatory Affairs Manager, CMC", "制药工程技术人员"),
        ("Medical Science Liaison – Oncology (m/w/d)", "医学研究人员"),
        ("Manufacturing Associate I, Cell Therapy", "基因工程药品生产工"),
        ("Staff Software Engineer – Data Team (Durham, NC) #4433", "计算机软件工程技术人员"),
    ],
)
def test_a_title_from_the_wild_finds_its_occupation(title, label):
    labels = {row["code"]: row["label_zh"] for row in ROWS}

    assert labels[first(title)] == label


@pytest.mark.real_input
def test_real_titles_labelled_by_others_are_mostly_found(real_input):
    """Some labels are wrong (a QA on site as 机场场务员), so the floor is no higher."""
    known = set(INDEX.codes)
    cases = [
        (row["job_name"], canonical_code(row["expected_code"]))
        for row in read_rows(real_input / "csco2022_title_testcases_biopharma.csv")
    ]
    judged = [(title, code) for title, code in cases if code in known]

    figures = figures_of([place_of(title, code) for title, code in judged])

    assert len(judged) >= 120
    assert figures >= Figures(0.65, 0.90, 0.90, 0.75, 120)
    assert figures.recall_at_5 >= 0.90
    assert figures.mrr >= 0.75


def place_of(title: str, code: str) -> int:
    return [candidate.code for candidate in INDEX.rank(title)].index(code) + 1
