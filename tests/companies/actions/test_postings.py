import datetime
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import timezone, translation

from companies.actions.postings import import_postings
from companies.choices.openings import OpeningSource, OpeningState
from companies.models import Company, Opening, OpeningSkill
from parks.imports.errors import ImportFileError
from parks.imports.lines import Line
from parks.imports.reports import RefusedRow
from parks.imports.tables import Table
from parks.models import LogEntry, Occupation
from tests.companies.postings.imports import (
    NOW,
    ROW,
    counts,
    everything,
    imported,
    small_vocabulary,
)
from tests.companies.postings.tables import table_with
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.parks import ParkFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def park():
    return ParkFactory(slug="biobay")


@pytest.fixture
def words():
    return small_vocabulary()


def test_a_row_becomes_a_published_opening_with_all_it_says(park, words):
    report = imported(park, ROW)

    opening = Opening.objects.get()
    assert counts(report) == (1, 0, 0, 0)
    assert (opening.title_zh, opening.external_id) == ("细胞培养研究员", "p-1")
    assert (opening.state, opening.source) == (OpeningState.PUBLISHED, OpeningSource.IMPORTED)
    assert opening.published_at.isoformat() == "2026-05-09T04:00:00+00:00"
    assert (opening.min_degree, opening.region) == (words["master"], words["suzhou"])
    assert (opening.salary_min, opening.salary_max) == (15000, 25000)
    assert list(opening.disciplines.all()) == [words["biology"]]
    asked = opening.requirements.order_by("position").values_list("skill", "importance", "level")
    assert list(asked) == [(words["pcr"].pk, "must", 3), (words["culture"].pk, "wanted", 1)]


@pytest.fixture
def occupations():
    labels = {
        "cell": ("细胞培养研究员", "Cell culture researcher"),
        "sale": ("医药代表", "Med rep"),
    }
    return {
        name: Occupation.objects.create(code=f"2-02-{row}", label_zh=zh, label_en=en)
        for row, (name, (zh, en)) in enumerate(labels.items())
    }


def test_a_title_that_names_an_occupation_surely_sets_it(park, words, occupations):
    imported(park, ROW)

    assert Opening.objects.get().occupation == occupations["cell"]


def test_a_title_that_names_none_surely_sets_none(park, words, occupations):
    imported(park, ROW | {"title": "2026 校园大使"})

    assert Opening.objects.get().occupation is None


def test_an_occupation_that_somebody_chose_stays(park, words, occupations):
    imported(park, ROW)
    Opening.objects.update(occupation=occupations["sale"])

    imported(park, ROW | {"title": "高级细胞培养研究员"})

    assert Opening.objects.get().occupation == occupations["sale"]


def test_the_company_of_a_row_is_found_or_else_created_once(park):
    alpha = CompanyFactory(park=park, name_en="Alpha Biologics")

    imported(
        park,
        {"id": "1", "title": "QA", "company": "ALPHA  biologics"},
        {"id": "2", "title": "QC", "company": "Beta"},
        {"id": "3", "title": "RA", "company": "beta"},
    )

    companies = dict(Opening.objects.values_list("external_id", "company__name_en"))
    assert companies == {"1": "Alpha Biologics", "2": "Beta", "3": "Beta"}
    assert Opening.objects.get(external_id="1").company == alpha
    assert Company.objects.count() == 2


def test_rows_without_a_company_belong_to_the_employers_not_named(park):
    imported(park, {"id": "1", "title": "QA", "company": ""}, {"id": "2", "title": "QC"})

    assert set(Opening.objects.values_list("company__name_en", flat=True)) == {"Employer not named"}


def test_rows_without_a_company_can_be_given_one(park):
    imported(park, {"id": "1", "title": "QA"}, company="Gamma")

    assert Opening.objects.get().company.name_en == "Gamma"


def test_the_same_file_a_second_time_changes_nothing_at_all(park, words):
    rows = [ROW, ROW | {"id": "p-2", "posted": ""}, ROW | {"id": "", "title": "QA"}]
    imported(park, *rows)
    before = everything()

    report = imported(park, *rows, at=NOW + datetime.timedelta(days=1))

    assert counts(report) == (0, 0, 3, 0)
    assert everything() == before


def test_what_people_mended_stays_when_the_file_is_imported_again(park, words):
    imported(park, ROW)
    Opening.objects.update(title_en="Cell culture scientist", text_zh="更正")
    OpeningSkill.objects.all().delete()
    before = everything()

    report = imported(park, ROW)

    assert counts(report) == (0, 0, 1, 0)
    assert everything() == before


def test_a_changed_row_changes_its_opening_and_no_other(park, words):
    other = ROW | {"id": "p-2"}
    imported(park, ROW, other)
    first, second = Opening.objects.order_by("external_id")

    report = imported(
        park,
        ROW | {"title": "分析员", "description": "熟悉细胞培养", "degree": "不限", "salary": ""},
        other,
    )

    changed = Opening.objects.get(uuid=first.uuid)
    assert counts(report) == (0, 1, 1, 0)
    assert (changed.pk, changed.created_at) == (first.pk, first.created_at)
    assert (changed.title_zh, changed.min_degree, changed.salary_min) == ("分析员", None, None)
    assert not changed.disciplines.exists()
    assert list(changed.requirements.values_list("skill", "level")) == [(words["culture"].pk, 2)]
    assert Opening.objects.get(external_id="p-2").updated_at == second.updated_at


def test_a_changed_row_of_a_paused_opening_does_not_put_it_on_line(park):
    imported(park, ROW)
    Opening.objects.update(state=OpeningState.PAUSED)

    imported(park, ROW | {"title": "分析员"})

    opening = Opening.objects.get()
    assert (opening.title_zh, opening.state) == ("分析员", OpeningState.PAUSED)


def test_an_opening_that_is_over_is_kept_and_not_shown(park):
    imported(park, ROW | {"closes": "2026-11-21"})

    assert Opening.objects.get().state == OpeningState.EXPIRED
    assert not Opening.objects.published().exists()


def test_a_dry_run_writes_nothing_and_counts_the_same_as_the_real_run(park, words):
    imported(park, ROW, ROW | {"id": "p-2"})
    rows = [
        ROW,
        ROW | {"id": "p-2", "title": "分析员"},
        ROW | {"id": "p-3", "company": "谱元"},
        ROW | {"id": "p-4", "posted": "soon"},
    ]
    before = everything()

    dry = imported(park, *rows, dry_run=True)
    after = everything()
    real = imported(park, *rows)

    assert after == before
    assert counts(dry) == (1, 1, 1, 1)
    assert dry.as_json() | {"dry_run": False} == real.as_json()


def test_rows_that_cannot_be_read_are_told_one_by_one_and_the_rest_goes_in(park):
    report = imported(
        park,
        ROW,
        ROW | {"id": "p-2", "title": ""},
        ROW | {"id": "p-3", "posted": "soon"},
        ROW | {"id": "p-4"},
    )

    assert report.refused == [
        RefusedRow(4, "title", "is empty"),
        RefusedRow(6, "posted", "is not a date; write it as 2026-05-09"),
    ]
    assert set(Opening.objects.values_list("external_id", flat=True)) == {"p-1", "p-4"}


def test_an_id_that_stands_twice_in_a_file_is_refused_with_the_line_of_the_first(park):
    report = imported(park, ROW, ROW | {"title": "分析员"})

    assert report.refused == [RefusedRow(4, "id", "is the same posting as line 2")]
    assert Opening.objects.get().title_zh == "细胞培养研究员"


def test_a_posting_without_an_id_that_stands_twice_is_refused(park):
    row = {"title": "QA", "company": "Alpha"}

    report = imported(park, row, row)

    assert report.refused == [RefusedRow(3, "", "is the same posting as line 2")]


def test_the_id_of_another_companys_opening_is_refused_and_nothing_is_overwritten(park):
    imported(park, ROW)
    before = everything()

    report = imported(park, ROW | {"company": "另一家公司", "title": "销售"})

    assert report.refused == [RefusedRow(2, "id", "is the id of another company’s opening")]
    assert everything() == before


def test_an_employer_that_is_named_later_takes_over_its_opening(park):
    imported(park, ROW | {"company": ""})

    report = imported(park, ROW)

    assert counts(report) == (0, 1, 0, 0)
    assert Opening.objects.get().company.name_zh == "北京合生基因科技有限公司"


def test_two_parks_may_use_the_same_ids(park):
    elsewhere = ParkFactory(slug="zhangjiang")

    imported(park, ROW)
    report = imported(elsewhere, ROW | {"title": "分析员"})

    assert counts(report) == (1, 0, 0, 0)
    assert Opening.objects.get(park=park).title_zh == "细胞培养研究员"


def test_openings_entered_by_hand_are_left_alone(park):
    opening = OpeningFactory(company=CompanyFactory(park=park), title_en="QA")

    imported(park, ROW)

    opening.refresh_from_db()
    assert (opening.title_en, opening.source) == ("QA", OpeningSource.ENTERED)


def broken_after(table: Table, number: int) -> Table:
    """The same table, from a file that turns out to be broken after so many rows."""

    def lines() -> Iterator[Line]:
        for count, line in enumerate(table.lines):
            if count == number:
                raise ImportFileError("The file is broken.")
            yield line

    return replace(table, lines=lines())


def test_a_file_that_breaks_off_leaves_nothing_behind(park):
    table = table_with(*(ROW | {"id": f"p-{number}"} for number in range(1200)))

    with pytest.raises(ImportFileError):
        import_postings(broken_after(table, 1100), park=park, by=None, at=NOW)

    assert (Opening.objects.count(), Company.objects.count()) == (0, 0)


def test_a_table_without_titles_is_refused_before_anything_is_written(park):
    with pytest.raises(ImportFileError, match="recognised as the title"):
        imported(park, {"Rolle": "QA", "company": "Alpha"})

    assert not Company.objects.exists()


def test_headings_without_rows_import_nothing(park):
    table = replace(table_with(ROW), lines=iter(()))

    report = import_postings(table, park=park, by=None, at=NOW)

    assert counts(report) == (0, 0, 0, 0)


def test_the_trail_tells_who_imported_which_file(park):
    officer = UserFactory()

    imported(park, ROW, ROW | {"id": "p-2"}, by=officer)

    entry = LogEntry.objects.about(park).get()
    assert (entry.verb, entry.actor, entry.park) == ("postings imported", officer, park)
    assert entry.details == {"file": "postings.csv", "created": 2, "changed": 0}
    assert LogEntry.objects.filter(noun="companies.opening", actor=officer).count() == 2


def test_an_import_that_changed_nothing_leaves_no_trail(park):
    imported(park, ROW)
    before = LogEntry.objects.count()

    imported(park, ROW)

    assert LogEntry.objects.count() == before


def test_progress_tells_every_line_refused_or_not(park):
    reached = []

    imported(park, ROW, ROW | {"id": "p-2", "title": ""}, progress=reached.append)

    assert reached == [2, 4]


def test_an_opening_published_long_ago_is_not_newer_than_it_is(park):
    imported(park, ROW | {"posted": "2018-08"})

    assert Opening.objects.get().published_at < timezone.now() - datetime.timedelta(days=365)
