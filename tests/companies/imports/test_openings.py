"""A company's own table of openings: what is written, what is refused, what is taken back."""

import datetime

import pytest
from django.utils import timezone

from companies.choices.openings import OpeningState
from companies.models import Opening
from parks.models import LogEntry
from tests.companies.imports.files import (
    counts,
    csv_file,
    errors,
    exported,
    imported,
    previewed,
    reverted,
    uploaded,
    xlsx_file,
)
from tests.companies.postings.imports import small_vocabulary
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningQuestionFactory
from tests.factories.matching import ApplicationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ROW = {
    "Job ID": "A-1",
    "Job title": "细胞培养研究员",
    "Description": "岗位职责：负责细胞培养\n任职要求：生物学相关专业，熟练掌握PCR",
    "Degree": "硕士",
    "Salary": "15000-20000元/月",
    "Headcount": "2",
}


@pytest.fixture
def words(park):
    return small_vocabulary()


@pytest.fixture
def hr(recruiter, company):
    company.name_zh = "阿尔法生物"
    company.save()
    return recruiter


def test_a_row_becomes_a_draft_of_the_company_with_all_it_says(company, hr, words):
    job = imported(company, csv_file([ROW]), by=hr)

    opening = Opening.objects.get()
    assert (job.state, counts(job)) == ("committed", (1, 0, 0, 0))
    assert (opening.company, opening.park, opening.state) == (company, company.park, "draft")
    assert (opening.title_zh, opening.external_id, opening.headcount) == (
        "细胞培养研究员",
        "A-1",
        2,
    )
    assert (opening.salary_min, opening.salary_max) == (15000, 20000)
    assert (opening.min_degree, opening.source) == (words["master"], "imported")
    asked = opening.requirements.order_by("position").values_list("skill", "importance")
    assert list(asked) == [(words["pcr"].pk, "must"), (words["culture"].pk, "wanted")]


@pytest.mark.parametrize(
    ("verified", "trusted", "choice", "state"),
    [
        (True, False, "draft", OpeningState.DRAFT),
        (True, False, "submit", OpeningState.SUBMITTED),
        (True, True, "submit", OpeningState.PUBLISHED),
        (True, True, "draft", OpeningState.DRAFT),
        (False, False, "submit", OpeningState.DRAFT),
        (False, True, "submit", OpeningState.DRAFT),
    ],
)
def test_nothing_is_published_past_the_park_office(
    company, hr, words, verified, trusted, choice, state
):
    company.trusted = trusted
    company.save()
    if not verified:
        company.verifications.all().delete()

    imported(company, csv_file([ROW]), by=hr, choice=choice)

    opening = Opening.objects.get()
    assert opening.state == state
    assert (opening.published_at is not None) == (state == OpeningState.PUBLISHED)


def test_a_row_that_names_another_company_is_refused(company, hr, words):
    rows = [ROW | {"Company": name} for name in ("Beta Pharma", "ALPHA biologics", "阿尔法生物")]
    rows = [row | {"Job ID": str(number)} for number, row in enumerate(rows)]

    job = imported(company, csv_file(rows), by=hr)

    assert counts(job) == (2, 0, 0, 1)
    assert errors(job) == [(2, "Company", "names another company than yours")]
    assert set(Opening.objects.values_list("company", flat=True)) == {company.pk}


def test_every_error_of_a_row_is_told(company, hr, words):
    row = ROW | {"Job title": " ", "Degree": "quite high", "Headcount": "-3", "Company": "Beta"}

    job = previewed(company, csv_file([row]), by=hr)

    assert errors(job) == [
        (2, "Job title", "is empty"),
        (2, "Headcount", "is not a whole number from 1 to 10000"),
        (2, "Degree", "names no degree; write for example 本科 or Bachelor"),
        (2, "Company", "names another company than yours"),
    ]


def test_the_example_of_the_template_is_refused(company, hr, words):
    job = previewed(company, csv_file([ROW | {"Job ID": "EXAMPLE-1"}]), by=hr)

    assert errors(job) == [(2, "Job ID", "is the example of the template: delete the row")]


def test_an_opening_whose_last_day_is_over_is_refused(company, hr, words):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)

    job = previewed(company, csv_file([ROW | {"Apply until": yesterday.isoformat()}]), by=hr)

    assert errors(job) == [(2, "Apply until", "is over already")]


def test_the_second_row_of_one_opening_is_refused(company, hr, words):
    job = previewed(company, csv_file([ROW, ROW | {"Headcount": "9"}]), by=hr)

    assert counts(job) == (1, 0, 0, 1)
    line = errors(job)[0]
    assert line[1:] == ("Job ID", "is the same opening as line 2")


def test_the_same_file_again_changes_nothing(company, hr, words):
    imported(company, csv_file([ROW]), by=hr)
    before = exported("csv")

    job = previewed(company, xlsx_file([ROW]), by=hr)

    assert counts(job) == (0, 0, 1, 0)
    assert exported("csv") == before


def test_what_people_have_mended_is_left_alone_by_the_same_file(company, hr, words):
    imported(company, csv_file([ROW]), by=hr)
    Opening.objects.update(title_zh="高级研究员")

    job = previewed(company, csv_file([ROW]), by=hr)

    assert counts(job) == (0, 0, 1, 0)


def test_the_preview_says_what_would_change_and_changes_nothing(company, hr, words):
    imported(company, csv_file([ROW]), by=hr)
    before = exported("csv")

    job = previewed(company, csv_file([ROW | {"Headcount": "5"}]), by=hr)

    shown = job.rows.get(outcome="changed").before
    assert counts(job) == (0, 1, 0, 0)
    assert shown == {"title": "细胞培养研究员", "changes": [["how many people", "2", "5"]]}
    assert exported("csv") == before


def test_an_empty_cell_or_a_missing_column_clears_nothing(company, hr, words):
    imported(company, csv_file([ROW | {"Location": "苏州", "Apply until": "2099-06-30"}]), by=hr)
    opening = Opening.objects.get()
    opening.title_en, opening.min_years = "Scientist", 3
    opening.save()
    kept = {"title_en", "min_years", "salary_min", "place_text", "closes_on", "min_degree_id"}
    before = {name: getattr(opening, name) for name in kept}
    skills = list(opening.requirements.order_by("pk").values_list("skill", "level"))

    blank = {
        "Job ID": "A-1",
        "Job title": "细胞研究员",
        "Salary": "",
        "Degree": " ",
        "Location": "",
    }
    job = imported(company, csv_file([blank]), by=hr)

    opening.refresh_from_db()
    assert counts(job) == (0, 1, 0, 0)
    assert opening.title_zh == "细胞研究员"
    assert {name: getattr(opening, name) for name in kept} == before
    assert list(opening.requirements.order_by("pk").values_list("skill", "level")) == skills
    assert opening.headcount == 2
    assert opening.text_zh.startswith("岗位职责")


def test_a_cell_that_says_none_does_clear(company, hr, words):
    imported(company, csv_file([ROW]), by=hr)

    imported(company, csv_file([ROW | {"Degree": "不限"}]), by=hr)

    assert Opening.objects.get().min_degree is None


def test_skills_mended_by_hand_stay_while_the_text_is_the_same(company, hr, words):
    imported(company, csv_file([ROW]), by=hr)
    opening = Opening.objects.get()
    opening.requirements.filter(skill=words["pcr"]).update(level=4)

    imported(company, csv_file([ROW | {"Headcount": "7"}]), by=hr)

    assert opening.requirements.get(skill=words["pcr"]).level == 4


@pytest.mark.parametrize(
    ("trusted", "change", "state"),
    [
        (False, {"Headcount": "9"}, "published"),
        (False, {"Job title": "细胞工程师"}, "submitted"),
        (True, {"Job title": "细胞工程师"}, "published"),
    ],
)
def test_new_words_of_what_is_published_go_back_to_the_park_office_unless_the_company_is_trusted(
    company, hr, words, trusted, change, state
):
    imported(company, csv_file([ROW]), by=hr)
    Opening.objects.update(state="published", published_at=timezone.now())
    company.trusted = trusted
    company.save()

    job = imported(company, csv_file([ROW | change]), by=hr)

    assert (counts(job), Opening.objects.get().state) == ((0, 1, 0, 0), state)


def test_a_draft_that_changes_is_sent_if_that_was_chosen(company, hr, words):
    imported(company, csv_file([ROW]), by=hr)

    imported(company, csv_file([ROW | {"Headcount": "9"}]), by=hr, choice="submit")

    assert Opening.objects.get().state == "submitted"


@pytest.mark.parametrize(
    ("state", "label"),
    [("closed", "Closed"), ("expired", "Expired"), ("submitted", "Waiting for review")],
)
def test_what_nobody_may_edit_is_not_changed_by_a_file_either(company, hr, words, state, label):
    imported(company, csv_file([ROW]), by=hr)
    Opening.objects.update(state=state)

    job = previewed(company, csv_file([ROW | {"Headcount": "9"}]), by=hr)

    assert errors(job) == [(2, "Job ID", f"It cannot be changed while it is “{label}”.")]


@pytest.mark.parametrize(("choice", "refused"), [("draft", 0), ("submit", 1)])
def test_what_is_sent_for_review_needs_a_description(company, hr, words, choice, refused):
    row = {"Job ID": "A-1", "Job title": "Analyst"}

    job = previewed(company, csv_file([row]), by=hr, choice=choice)

    assert job.refused == refused


def test_words_that_no_posting_may_say_are_refused_with_their_rule(company, hr, words):
    row = ROW | {"Description": "负责细胞培养。限男性，入职前交押金500元。"}

    job = previewed(company, csv_file([row]), by=hr)

    reasons = [reason for _line, column, reason in errors(job) if column == "Description"]
    assert len(reasons) == len(errors(job)) == 2
    assert any(reason.startswith("“限男性” must not stand in a posting: ") for reason in reasons)


def test_two_companies_of_a_park_may_use_the_same_numbers(company, hr, words):
    other = CompanyFactory(park=company.park, verified=True)
    theirs = OpeningFactory(company=other, external_id="A-1", title_en="Theirs")

    imported(company, csv_file([ROW]), by=hr)
    again = previewed(company, csv_file([ROW | {"Headcount": "3"}]), by=hr)

    theirs.refresh_from_db()
    assert theirs.title_en == "Theirs"
    assert Opening.objects.filter(company=company).count() == 1
    assert counts(again) == (0, 1, 0, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_headings_are_read_in_every_encoding(company, hr, words, encoding):
    row = {"岗位名称": "细胞培养研究员", "岗位描述": "熟练掌握PCR", "学历要求": "硕士"}

    job = previewed(company, csv_file([row], encoding), by=hr)

    assert job.mapping["columns"] == {
        "岗位名称": "title",
        "岗位描述": "description",
        "学历要求": "degree",
    }
    assert counts(job) == (1, 0, 0, 0)


def test_columns_chosen_once_are_remembered_for_the_next_file(company, hr, words):
    row = {"What": "QC Analyst", "Nr": "1"}
    previewed(company, csv_file([row]), by=hr, What="title", Nr="id")

    same = uploaded(company, csv_file([{"NR": "2", "what": "QA"}]), by=hr)
    other = uploaded(company, csv_file([{"What": "QA", "Nr": "2", "Pay": "1"}]), by=hr)

    assert same.mapping["columns"] == {"NR": "id", "what": "title"}
    assert (same.mapping["is_remembered"], other.mapping["is_remembered"]) == (True, False)


def test_another_company_does_not_see_how_columns_were_chosen(company, hr, words):
    row = {"What": "QC Analyst", "Nr": "1"}
    previewed(company, csv_file([row]), by=hr, What="title", Nr="id")

    other = uploaded(CompanyFactory(park=company.park), csv_file([row]), by=hr)

    assert other.mapping["columns"] == {"What": "", "Nr": ""}


# --- taking it back ---


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("file", [csv_file, xlsx_file])
def test_revert_restores_the_state_before_byte_for_byte(company, hr, words, kind, file):
    rows = [ROW | {"Job ID": f"A-{number}"} for number in range(6)]
    imported(company, file(rows[:3]), by=hr)
    OpeningFactory(company=company, published=True)
    before = exported(kind)

    changed = [row | {"Headcount": "8", "Description": "会PCR", "Degree": "不限"} for row in rows]
    job = imported(company, file(changed), by=hr)
    between = exported(kind)
    reverted(job, by=hr)

    assert counts(job) == (3, 3, 0, 0)
    assert between != before
    assert exported(kind) == before
    assert job.reverted_at is not None


def test_after_a_revert_the_same_file_changes_the_rows_again(company, hr, words):
    imported(company, csv_file([ROW]), by=hr)
    changed = csv_file([ROW | {"Headcount": "8"}])
    reverted(imported(company, changed, by=hr), by=hr)

    job = previewed(company, changed, by=hr)

    assert counts(job) == (0, 1, 0, 0)


def apply_for(opening):
    Opening.objects.filter(pk=opening.pk).update(state="published", published_at=timezone.now())
    ApplicationFactory(opening=opening)


def edit(opening):
    Opening.objects.filter(pk=opening.pk).update(title_en="Better words")


def mend_a_skill(opening):
    opening.requirements.update(level=4)


def ask_something(opening):
    OpeningQuestionFactory(opening=opening)


@pytest.mark.parametrize("deed", [apply_for, edit, mend_a_skill, ask_something])
def test_rows_people_worked_with_stand_in_the_way_of_a_revert(company, hr, words, deed):
    rows = [ROW, ROW | {"Job ID": "A-2"}]
    job = imported(company, csv_file(rows), by=hr)
    deed(Opening.objects.get(external_id="A-2"))
    before = exported("csv")

    reverted(job, by=hr)

    assert (job.state, job.reverted_at, job.beat_at) == ("committed", None, None)
    assert "people have worked with rows of this import since (1)" in job.error
    assert exported("csv") == before
    second = job.rows.get(row_id=Opening.objects.get(external_id="A-2").pk)
    assert len(second.reasons) == 1
    assert job.rows.exclude(pk=second.pk).get().reasons == []


def test_those_rows_can_be_kept_and_the_others_reverted(company, hr, words):
    job = imported(company, csv_file([ROW, ROW | {"Job ID": "A-2"}]), by=hr)
    apply_for(Opening.objects.get(external_id="A-2"))
    reverted(job, by=hr)

    reverted(job, by=hr, keep=True)

    assert (job.state, job.error) == ("reverted", "")
    assert list(Opening.objects.values_list("external_id", flat=True)) == ["A-2"]


def test_who_applied_before_a_change_does_not_stand_in_the_way(company, hr, words):
    imported(company, csv_file([ROW]), by=hr)
    opening = Opening.objects.get()
    apply_for(opening)
    company.trusted = True
    company.save()
    job = imported(company, csv_file([ROW | {"Headcount": "9"}]), by=hr)

    reverted(job, by=hr)

    opening.refresh_from_db()
    assert (job.state, opening.headcount) == ("reverted", 2)


def test_a_row_that_was_deleted_since_is_no_trouble(company, hr, words):
    job = imported(company, csv_file([ROW]), by=hr)
    Opening.objects.all().delete()

    reverted(job, by=hr)

    assert job.state == "reverted"


def test_the_trail_tells_of_each_step(company, hr, words):
    job = reverted(imported(company, csv_file([ROW]), by=hr), by=hr)

    verbs = LogEntry.objects.filter(noun="parks.importjob", row_id=job.pk).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "uploaded",
        "columns chosen",
        "import asked for",
        "imported",
        "revert asked for",
        "reverted",
    ]
    assert set(verbs.values_list("actor", "organisation")) == {(hr.pk, company.pk)}
