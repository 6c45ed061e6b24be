"""What a row says of an opening that is there; what it does not mention stays."""

import pytest

from companies.choices.openings import OpeningState
from companies.imports.differences import Names, changes_of
from companies.imports.merging import demands_of, merge
from companies.imports.states import may_be_shown, state_after, state_of
from companies.imports.uses import uses_of
from companies.models import Company, Opening
from companies.postings.fields import posting_headings
from companies.postings.reading import PostingReader, Reading
from companies.postings.vocabulary import load_vocabulary
from parks.imports.tables import table_of
from tests.companies.postings.imports import small_vocabulary
from tests.companies.postings.tables import csv_of
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.matching import (
    ApplicationFactory,
    DismissalFactory,
    OpeningMatchesFactory,
    SavedOpeningFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

TEXT = "岗位职责：负责细胞培养"


@pytest.fixture
def words():
    return small_vocabulary()


@pytest.fixture
def opening(words) -> Opening:
    """An opening with everything, as people have put it together."""
    opening = OpeningFactory(
        title_en="Scientist",
        title_zh="研究员",
        text_zh=TEXT,
        kind="internship",
        place_text="苏州",
        region=words["suzhou"],
        headcount=3,
        salary_min=8000,
        salary_max=9000,
        min_years=2,
        min_degree=words["master"],
        closes_on="2099-01-31",
    )
    opening.disciplines.add(words["biology"])
    OpeningSkillFactory(opening=opening, skill=words["pcr"], level=4)
    return Opening.objects.with_requirements().get(pk=opening.pk)


def reading(opening: Opening, **cells: str) -> Reading:
    table = table_of(csv_of([{"title": "研究员"} | cells]), posting_headings(), name="a.csv")
    vocabulary = load_vocabulary(opening.park)
    reader = PostingReader(table.columns, len(table.headings), vocabulary, "Alpha")
    return reader.read_all(next(table.lines))


def test_a_row_that_only_names_the_title_changes_nothing(opening):
    merged = merge(opening, reading(opening))

    assert (merged.columns, merged.demands) == ({}, demands_of(opening))


def test_blank_cells_change_nothing(opening):
    blank = dict.fromkeys(("location", "salary", "degree", "kind", "headcount", "closes"), " ")

    merged = merge(opening, reading(opening, **blank, description="", skills=""))

    assert (merged.columns, merged.demands) == ({}, demands_of(opening))


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"title": "高级研究员"}, {"title_zh": "高级研究员"}),
        ({"title": "Senior scientist"}, {"title_en": "Senior scientist"}),
        ({"headcount": "1"}, {"headcount": 1}),
        ({"kind": "全职"}, {"kind": "job"}),
        ({"degree": "不限"}, {"min_degree_id": None}),
        ({"salary": "面议"}, {"salary_min": None, "salary_max": None}),
        ({"location": "火星"}, {"place_text": "火星", "region_id": None}),
    ],
)
def test_a_cell_changes_its_own_columns_and_no_others(opening, cells, columns):
    assert merge(opening, reading(opening, **cells)).columns == columns


def test_a_new_text_is_read_anew_for_what_it_asks(opening, words):
    merged = merge(opening, reading(opening, description="任职要求：熟悉细胞培养，本科"))

    assert [asked.skill_id for asked in merged.demands.skills] == [words["culture"].pk]
    assert merged.demands.discipline_ids == {words["biology"].pk}
    assert set(merged.columns) == {"text_zh"}


def test_the_same_text_leaves_what_people_have_mended(opening):
    merged = merge(opening, reading(opening, description=TEXT, headcount="5"))

    assert (merged.columns, merged.demands) == ({"headcount": 5}, demands_of(opening))


def test_skills_in_a_column_of_their_own_replace_those_there(opening, words):
    merged = merge(opening, reading(opening, skills="细胞培养"))

    assert [asked.skill_id for asked in merged.demands.skills] == [words["culture"].pk]


def test_changes_are_told_in_words_and_long_texts_from_where_they_differ(opening):
    long = "培" * 500
    opening.text_zh = f"{long}一"
    merged = merge(opening, reading(opening, description=f"{long}二", degree="不限"))

    changes = {change.field: change for change in changes_of(opening, merged, Names())}

    assert set(changes) == {"text (Chinese)", "least degree", "skills"}
    assert (changes["least degree"].before, changes["least degree"].after) == (
        str(opening.min_degree),
        "",
    )
    assert changes["text (Chinese)"].before == f"…{'培' * 40}一"
    assert changes["text (Chinese)"].after == f"…{'培' * 40}二"


# --- states ---


@pytest.mark.parametrize(
    ("state", "columns", "wanted", "reviewed", "after"),
    [
        ("draft", {"headcount"}, "draft", True, "draft"),
        ("draft", {"headcount"}, "submitted", True, "submitted"),
        ("returned", {"title_zh"}, "submitted", True, "submitted"),
        ("returned", {"title_zh"}, "draft", True, "returned"),
        ("published", {"headcount"}, "submitted", True, "published"),
        ("published", {"salary_min"}, "draft", True, "submitted"),
        ("paused", {"text_en"}, "draft", True, "submitted"),
        ("paused", {"text_en"}, "published", False, "paused"),
        ("published", {"text_en"}, "published", False, "published"),
        ("closed", {"text_en"}, "submitted", True, "closed"),
    ],
)
def test_what_the_office_looks_at_goes_back_to_it(state, columns, wanted, reviewed, after):
    opening = Opening(state=state)

    found = state_after(opening, columns, wanted=OpeningState(wanted), reviewed=reviewed)

    assert found == after


@pytest.mark.parametrize("trusted", [False, True])
def test_a_company_that_is_not_verified_has_drafts_alone(trusted):
    CompanyFactory(slug="new", trusted=trusted)
    company = Company.objects.with_verified().get(slug="new")

    assert state_of("submit", company) == "draft"


@pytest.mark.parametrize(
    ("state", "text", "shown"),
    [("draft", "", True), ("submitted", " ", False), ("submitted", "x", True)],
)
def test_only_a_draft_may_be_without_a_text(state, text, shown):
    assert may_be_shown(Opening(state=state, text_en=text)) is shown


# --- uses ---


def test_an_opening_that_only_machines_have_touched_is_not_in_use(opening):
    OpeningMatchesFactory(opening=opening)

    assert uses_of([opening.pk], since=None) == {}


@pytest.mark.parametrize("factory", [SavedOpeningFactory, DismissalFactory])
def test_an_opening_that_somebody_has_put_aside_is_in_use(opening, factory):
    factory(opening=opening)

    assert uses_of([opening.pk], since=None) == {opening.pk: "people work with it already"}


def test_an_application_is_told_before_anything_else(opening):
    SavedOpeningFactory(opening=opening)
    application = ApplicationFactory(opening=opening)

    assert uses_of([opening.pk], since=None) == {opening.pk: "somebody applied for it"}
    assert uses_of([opening.pk], since=application.created_at) != {}


def test_what_was_there_before_counts_only_for_rows_that_are_new(opening):
    application = ApplicationFactory(opening=opening)
    SavedOpeningFactory(opening=opening)
    later = application.created_at.replace(year=application.created_at.year + 1)

    assert uses_of([opening.pk], since=later) == {}
    assert uses_of([], since=None) == {}
