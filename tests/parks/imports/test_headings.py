import pytest

from parks.imports.errors import ImportFileError
from parks.imports.headings import Column, Headings, fold_heading

NAMES = {
    "title": ("title", "职位名称", "岗位", "job title"),
    "place": ("location", "工作地点", "城市"),
    "text": ("description", "岗位职责", "任职要求"),
}
HEADINGS = Headings(NAMES, collecting=frozenset({"text"}))


def chosen(**by_hand: str | None) -> Headings:
    return Headings(NAMES, frozenset({"text"}), by_hand)


@pytest.mark.parametrize(
    "heading",
    [
        "job title", "Job Title", "JOB_TITLE", "job-title", " Job  Title ", "JobTitle*",
        "Job Title (required)", "Job Title：", "ＪＯＢ ＴＩＴＬＥ",
    ],
)  # fmt: skip
def test_a_heading_is_recognised_in_any_dress(heading):
    assert HEADINGS.columns([heading]) == {"title": (Column(0, heading),)}


@pytest.mark.parametrize(
    "heading", ["职位名称", "职位名称*", "职位名称（必填）", "职位 名称", "【职位名称】"]
)
def test_a_chinese_heading_is_recognised_in_any_dress(heading):
    assert HEADINGS.columns([heading]) == {"title": (Column(0, heading),)}


def test_a_heading_in_brackets_alone_is_still_a_heading():
    assert fold_heading("(Title)") == "title"


def test_columns_know_their_place_among_those_not_recognised():
    columns = HEADINGS.columns(["src", "title", "", "城市"])

    assert columns == {"title": (Column(1, "title"),), "place": (Column(3, "城市"),)}


def test_of_two_headings_for_one_field_the_better_known_is_taken():
    assert HEADINGS.columns(["城市", "工作地点"]) == {"place": (Column(1, "工作地点"),)}


def test_a_collecting_field_takes_every_column_in_the_order_of_the_file():
    columns = HEADINGS.columns(["任职要求", "title", "岗位职责"])

    assert columns["text"] == (Column(0, "任职要求"), Column(2, "岗位职责"))


@pytest.mark.parametrize("second", ["title", "TITLE", "Title (again)"])
def test_the_same_heading_twice_is_refused_as_nobody_can_know_which_is_meant(second):
    with pytest.raises(ImportFileError, match="“title” stands twice"):
        HEADINGS.columns(["title", second])


def test_a_heading_we_do_not_read_may_stand_twice():
    assert HEADINGS.columns(["note", "note", "title"]) == {"title": (Column(2, "title"),)}


def test_a_heading_chosen_by_hand_leaves_the_recognised_one_alone():
    columns = chosen(Rolle="title").columns(["title", "Rolle"])

    assert columns == {"title": (Column(1, "Rolle"),)}


def test_a_heading_chosen_for_another_field_is_no_longer_what_it_seems():
    columns = chosen(城市="text").columns(["title", "城市"])

    assert columns == {"title": (Column(0, "title"),), "text": (Column(1, "城市"),)}


def test_a_heading_may_be_left_out_by_hand():
    assert chosen(城市=None).columns(["title", "城市"]) == {"title": (Column(0, "title"),)}


def test_a_heading_chosen_by_hand_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(ImportFileError, match="“Rolle”; the headings are: title, 城市"):
        chosen(Rolle="title").columns(["title", "", "城市"])


@pytest.mark.parametrize(
    ("cells", "fields"), [(["title", "城市", "x"], 2), (["x", "y"], 0), ([], 0), (["title"] * 3, 1)]
)
def test_a_row_looks_like_headings_by_the_fields_it_names(cells, fields):
    assert HEADINGS.recognised(cells) == fields
