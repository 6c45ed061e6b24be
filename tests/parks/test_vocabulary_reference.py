"""Reading the reference tables: a broken file is told in one sentence, a right one is read."""

import shutil
from pathlib import Path

import pytest

from parks.choices.taxonomy import (
    AliasUse,
    DisciplineScheme,
    SkillKind,
    SkillRelationKind,
    TermLanguage,
    VocabularyKind,
)
from parks.vocabulary.reference import FOLDER, BrokenReferenceError, read_reference
from parks.vocabulary.tables import TABLES, Table, one_of

SMALL = {
    "skill_groups": ["code,position,label_en,label_zh", "MOL,1,Molecular biology,分子生物学"],
    "skills": [
        "code,group,kind,label_en,label_zh,esco_uri,onet_code",
        "MOL-01,MOL,method,PCR,聚合酶链式反应,,41102421",
        "MOL-02,MOL,knowledge,Genomics,基因组学,,",
    ],
    "skill_aliases": [
        "skill,language,use,text",
        "MOL-01,en,text,PCR",
        "MOL-01,zh,text,PCR扩增",
        "MOL-02,en,text,genomics",
    ],
    "skill_relations": [
        "held,asked,kind,quarters",
        "MOL-01,MOL-02,narrower,3",
        "MOL-02,MOL-01,related,1",
    ],
    "false_friends": ["vocabulary,text,reason", "skill,抗体检,抗体 across two words"],
    "disciplines": [
        "code,scheme,moe_code,parent,label_en,label_zh,other_names",
        "family:pharmacy,family,,,Pharmacy,药学,",
        "ug:1007,undergraduate,1007,family:pharmacy,Pharmacy (class),药学类,",
        "ug:100701,undergraduate,100701,ug:1007,Pharmacy,药学,pharmacy studies|药学专业",
    ],
    "degree_levels": [
        "code,rank,label_en,label_zh,other_names",
        "bachelor,30,Bachelor,本科,学士|BSc",
    ],
    "regions": [
        "code,parent,label_en,label_zh,other_names",
        "320000,,Jiangsu,江苏省,江苏",
        "320500,320000,Suzhou,苏州市,苏州",
    ],
    "chain_stages": ["code,position,label_en,label_zh", "research,1,Research,研发"],
    "occupations": ["code,parent,label_en,label_zh,other_names", "2,,Professionals,专业技术人员,"],
}


@pytest.fixture
def folder(tmp_path) -> Path:
    for name, lines in SMALL.items():
        write(tmp_path, name, lines)
    return tmp_path


def write(folder: Path, name: str, lines: list[str]) -> None:
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def replace_line(folder: Path, name: str, line: int, text: str) -> None:
    """Put another text in place of a line; lines are counted from 1, heading included."""
    lines = [*SMALL[name]]
    lines[line - 1 : line] = [text]
    write(folder, name, lines)


def complaint(folder: Path) -> str:
    with pytest.raises(BrokenReferenceError) as broken:
        read_reference(folder)
    return str(broken.value)


def test_right_tables_are_read_cell_by_cell(folder):
    reference = read_reference(folder)

    assert reference.tables["skill_groups"] == [
        {"code": "MOL", "position": "1", "label_en": "Molecular biology", "label_zh": "分子生物学"}
    ]
    assert [row["code"] for row in reference.tables["disciplines"]] == [
        "family:pharmacy",
        "ug:1007",
        "ug:100701",
    ]
    assert list(reference.tables) == list(SMALL)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(folder):
    text = "\r\n".join(SMALL["chain_stages"])
    (folder / "chain_stages.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())

    assert read_reference(folder).tables["chain_stages"][0]["label_zh"] == "研发"


def test_the_version_names_the_content_of_all_files(folder, tmp_path_factory):
    twin = tmp_path_factory.mktemp("twin") / "tables"
    shutil.copytree(folder, twin)
    before = read_reference(folder).version

    replace_line(folder, "occupations", 2, "2,,Professionals,专业技术人员,专家")

    assert len(before) == 64
    assert read_reference(twin).version == before
    assert read_reference(folder).version != before


@pytest.mark.parametrize(
    ("name", "line", "text", "message"),
    [
        ("skills", 1, "code,group", "skills.csv, line 1: the heading must be “code,group,kind,"),
        ("skills", 2, "MOL-01,MOL", "skills.csv, line 2: there are 2 cells where 7 should be"),
        ("skills", 2, "MOL1,MOL,method,PCR,反应,,", "line 2, column “code”: “MOL1” is not a code"),
        ("skills", 2, "MOL-01,MOL,art,PCR,反应,,", "column “kind”: “art” is none of method, tool"),
        ("skills", 3, "MOL-02,MOL,method,,基因组学,,", "line 3, column “label_en”: is empty"),
        ("skills", 3, "MOL-02,MOL,method,G, ,,", "line 3, column “label_zh”: is empty"),
        ("skills", 2, "MOL-01,MOL,method,PCR,反应,http://x,", "“http://x” is not an ESCO URI"),
        ("skills", 2, "MOL-01,MOL,method,PCR,反应,,7", "“7” is not a commodity code"),
        ("skills", 2, "MOL-01,CEL,method,PCR,反应,,", "“group”: no row of skill_groups.csv has"),
        ("skills", 3, "MOL-01,MOL,method,G,基因,,", "“MOL-01” stands here a second time"),
        ("skill_groups", 2, "MOL,one,M,分", "column “position”: “one” is not a whole number"),
        ("skill_groups", 2, "MOL,１,M,分", "column “position”: “１” is not a whole number"),
        ("skill_aliases", 3, "MOL-09,en,text,X", "“skill”: no row of skills.csv has the code"),
        ("skill_aliases", 3, "MOL-01,de,text,PCR", "“de” is none of zh, en"),
        ("skill_aliases", 3, "MOL-01,en,maybe,P", "“maybe” is none of text, exact, beside, search"),
        ("skill_aliases", 4, "MOL-02,en,text,pcr", "“pcr” is used already for MOL-01 as text"),
        ("skill_aliases", 4, "MOL-01,en,text,ＰＣＲ", "“ＰＣＲ” is used already for MOL-01"),
        ("skill_aliases", 4, "MOL-02,zh,text,PCR", "“PCR” is used already for MOL-01"),
        ("skill_aliases", 4, "MOL-01,zh,exact,PCR", "“PCR” is used already for MOL-01 as text"),
        ("skill_aliases", 4, "MOL-02,en,text,R", "“R” is too short to be found in text by itself"),
        ("skill_aliases", 4, "MOL-02,en,text,--", "is too short to be found in text by itself"),
        ("skill_relations", 2, "MOL-09,MOL-02,related,1", "“held”: no row of skills.csv has the"),
        ("skill_relations", 2, "MOL-01,MOL-09,related,1", "“asked”: no row of skills.csv has the"),
        ("skill_relations", 2, "MOL-01,MOL-02,wider,1", "“wider” is none of narrower, related"),
        ("skill_relations", 2, "MOL-01,MOL-02,related,4", "“quarters”: “4” is none of 1, 2, 3"),
        ("skill_relations", 2, "MOL-01,MOL-02,related,0", "“quarters”: “0” is none of 1, 2, 3"),
        ("skill_relations", 3, "MOL-01,MOL-02,related,1", "“MOL-02” stands here a second time"),
        ("skill_relations", 3, "MOL-02,MOL-02,related,1", "“MOL-02” is related to itself"),
        ("skill_relations", 3, "MOL-02,MOL-01,narrower,1", "go round in a circle"),
        ("false_friends", 2, "skill,pcr,none", "“pcr” is an alias of a skill"),
        ("disciplines", 3, "ug:1007,undergraduate,1007,family:x,P,药,", "“parent”: no row above"),
        ("disciplines", 3, "ug:1007,undergraduate,1007,ug:100701,P,药,", "“parent”: no row above"),
        ("disciplines", 3, "ug:7,undergraduate,1007,,P,药,", "“ug:7” is not a code such as"),
        ("regions", 2, "3200,,Jiangsu,江苏省,", "“3200” is not a code of six digits"),
        ("degree_levels", 2, "bachelor,-1,B,本科,", "“-1” is not a whole number"),
        ("occupations", 2, "2-2,,P,人,", "“2-2” is not a code such as 2-02-32-02"),
        ("chain_stages", 2, f"research,1,{'x' * 161},研发", "is longer than 160 characters"),
        ("occupations", 2, f"2,,P,人,a|{'b' * 161}", "“other_names”: is longer than 160"),
    ],
)
def test_a_wrong_cell_is_told_with_file_line_and_column(folder, name, line, text, message):
    replace_line(folder, name, line, text)

    said = complaint(folder)

    assert said.startswith(f"{name}.csv, line {line}")
    assert message in said
    assert said.endswith(".")
    assert "\n" not in said


def test_a_circle_of_special_cases_is_told_at_the_row_that_closes_it(folder):
    skills = [*SMALL["skills"], "MOL-03,MOL,method,Cloning,克隆,,"]
    relations = ["MOL-01,MOL-02,narrower,3", "MOL-03,MOL-01,narrower,3", "MOL-02,MOL-03,narrower,3"]
    write(folder, "skills", skills)
    write(folder, "skill_relations", [SMALL["skill_relations"][0], *relations])

    said = complaint(folder)

    assert said.startswith("skill_relations.csv, line 4, column “asked”: the special cases MOL-0")
    assert said.endswith(" go round in a circle.")
    assert said.count(" → ") == 3


def test_two_ways_to_the_same_wider_skill_are_no_circle(folder):
    relations = ["MOL-01,MOL-02,narrower,3", "MOL-03,MOL-01,narrower,3", "MOL-03,MOL-02,narrower,3"]
    write(folder, "skills", [*SMALL["skills"], "MOL-03,MOL,method,Cloning,克隆,,"])
    write(folder, "skill_relations", [SMALL["skill_relations"][0], *relations])

    assert len(read_reference(folder).tables["skill_relations"]) == 3


def test_a_missing_file_is_told(folder):
    (folder / "regions.csv").unlink()

    assert complaint(folder).startswith("regions.csv, line 1: the file cannot be read (No such")


def test_an_empty_file_is_told(folder):
    (folder / "regions.csv").write_text("")

    assert complaint(folder).startswith("regions.csv, line 1: the heading must be")


def test_text_that_is_not_utf_8_is_told_with_its_line(folder):
    lines = [line.encode("gbk") for line in SMALL["chain_stages"]]
    (folder / "chain_stages.csv").write_bytes(b"\n".join(lines))

    assert complaint(folder) == "chain_stages.csv, line 2: the text is not UTF-8."


def test_an_unclosed_quote_is_told(folder):
    replace_line(folder, "chain_stages", 2, 'research,1,"Research,研发')

    assert complaint(folder).startswith("chain_stages.csv, line 2: the line is not CSV (")


def test_one_alias_may_stand_in_both_languages(folder):
    replace_line(folder, "skill_aliases", 3, "MOL-01,zh,text,PCR")

    aliases = read_reference(folder).tables["skill_aliases"]

    assert [(row["language"], row["text"]) for row in aliases][:2] == [("en", "PCR"), ("zh", "PCR")]


@pytest.mark.parametrize(
    ("table", "column", "choices"),
    [
        ("skills", "kind", SkillKind),
        ("skill_aliases", "language", TermLanguage),
        ("skill_aliases", "use", AliasUse),
        ("skill_relations", "kind", SkillRelationKind),
        ("false_friends", "vocabulary", VocabularyKind),
        ("disciplines", "scheme", DisciplineScheme),
    ],
)
def test_the_tables_accept_what_the_database_offers(table, column, choices):
    check = next(each for each in TABLES if each.name == table).columns[column]

    assert [check(value) for value in choices.values] == [""] * len(choices)
    assert check("something else") == one_of(*choices.values)("something else")


def test_every_shipped_file_is_a_table_and_the_other_way_round():
    files = {path.name for path in FOLDER.glob("*.csv")}

    assert files == {table.file for table in TABLES}


def test_a_table_is_named_like_its_file():
    assert Table("skills", {}).file == "skills.csv"
