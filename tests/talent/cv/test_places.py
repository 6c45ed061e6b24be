"""Where people live and want to work."""

import pytest

from parks.vocabulary.matcher import Matcher, Term
from talent.cv.places import find_places

REGIONS = Matcher(
    [
        Term("shanghai", "上海"),
        Term("shanghai", "Shanghai"),
        Term("suzhou", "苏州"),
        Term("suzhou", "Suzhou"),
        Term("taizhou", "泰州"),
        Term("jiangsu", "江苏"),
        Term("boston", "Boston"),
    ]
)


def places(text: str) -> tuple[list[str], str | None]:
    found = find_places(text, REGIONS.find(text))
    return [one.value for one in found.wanted], found.home and found.home.value


WANTED = [
    ("期望地点：苏州、泰州", ["suzhou", "taizhou"]),
    ("意向城市：上海或苏州", ["shanghai", "suzhou"]),
    ("期望工作地点  上海/苏州", ["shanghai", "suzhou"]),
    ("希望在上海工作", ["shanghai"]),
    ("愿意到江苏苏州发展", ["jiangsu", "suzhou"]),
    ("想去上海", ["shanghai"]),
    ("Preferred location: Shanghai or Suzhou", ["shanghai", "suzhou"]),
    ("willing to relocate to Suzhou", ["suzhou"]),
    ("Looking for a position in Shanghai", ["shanghai"]),
    ("期望城市：上海；意向城市：上海", ["shanghai"]),
]


@pytest.mark.parametrize(("text", "expected"), WANTED)
def test_places_wanted_for_work_are_read_in_their_order(text, expected):
    assert places(text) == (expected, None)


HOMES = [
    ("现居住地：上海浦东", "shanghai"),
    ("目前所在地：苏州", "suzhou"),
    ("Location: Boston", "boston"),
    ("I am based in Boston.", "boston"),
    ("currently living in Suzhou", "suzhou"),
]


@pytest.mark.parametrize(("text", "expected"), HOMES)
def test_the_place_lived_in_is_read(text, expected):
    assert places(text) == ([], expected)


def test_home_and_wishes_are_told_apart():
    assert places("现居住地：苏州   期望城市：上海") == (["shanghai"], "suzhou")


NEITHER = [
    "",
    "籍贯：江苏",
    "上海示例生物技术有限公司",
    "毕业于苏州大学",
    "Example University, Boston",
    "期望薪资：面议。上海人",
    "期望地点：不限\n上海示例公司",
    "期望城市：面议，曾在示例公司上海分部实习",
    "Based in a small team, later in Boston",
]


@pytest.mark.parametrize("text", NEITHER)
def test_other_places_are_neither(text):
    assert places(text) == ([], None)


def test_spans_point_at_the_words():
    text = "期望地点：苏州"

    found = find_places(text, REGIONS.find(text))

    assert [text[one.start : one.end] for one in found.wanted] == ["苏州"]
