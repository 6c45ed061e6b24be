"""The shipped vocabulary on real postings and competence standards of both languages."""

import csv
import json
from pathlib import Path

import pytest

from parks.vocabulary.folding import fold_term
from parks.vocabulary.matcher import Matcher
from tests.parks.test_vocabulary_tables import ALIASES, MATCHER, TABLES

pytestmark = pytest.mark.real_input

ENGLISH = "postings_en_biopharma.csv"
CHINESE = "postings_zh_biopharma_fulltext.csv"
SCIENTIFIC = ("1", "True")


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def words(row: dict[str, str]) -> str:
    return f"{row['title']}\n\n{row['description']}"


def skills_in(text: str, matcher: Matcher[str] = MATCHER) -> set[str]:
    return {span.payload for span in matcher.find(text)}


def named_by_title(folder: Path, name: str, title: str) -> set[str]:
    return skills_in(next(words(row) for row in rows(folder, name) if row["title"] == title))


@pytest.mark.parametrize("name", [ENGLISH, CHINESE])
def test_nearly_every_real_posting_names_several_skills(real_input, name):
    counts = [len(skills_in(words(row))) for row in rows(real_input, name)]

    assert sum(count >= 1 for count in counts) >= 0.99 * len(counts)
    assert sum(count >= 3 for count in counts) >= 0.90 * len(counts)


def test_a_real_posting_names_tens_of_skills_not_hundreds(real_input):
    counts = [len(skills_in(words(row))) for row in rows(real_input, ENGLISH)]

    assert max(counts) <= 80
    assert sorted(counts)[len(counts) // 2] <= 30


def test_scientific_titles_in_chinese_name_a_skill(real_input):
    listed = rows(real_input, "postings_zh_biopharma_structured.csv")
    titles = [row["title"] for row in listed if row["scientific"] in SCIENTIFIC]

    named = [title for title in titles if skills_in(title)]

    assert len(named) >= 0.6 * len(titles)


def test_every_find_in_a_real_posting_folds_to_its_alias(real_input):
    for name in (ENGLISH, CHINESE):
        for row in rows(real_input, name):
            text = words(row)
            wrong = [
                text[span.start : span.end]
                for span in MATCHER.find(text)
                if fold_term(text[span.start : span.end]) != fold_term(span.alias)
            ]
            assert wrong == []


def test_every_competence_of_the_standard_that_names_a_technique_is_understood(real_input):
    standard = json.loads((real_input / "competency_roles_zh.json").read_text(encoding="utf-8"))
    skills = [skill for role in standard for skill in role["technical_skills_zh"]]

    understood = [skill for skill in skills if skills_in(skill)]

    assert len(understood) >= 0.95 * len(skills)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("细胞治疗研究员", {"CEL-10", "ANT-08", "CEL-12", "MOL-02", "MOL-06", "CEL-08", "ANT-10"}),
        ("药理研究员", {"PHA-01", "PHA-03", "PHA-02", "CEL-01", "MOL-01", "REG-02"}),
        ("临床监察员（CRA）/临床试验项目主管", {"CLI-03", "CLI-01", "CLI-02", "CLI-05", "GMP-08"}),
    ],
)
def test_the_core_of_a_chinese_posting_is_found(real_input, title, expected):
    assert expected <= named_by_title(real_input, CHINESE, title)


@pytest.mark.parametrize(
    ("title", "unexpected"),
    [("药理研究员", {"GEN-15", "BIO-02"}), ("细胞治疗研究员", {"ENG-21", "GMP-16", "BIO-06"})],
)
def test_what_a_chinese_posting_does_not_ask_for_is_not_found(real_input, title, unexpected):
    assert unexpected & named_by_title(real_input, CHINESE, title) == set()


def test_no_company_name_is_taken_for_a_skill(real_input):
    listed = [*rows(real_input, CHINESE), *rows(real_input, "postings_zh_biopharma_structured.csv")]
    companies = {row["company"] for row in listed if row["company"].endswith("有限公司")}

    named = {company for company in companies if skills_in(company)}

    assert len(named) <= 0.12 * len(companies)


def test_the_terms_of_our_own_earlier_compilation_are_all_known(real_input):
    """skills.csv was the start of the tables: its skills and their labels must still resolve."""
    known = {(row["skill"], fold_term(row["text"])) for row in ALIASES}
    codes = {row["code"] for row in TABLES["skills"]}

    earlier = rows(real_input, "skills.csv")

    assert {row["id"] for row in earlier} <= codes
    assert [
        (row["id"], row[label])
        for row in earlier
        for label in ("label_en", "label_zh")
        if (row["id"], fold_term(row[label])) not in known
    ] == []


def test_majors_and_occupations_agree_with_the_official_lists(real_input):
    ours = {
        row["moe_code"]: row["label_zh"] for row in TABLES["disciplines"] if row["code"][:2] == "ug"
    }
    jobs = {row["code"]: row["label_zh"] for row in TABLES["occupations"]}
    majors = rows(real_input, "majors_undergraduate_biopharma.csv")
    listed = rows(real_input, "csco2022_biopharma.csv")

    assert {
        r["code"]: r["name_zh"]
        for r in majors
        if r["code"] in ours and ours[r["code"]] != r["name_zh"]
    } == {}
    assert {r["code"]: r["name"] for r in listed if jobs.get(r["code"]) != r["name"]} == {}
