import pytest

from companies.postings.headcounts import headcount_in_text, read_headcount
from parks.imports.errors import CellError


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("3", 3),
        ("3.0", 3),
        ("1-2人", 2),
        ("2～5", 5),
        ("10人", 10),
        ("３名", 3),
        ("5个", 5),
        ("", None),
    ],
)
def test_a_cell_says_how_many_people(cell, number):
    assert read_headcount(cell) == number


@pytest.mark.parametrize("cell", ["若干", "若干人", "多名", "不限", "Several"])
def test_some_people_are_no_number(cell):
    assert read_headcount(cell) is None


@pytest.mark.parametrize("cell", ["0", "lots", "-3", "2.5", "100000"])
def test_a_number_no_opening_has_is_refused(cell):
    with pytest.raises(CellError, match="from 1 to 10000"):
        read_headcount(cell)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("招聘人数：1人", 1),
        ("招聘人数：1-2人", 2),
        ("招聘人数: 12\n岗位职责", 12),
        ("无工作经验 · 本科 · 招2人", 2),
        ("拟招聘人数：1名研究方向", 1),
        ("招若干人", None),
        ("服务超过1000人的团队", None),
        ("", None),
    ],
)
def test_a_text_may_say_how_many_people(text, number):
    assert headcount_in_text(text) == number
