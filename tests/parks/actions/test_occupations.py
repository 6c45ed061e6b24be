"""Loading the national table: all of it or nothing, and nothing the second time."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from parks.actions.occupation_table import HEADINGS
from parks.actions.occupations import load_occupations
from parks.actions.vocabulary import load_vocabulary
from parks.imports.errors import ImportFileError
from parks.imports.reports import ImportReport, RefusedRow
from parks.imports.tables import table_of
from parks.models import Occupation
from tests.parks.editions import edition

pytestmark = pytest.mark.django_db
TONIGHT = datetime(2026, 3, 1, 2, tzinfo=UTC)
HEADING = "code,name,aliases,definition,tasks"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def load(*lines: str, heading: str = HEADING) -> ImportReport:
    content = "\n".join((heading, *lines)).encode()
    return load_occupations(table_of(content, HEADINGS, name="table.csv"))


def counts(report: ImportReport) -> tuple[int, int, int]:
    assert report.refused == []
    return report.created, report.changed, report.unchanged


def one(code: str) -> Occupation:
    return Occupation.objects.get(code=code)


GROUPS = ("2-00-00-00,专业技术人员,,,", "2-02-00-00,工程技术人员,,,")
ENGINEER = (
    "2-02-32-02,生物工程技术人员,细胞培养工程师|纯化工程师,从事生物工程的人员。,1.研究 2.开发"
)


def test_an_occupation_comes_with_all_the_table_says():
    report = load(*GROUPS, ENGINEER)

    engineer = one("2-02-32-02")
    assert counts(report) == (3, 0, 0)
    assert engineer.label_zh == engineer.label_en == "生物工程技术人员"
    assert engineer.other_names == ["细胞培养工程师", "纯化工程师"]
    assert engineer.definition == "从事生物工程的人员。"
    assert engineer.tasks == "1.研究 2.开发"
    assert engineer.loaded is False


def test_a_second_load_changes_nothing():
    load(*GROUPS, ENGINEER)
    before = list(Occupation.objects.order_by("pk").values())

    report = load(*GROUPS, ENGINEER)

    assert counts(report) == (0, 0, 3)
    assert list(Occupation.objects.order_by("pk").values()) == before


def test_codes_of_groups_are_written_without_their_zeros_and_parents_are_the_nearest_there_are():
    load(ENGINEER, *GROUPS, "2-02-32-00,制药与生物工程人员,,,", "4-01-02-01,营销员,,,")

    parents = dict(Occupation.objects.values_list("code", "parent__code"))
    assert parents == {
        "2": None,
        "2-02": "2",
        "2-02-32-00": "2-02",
        "2-02-32-02": "2-02-32-00",
        "4-01-02-01": None,
    }


def test_a_group_that_comes_later_becomes_the_parent():
    load(ENGINEER)
    assert one("2-02-32-02").parent is None

    report = load(*GROUPS, ENGINEER)

    assert counts(report) == (2, 1, 0)
    assert one("2-02-32-02").parent == one("2-02")


def test_marks_of_green_and_digital_occupations_are_no_part_of_the_name():
    load("2-02-07-11,汽车工程技术人员L,,,", "2-02-10-03,计算机软件工程技术人员 L/S,软件工程师S,,")

    assert one("2-02-07-11").label_zh == "汽车工程技术人员"
    assert one("2-02-10-03").label_zh == "计算机软件工程技术人员"
    assert one("2-02-10-03").other_names == ["软件工程师"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("甲员|乙员", ["甲员", "乙员"]),
        ("甲员；乙员;丙员", ["甲员", "乙员", "丙员"]),
        ('"甲员,乙员"', ["甲员", "乙员"]),
        ("QC (raw, in-process)员|乙员", None),
        ("甲员||甲员| ", ["甲员"]),
        ("营销员|甲员", ["甲员"]),
        ("甲、乙员", ["甲、乙员"]),
        ("", []),
    ],
)
def test_aliases_are_cut_at_one_kind_of_sign(cell, names):
    if names is None:
        cell, names = f'"{cell}"', ["QC (raw, in-process)员", "乙员"]

    load(f"4-01-02-01,营销员,{cell},,")

    assert one("4-01-02-01").other_names == names


def test_only_codes_and_names_are_needed():
    report = load("4-01-02-01,营销员", heading="职业编码,职业名称")

    assert counts(report) == (1, 0, 0)


def test_a_load_adds_aliases_and_mends_the_rest_but_takes_nothing_away():
    load("4-01-02-01,营销人员,业务员,旧定义,旧任务")

    report = load("4-01-02-01,营销员,销售代表,新定义,")

    row = one("4-01-02-01")
    assert counts(report) == (0, 1, 0)
    assert (row.label_zh, row.label_en) == ("营销员", "营销员")
    assert row.other_names == ["业务员", "销售代表"]
    assert (row.definition, row.tasks) == ("新定义", "旧任务")


def test_an_english_label_that_somebody_wrote_stays():
    load("4-01-02-01,营销员,,,")
    Occupation.objects.update(label_en="Salesperson")

    load("4-01-02-01,市场营销员,,,")

    row = one("4-01-02-01")
    assert (row.label_en, row.label_zh) == ("Salesperson", "市场营销员")


def test_rows_of_the_reference_tables_keep_labels_and_place_and_gain_the_rest():
    load_vocabulary(edition(), at=TONIGHT)

    report = load("2-02-32-00,药生人员,,,", "2-02-32-02,生物工程人员,纯化工程师,定义,任务")

    row = one("2-02-32-02")
    assert counts(report) == (1, 1, 0)
    assert (row.label_zh, row.label_en) == ("生物工程技术人员", "Biological engineer")
    assert row.other_names == ["细胞培养工程师", "生物工程人员", "纯化工程师"]
    assert (row.definition, row.tasks) == ("定义", "任务")
    assert (row.parent.code, row.loaded) == ("2-02", True)


def test_what_was_loaded_survives_the_reference_tables():
    load_vocabulary(edition(), at=TONIGHT)
    load(ENGINEER, "4-01-02-01,营销员,业务员,定义,任务")

    load_vocabulary(edition("second"), at=TONIGHT)

    assert one("4-01-02-01").other_names == ["业务员"]
    assert one("4-01-02-01").loaded is False
    assert one("2-02-32-02").definition == "从事生物工程的人员。"


def test_every_bad_line_is_told_with_its_column_and_nothing_is_written():
    report = load(
        ENGINEER,
        "2-2,甲员,,,",
        ",乙员,,,",
        "4-01-02-01,,,,",
        f"4-01-02-02,{'长' * 161},,,",
        f"4-01-02-03,丙员,短|{'长' * 161},,",
        "4-01-02-04,丁员,,,,多",
        "4-01-02-05,—,,,",
        "4-01-02-06,戊员,,#REF!,",
    )

    assert report.refused == [
        RefusedRow(3, "code", "“2-2” is not a code such as 2-02-32-02"),
        RefusedRow(4, "code", "is empty"),
        RefusedRow(5, "name", "is empty"),
        RefusedRow(6, "name", "is too long: 161 characters, at most 160 fit"),
        RefusedRow(7, "aliases", "is too long: 161 characters, at most 160 fit"),
        RefusedRow(8, "", "has more cells than there are headings"),
        RefusedRow(9, "name", "is empty"),
        RefusedRow(10, "definition", "holds the spreadsheet error #REF!"),
    ]
    assert (report.created, report.changed) == (0, 0)
    assert not Occupation.objects.exists()


def test_the_same_occupation_twice_is_one_with_the_aliases_of_both():
    report = load("4-01-02-01,营销员,业务员,,", "4-01-02-01,营销员,销售员,定义,")

    assert counts(report) == (1, 0, 0)
    assert one("4-01-02-01").other_names == ["业务员", "销售员"]
    assert one("4-01-02-01").definition == "定义"


def test_one_code_for_two_names_is_refused():
    report = load("2-02,工程技术人员,,,", "2-02-00-00,工程师,,,")

    reason = "“2-02” stands in the table already, with another name"
    assert report.refused == [RefusedRow(3, "code", reason)]
    assert not Occupation.objects.exists()


def test_a_quotation_mark_that_is_never_closed_is_told():
    report = load(ENGINEER, '4-01-02-01,"营销员,,,', "4-01-02-02,收银员,,,")

    assert report.refused == [RefusedRow(3, "", "a quotation mark opened here is never closed")]


@pytest.mark.parametrize("heading", ["name,aliases", "code,aliases"])
def test_a_table_without_codes_or_names_is_refused_as_a_whole(heading):
    with pytest.raises(ImportFileError, match="The table has no column"):
        load("a,b", heading=heading)


def test_a_table_of_headings_alone_is_refused_as_a_whole():
    with pytest.raises(ImportFileError, match="holds no rows"):
        load()


def test_a_large_table_costs_as_many_queries_as_a_small_one(django_assert_max_num_queries):
    lines = [f"6-{n // 99 + 1:02d}-01-{n % 99 + 1:02d},第{n}工,,," for n in range(1600)]

    with django_assert_max_num_queries(12):
        report = load(*lines)

    assert counts(report) == (1600, 0, 0)
