import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companies.choices.openings import Importance, SalaryPeriod
from companies.postings.fields import NAMES
from companies.postings.majors import Majors
from companies.postings.passing import Terms
from companies.postings.phrases import Phrases
from companies.postings.reading import Posting, PostingReader
from companies.postings.requirements import AskedSkill
from companies.postings.rows import RowError
from companies.postings.salaries import Salary
from companies.postings.vocabulary import Vocabulary
from parks.choices.work import OpeningKind, SkillLevel
from parks.imports.lines import Line
from parks.vocabulary.places import Places, RegionName
from tests.companies.postings.names import FAMILIES, SKILLS, disciplines, skills
from tests.companies.postings.tables import table_with

SUZHOU = RegionName(77, "320500", 2, "苏州市", "Suzhou")
VOCABULARY = Vocabulary(
    skills=skills,
    majors=Majors(disciplines, FAMILIES),
    places=Places([SUZHOU]),
    degree_ids={"college": 2, "bachelor": 3, "master": 4},
)


def read(**cells: str) -> Posting:
    table = table_with({"title": "QC Analyst", "company": "Alpha"} | cells)
    reader = PostingReader(table.columns, len(table.headings), VOCABULARY)
    return reader.read(next(table.lines))


def refusal(**cells: str) -> tuple[str, str]:
    with pytest.raises(RowError) as error:
        read(**cells)
    return error.value.column, str(error.value)


def test_a_whole_chinese_row_is_read():
    posting = read(
        id="zs-1",
        title="细胞培养研究员",
        company="合生基因",
        location="苏州·工业园区",
        degree="硕士及以上",
        salary="1.5-2.5万·13薪",
        posted="2026-07",
        closes="2026年12月",
        headcount="1-2人",
        description="岗位职责：负责细胞培养\n任职要求：1、生物学等相关专业，2、熟练掌握流式细胞术",
    )

    assert posting.external_id == "zs-1"
    assert (posting.title, posting.company) == ("细胞培养研究员", "合生基因")
    assert posting.is_chinese
    assert posting.terms.kind == OpeningKind.JOB
    assert (posting.terms.place, posting.terms.region_id) == ("苏州·工业园区", 77)
    assert posting.terms.salary == Salary(15000, 25000, "CNY", SalaryPeriod.MONTH)
    assert posting.terms.posted == datetime.date(2026, 7, 1)
    assert posting.terms.closes == datetime.date(2026, 12, 31)
    assert posting.terms.headcount == 2
    assert posting.demands.degree_id == 4
    assert posting.demands.discipline_ids == {100}
    assert posting.demands.skills == (
        AskedSkill(SKILLS["流式细胞术"], Importance.MUST, SkillLevel.PROFICIENT),
        AskedSkill(SKILLS["细胞培养"], Importance.WANTED, SkillLevel.AWARE),
    )
    assert posting.text.endswith("流式细胞术\n\n薪资：1.5-2.5万·13薪")


def test_a_whole_english_row_is_read():
    posting = read(
        id="en-1",
        location="Oxfordshire, GB",
        salary="GBP 88000 - GBP 109999 year",
        job_type="Full Time",
        posted="2026-05-09",
        description="Requirements\nBachelor's degree in Chemistry required\nHPLC\nPython preferred",
    )

    assert (posting.title, posting.is_chinese) == ("QC Analyst", False)
    assert (posting.terms.place, posting.terms.region_id) == ("Oxfordshire, GB", None)
    assert posting.terms.salary == Salary(88000, 109_999, "GBP", SalaryPeriod.YEAR)
    assert posting.demands.degree_id == 3
    assert posting.demands.discipline_ids == {301}
    assert posting.demands.skills == (
        AskedSkill(SKILLS["HPLC"], Importance.MUST, SkillLevel.AWARE),
        AskedSkill(SKILLS["Python"], Importance.NICE, SkillLevel.AWARE),
    )
    assert posting.text.endswith("Python preferred\n\nType of employment: Full Time")


def test_a_row_of_title_and_company_is_enough():
    posting = read()

    assert posting.text == ""
    assert posting.terms.headcount == 1
    assert (posting.terms.salary, posting.terms.posted, posting.terms.closes) == (None, None, None)
    assert (posting.demands.degree_id, posting.demands.discipline_ids) == (None, frozenset())


def test_facts_without_a_column_of_their_own_stay_in_the_text():
    posting = read(
        title="研究员",
        experience="无工作经验|硕士|招3人|",
        industry="制药丨器械",
        tags="PCR|五险一金",
    )

    assert posting.text.splitlines() == [
        "经验：无工作经验 · 硕士 · 招3人",
        "行业：制药 · 器械",
        "标签：PCR · 五险一金",
    ]
    assert posting.demands.degree_id == 4
    assert posting.terms.headcount == 3
    assert posting.demands.skills == (
        AskedSkill(SKILLS["PCR"], Importance.WANTED, SkillLevel.AWARE),
    )


def test_a_degree_in_its_own_column_wins_over_the_text():
    assert read(degree="大专", description="本科及以上学历").demands.degree_id == 2


def test_no_degree_in_its_own_column_is_an_answer_too():
    assert read(degree="不限", description="本科及以上学历").demands.degree_id is None


def test_an_empty_column_of_degrees_leaves_it_to_the_text():
    assert read(title="研究员", degree="", description="本科及以上学历").demands.degree_id == 3


def test_words_of_a_list_of_majors_are_no_skills():
    posting = read(title="研究员", description="任职要求：生物信息、生物学等相关专业，会PCR")

    assert [asked.skill_id for asked in posting.demands.skills] == [SKILLS["PCR"]]


def test_the_name_of_the_company_is_no_skill():
    named = read(company="PCR Systems", description="PCR Systems seeks staff for HPLC")
    other = read(company="Alpha", description="PCR Systems seeks staff for HPLC")

    assert [one.skill_id for one in named.demands.skills] == [SKILLS["HPLC"]]
    assert {one.skill_id for one in other.demands.skills} == {SKILLS["PCR"], SKILLS["HPLC"]}


def read_all(**cells: str):
    table = table_with({"title": "QC Analyst", "company": "Alpha"} | cells)
    reader = PostingReader(table.columns, len(table.headings), VOCABULARY)
    return reader.read_all(next(table.lines))


def test_everything_that_is_wrong_with_a_row_is_found_at_once():
    reading = read_all(title="", posted="soon", degree="high", description="HPLC")

    found = {(error.column, str(error)) for error in reading.errors}
    assert {column for column, _reason in found} == {"title", "posted", "degree"}
    assert [asked.skill_id for asked in reading.posting.demands.skills] == [SKILLS["HPLC"]]


def test_a_row_without_errors_reads_as_ever_and_says_which_fields_it_fills():
    cells = {"description": "HPLC", "degree": ""}

    reading = read_all(**cells)

    assert (reading.posting, reading.errors) == (read(**cells), ())
    assert reading.stated == {"title", "company", "description"}


def test_a_row_out_of_shape_has_no_posting():
    table = table_with({"title": "QC Analyst"})
    reader = PostingReader(table.columns, len(table.headings), VOCABULARY)

    reading = reader.read_all(Line(2, ["QC Analyst", "lost"]))

    assert reading.posting is None
    assert [str(error) for error in reading.errors] == ["has 2 cells but there are 1 headings"]


def test_one_text_of_two_companies_is_read_for_each():
    table = table_with(
        {"title": "A", "company": "PCR Systems", "description": "HPLC at PCR Systems"},
        {"title": "A", "company": "Beta", "description": "HPLC at PCR Systems"},
    )
    reader = PostingReader(table.columns, len(table.headings), VOCABULARY)

    found = [len(reader.read(line).demands.skills) for line in table.lines]

    assert found == [1, 2]


def test_a_deed_names_a_skill_as_an_alias_does():
    vocabulary = replace(VOCABULARY, phrases=Phrases({"GEN-06": 99}))
    table = table_with({"title": "A", "company": "B", "description": "Lead a small team with HPLC"})
    reader = PostingReader(table.columns, len(table.headings), vocabulary)

    skills = reader.read(next(table.lines)).demands.skills

    assert {one.skill_id for one in skills} == {99, SKILLS["HPLC"]}


def test_a_latin_word_before_the_number_of_the_next_point_is_read():
    skills = read(description="1.了解Python2.熟悉HPLC").demands.skills

    assert {one.skill_id for one in skills} == {SKILLS["Python"], SKILLS["HPLC"]}


def test_skills_in_a_column_of_their_own_are_required():
    posting = read(技能要求="PCR、HPLC")

    assert {asked.importance for asked in posting.demands.skills} == {Importance.MUST}


def test_majors_in_a_column_of_their_own_win_over_the_text():
    posting = read(title="研究员", 专业="药学", description="化学专业")

    assert posting.demands.discipline_ids == {201, 202}


def test_duties_and_requirements_in_two_columns_become_one_text():
    posting = read(title="研究员", 岗位职责="负责PCR", 任职要求="熟悉HPLC")

    assert posting.text == "岗位职责：\n负责PCR\n\n任职要求：\n熟悉HPLC"
    assert [(one.skill_id, one.importance) for one in posting.demands.skills] == [
        (SKILLS["HPLC"], Importance.MUST),
        (SKILLS["PCR"], Importance.WANTED),
    ]


def test_a_row_without_a_company_takes_the_one_that_stands_in():
    table = table_with({"title": "QC", "company": ""})
    reader = PostingReader(table.columns, 2, VOCABULARY, company="Beta")

    posting = reader.read(next(table.lines))

    assert posting.company == "Beta"


def test_a_row_without_a_company_may_have_none():
    assert read(company="").company == ""


def test_a_place_longer_than_its_column_is_shortened_and_the_row_goes_in():
    posting = read(location="Denver, CO; " * 30)

    assert len(posting.terms.place) == 200
    assert posting.terms.place.endswith("…")


def test_an_id_that_a_spreadsheet_turned_into_a_float_is_the_same_id():
    assert read(id="1001.0").external_id == read(id="1001").external_id == "1001"


def test_without_an_id_the_words_give_one():
    first = read(description="Run PCR", location="Suzhou")

    assert first.external_id.startswith("row-")
    assert read(description="Run PCR", location="Suzhou").external_id == first.external_id


@pytest.mark.parametrize(
    "other",
    [{"title": "QA"}, {"company": "Beta"}, {"location": "Berlin"}, {"description": "Run HPLC"}],
)
def test_other_words_give_another_id(other):
    cells = {"description": "Run PCR", "location": "Suzhou"}

    assert read(**cells).external_id != read(**(cells | other)).external_id


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"title": " "}, "title", "is empty"),
        ({"title": "x" * 201}, "title", "at most 200 fit"),
        ({"title": "#REF!"}, "title", "#REF!"),
        ({"company": "x" * 201}, "company", "at most 200 fit"),
        ({"posted": "soon"}, "posted", "not a date"),
        ({"posted": "03/04/2026"}, "posted", "either of two days"),
        ({"closes": "2026-99-01"}, "closes", "not a date"),
        ({"degree": "xyz"}, "degree", "names no degree"),
        ({"headcount": "lots"}, "headcount", "whole number"),
        ({"专业": "天文学"}, "专业", "no discipline"),
        ({"id": "x" * 121}, "id", "at most 120 fit"),
        ({"description": "x" * 50_001}, "description", "50001 characters, at most 50000 fit"),
        ({"location": "#N/A"}, "location", "#N/A"),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_the_row_with_its_heading(cells, column, reason):
    found, words = refusal(**cells)

    assert found == column
    assert reason in words


@pytest.mark.parametrize("column", ["title", "company", "location", "salary", "description"])
def test_a_damaged_byte_refuses_the_row_under_the_heading_of_its_cell(column):
    columns = ("title", "company", "location", "salary", "description")
    cells = [name + "\udcff" * (name == column) for name in columns]
    table = table_with(dict.fromkeys(columns, "QC"))
    reader = PostingReader(table.columns, len(table.headings), VOCABULARY)

    with pytest.raises(RowError, match="damaged") as error:
        reader.read(Line(2, cells))

    assert error.value.column == column


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        '=HYPERLINK("http://evil")',
        "@SUM(A1)",
        "+cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
    ],
)
def test_formulas_and_markup_are_words_like_any_other(cell):
    assert read(title=cell).title == cell


def test_controls_vanish_from_every_field():
    posting = read(title="QC\x00 Analyst\x1b", location="Suz\x00hou", description="Run\x00 PCR")

    assert (posting.title, posting.terms.place, posting.text) == ("QC Analyst", "Suzhou", "Run PCR")


def read_or_refused(cells: dict[str, str]) -> Posting | RowError:
    fields = sorted(NAMES)
    table = table_with(dict.fromkeys(fields, "QC"))
    reader = PostingReader(table.columns, len(table.headings), VOCABULARY)
    try:
        return reader.read(Line(2, [cells.get(field, "QC") for field in fields]))
    except RowError as error:
        return error


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(NAMES)), st.text(max_size=80)))
def test_whatever_the_cells_hold_a_row_is_read_or_refused(cells):
    result = read_or_refused(cells)

    if isinstance(result, RowError):
        assert result.column in ("", *NAMES)
    else:
        stored = (result.external_id, result.title, result.company, result.terms.place)
        assert all("\x00" not in words for words in (*stored, result.text))
        assert all(len(words) <= 200 for words in stored)


def test_years_stand_in_their_cell_or_else_in_the_text():
    text = "任职要求：熟悉GMP，3年以上工作经验"

    years = [
        read(description=text).demands.min_years,
        read(description=text, experience="5-10年").demands.min_years,
        read(description=text, experience="应届毕业生").demands.min_years,
        read(description="任职要求：熟悉GMP").demands.min_years,
    ]

    assert years == [3, 5, 0, None]


def test_the_last_day_stands_in_its_cell_or_else_in_the_text():
    text = "任职要求：GMP。报名截止日期：2026年12月31日。到岗时间：2027年3月1日"

    in_text, in_cell = read(description=text), read(description=text, closes="2026-11-30")

    assert (in_text.terms.closes, in_text.terms.starts_by) == (
        datetime.date(2026, 12, 31),
        datetime.date(2027, 3, 1),
    )
    assert in_cell.terms.closes == datetime.date(2026, 11, 30)


def test_a_certificate_named_without_more_shuts_nobody_out():
    terms = Terms(certificates=frozenset({SKILLS["GMP"]}))
    table = table_with({"title": "QC", "company": "A", "description": "任职要求：GMP"})
    vocabulary = replace(VOCABULARY, terms=terms)

    posting = PostingReader(table.columns, len(table.headings), vocabulary).read(next(table.lines))

    assert posting.demands.skills == (
        AskedSkill(SKILLS["GMP"], Importance.WANTED, SkillLevel.AWARE),
    )
