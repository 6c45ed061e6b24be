"""A university's own table of students: what is written, refused, marked, taken back."""

import datetime

import pytest
from django.utils import timezone

from parks.actions.imports import choose_columns
from parks.imports.errors import ImportFileError
from parks.models import LogEntry, User
from parks.queries.imports import sample_rows
from talent.actions.roster_claims import claim_entry, leave_rosters
from talent.models import Education, RosterEntry
from tests.companies.imports.files import counts, csv_file, xlsx_file
from tests.factories.parks import VerificationFactory
from tests.factories.talent import ProfileFactory, RosterEntryFactory, UniversityFactory
from tests.parks.imports.jobs import commit, revert
from tests.talent.imports.rosters import (
    ROW,
    everything,
    imported,
    preview,
    refusals,
    small_tables,
    student,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def programme(university):
    return small_tables(university)


@pytest.fixture
def owner(university, programme):
    return university.organisation_ptr


def claimed(entry: RosterEntry) -> RosterEntry:
    """Let somebody with a profile claim a student."""
    VerificationFactory(organisation=entry.university)
    profile = ProfileFactory()
    return claim_entry(entry, by=profile.user, shares_progress=True, now=timezone.now())


# --- what is written ---


@pytest.mark.parametrize(
    "data",
    [
        csv_file([ROW]),
        csv_file([ROW], "utf-8-sig"),
        csv_file([ROW], "gb18030"),
        xlsx_file([ROW | {"毕业时间": datetime.datetime(2026, 6, 30), "入学年份": 2022}]),  # noqa: DTZ001
    ],
    ids=["utf-8", "utf-8-sig", "gb18030", "xlsx"],
)
def test_a_row_becomes_a_student_with_all_it_says_in_every_encoding_without_a_park(
    owner, programme, career_officer, data
):
    job = commit(preview(owner, data, by=career_officer), by=career_officer)

    entry = RosterEntry.objects.select_related("home_region", "imported_by").get()
    assert (owner.park, job.park, job.state, counts(job)) == (None, None, "committed", (1, 0, 0, 0))
    assert (entry.student_number, entry.full_name) == ("2022010101", "李悦")
    assert (entry.email, entry.sex) == ("li.yue@stu.example.edu.cn", "female")
    assert (entry.home_region.code, entry.cohort) == ("320100", 2022)
    assert (entry.programme, entry.programme_text) == (programme, "生物工程")
    assert (entry.degree.code, entry.graduates_on) == ("bachelor", datetime.date(2026, 6, 30))
    assert (entry.university_id, entry.imported_by) == (owner.pk, job)
    assert (entry.user, entry.code_digest, entry.left_at) == (None, "", None)


def test_the_same_file_again_changes_nothing_and_a_later_one_what_it_says(owner, career_officer):
    rows = [student(1), student(2), student(3)]
    imported(owner.university, rows, by=career_officer)
    RosterEntry.objects.filter(student_number="2022000003").update(full_name="Mended")

    again = preview(owner, csv_file(rows[:2]), by=career_officer)
    blank = {"学号": "2022000003", "姓名": " ", "邮箱": "", "性别": "", "专业名称": ""}
    job = imported(
        owner.university,
        [student(1, 毕业时间="2027-06-30"), student(2), blank, student(4)],
        by=career_officer,
    )

    assert counts(again) == (0, 0, 2, 0)
    assert counts(job) == (1, 1, 2, 0)
    third = RosterEntry.objects.get(student_number="2022000003")
    assert (third.full_name, third.email, third.sex) == ("Mended", "s3@stu.example.cn", "female")
    assert third.programme_text == "生物工程"
    days = RosterEntry.objects.order_by("student_number").values_list("graduates_on", flat=True)
    assert [day.year for day in days] == [2027, 2026, 2026, 2026]
    verbs = LogEntry.objects.filter(noun="talent.rosterentry").order_by("pk")
    assert list(verbs.values_list("verb", "actor", "organisation").distinct().order_by("verb")) == [
        ("changed by an import", career_officer.pk, owner.pk),
        ("imported", career_officer.pk, owner.pk),
    ]


def test_the_preview_says_what_would_change_in_words(owner, career_officer):
    imported(owner.university, [ROW], by=career_officer)

    job = preview(owner, csv_file([ROW | {"姓名": "李月", "毕业时间": "2027"}]), by=career_officer)

    assert job.rows.get().before == {
        "title": "2022010101 李月",
        "changes": [
            ["Name", "李悦", "李月"],
            ["Graduation date", "30 June 2026", "30 June 2027"],
        ],
    }


def test_a_programme_is_found_by_name_and_degree_and_else_kept_as_written(owner, career_officer):
    rows = [
        student(1),
        student(2, 专业名称="生物技术"),
        student(3, 专业名称="生物工程", 学历层次="硕士"),
        student(4, 专业名称="法学"),
        student(5, 专业名称="Bioengineering", 学历层次=""),
        student(6, 专业名称="法学", 专业代码="071002"),
    ]

    job = imported(owner.university, rows, by=career_officer)

    assert counts(job) == (6, 0, 0, 0)
    found = RosterEntry.objects.order_by("student_number")
    assert list(found.values_list("programme__name_en", "discipline__code", "degree__code")) == [
        ("Bioengineering", None, "bachelor"),
        (None, "ug:071002", "bachelor"),
        (None, "gr:083001", "master"),
        (None, None, "bachelor"),
        ("Bioengineering", None, "bachelor"),
        (None, "ug:071002", "bachelor"),
    ]


def test_what_was_chosen_by_hand_for_the_same_words_stays(owner, programme, career_officer):
    row = student(1, 专业名称="生物工程（卓越班）")
    imported(owner.university, [row], by=career_officer)
    RosterEntry.objects.update(programme=programme)

    same = preview(owner, csv_file([row]), by=career_officer)
    other = preview(owner, csv_file([student(1, 专业名称="法学")]), by=career_officer)

    assert (counts(same), counts(other)) == ((0, 0, 1, 0), (0, 1, 0, 0))


def test_another_university_uses_the_same_numbers(owner, career_officer):
    theirs = RosterEntryFactory(university=UniversityFactory(), student_number="2022010101")

    imported(owner.university, [ROW], by=career_officer)

    theirs.refresh_from_db()
    assert theirs.full_name != "李悦"
    assert RosterEntry.objects.count() == 2


# --- what is refused ---


def test_every_line_that_cannot_be_read_is_refused_with_column_and_reason(owner, career_officer):
    rows = [
        student(1),
        student(2, 学号=""),
        student(3, 学号="2.0221E+11"),
        student(4, 邮箱="nobody"),
        student(5, 性别="?"),
        student(6, 生源地="Atlantis"),
        student(7, 学历层次="很高"),
        student(8, 专业代码="999999"),
        student(9, 入学年份="soon", 毕业时间="03/04/2026"),
        student(10, 入学年份="2027"),
        student(11, 学号="2022000001"),
        student(12, 邮箱="s1@stu.example.cn"),
        student(13, 姓名="", 学历层次="", 毕业时间="", 专业名称=""),
        student(14, 学号="EXAMPLE-1"),
    ]

    job = preview(owner, csv_file(rows), by=career_officer)

    assert counts(job) == (1, 0, 0, 13)
    assert refusals(job) == [
        (3, "学号", "is empty"),
        (4, "学号", "was rounded by a spreadsheet program: make the column text"),
        (5, "邮箱", "is not an e-mail address"),
        (6, "性别", "is neither 男 nor 女"),
        (7, "生源地", "names no place we know; write for example 江苏省南京市"),
        (8, "学历层次", "names no degree; write for example 本科 or Bachelor"),
        (9, "专业代码", "is not in the Ministry’s catalogue here; leave it empty"),
        (10, "入学年份", "is not a date; write it as 2026-05-09"),
        (10, "毕业时间", "may be either of two days; write it as 2026-05-09"),
        (11, "入学年份", "is after the year of graduation"),
        (12, "学号", "stands in line 2 already"),
        (13, "邮箱", "stands in line 2 already"),
        (14, "姓名", "is needed: this student is new"),
        (14, "学历层次", "is needed: this student is new"),
        (14, "毕业时间", "is needed: this student is new"),
        (15, "学号", "is the example of the template: delete the row"),
    ]


def test_a_file_without_numbers_has_to_say_which_column_holds_them(owner, career_officer):
    job = upload(owner, csv_file([{"Nr": "1", "姓名": "李悦"}]), by=career_officer)

    assert job.mapping["columns"] == {"Nr": "", "姓名": "full_name"}
    with pytest.raises(ImportFileError, match="Say which column holds: Student number"):
        choose_columns(job, columns=job.mapping["columns"], choice="keep", by=career_officer)


# --- who is missing ---


def test_who_is_missing_stays_or_is_marked_by_choice_among_the_years_of_the_file(
    owner, career_officer
):
    others = [student(8, 毕业时间="2025-06-30"), student(9, 学历层次="硕士")]
    imported(owner.university, [student(1), student(2), *others], by=career_officer)
    file = csv_file([student(1), student(3)])

    kept = preview(owner, file, by=career_officer)
    marked = preview(owner, file, by=career_officer, choice="mark")
    before = everything()
    shown = marked.rows.get(outcome="changed")
    assert (counts(kept), counts(marked)) == ((1, 0, 1, 0), (1, 1, 1, 0))
    assert (kept.mapping["absent"], marked.mapping["absent"]) == (0, 1)
    assert list(sample_rows(marked)) == [marked.rows.get(outcome="created"), shown]
    assert (shown.is_in_file, shown.before["title"]) == (False, "2022000002 学生2")
    assert shown.before["changes"] == [["On the roster", "yes", "no longer"]]

    commit(marked, by=career_officer)
    gone = RosterEntry.objects.exclude(left_at=None)
    assert list(gone.values_list("student_number", flat=True)) == ["2022000002"]
    revert(marked, by=career_officer)
    assert everything() == before
    commit(preview(owner, file, by=career_officer, choice="mark"), by=career_officer)
    back = imported(owner.university, [student(2)], by=career_officer)
    assert counts(back) == (0, 1, 0, 0)
    assert not RosterEntry.objects.exclude(left_at=None).exists()


def test_nobody_is_marked_for_a_line_that_is_refused(owner, career_officer):
    imported(owner.university, [student(1), student(2), student(3)], by=career_officer)

    known = preview(
        owner, csv_file([student(1), student(2, 性别="?")]), by=career_officer, choice="mark"
    )
    unknown = preview(
        owner, csv_file([student(1), student(2, 学号="")]), by=career_officer, choice="mark"
    )

    assert [row.before["title"] for row in known.rows.filter(outcome="changed")] == [
        "2022000003 学生3"
    ]
    assert counts(unknown) == (0, 0, 1, 1)


# --- claims ---


def test_who_has_claimed_keeps_the_claim_and_the_facts_follow_there_and_back(owner, career_officer):
    imported(owner.university, [ROW], by=career_officer)
    entry = claimed(RosterEntry.objects.get())
    before = everything()

    job = imported(
        owner.university, [ROW | {"毕业时间": "2027年6月", "学历层次": "硕士"}], by=career_officer
    )
    entry.refresh_from_db()
    profile = entry.user.profile
    assert (entry.user_id is not None, entry.shares_progress) == (True, True)
    assert (profile.graduates_on, profile.degree.code) == (datetime.date(2027, 6, 30), "master")
    study = Education.objects.get()
    assert (study.ended_on, study.degree.code) == (datetime.date(2027, 6, 30), "master")

    revert(job, by=career_officer)
    assert job.reverted_at is not None
    assert everything() == before


def test_who_has_claimed_since_stands_in_the_way_of_a_revert_and_can_be_kept(owner, career_officer):
    job = imported(owner.university, [student(1), student(2)], by=career_officer)
    claimed(RosterEntry.objects.get(student_number="2022000002"))

    refused = revert(job, by=career_officer)
    assert (refused.state, RosterEntry.objects.count()) == ("committed", 2)
    kept = revert(job, by=career_officer, keep=True)

    assert kept.state == "reverted"
    assert list(RosterEntry.objects.values_list("student_number", flat=True)) == ["2022000002"]


def test_revert_restores_the_state_before_exactly(owner, career_officer):
    imported(owner.university, [student(number) for number in range(3)], by=career_officer)
    RosterEntryFactory(university=owner.university)
    before = everything()

    changed = [
        student(number, 姓名="N", 性别="男", 专业名称="法学", 毕业时间="2028")
        for number in range(6)
    ]
    job = imported(owner.university, changed, by=career_officer)
    between = everything()
    revert(job, by=career_officer)

    assert counts(job) == (3, 3, 0, 0)
    assert between != before
    assert everything() == before


def test_whoever_leaves_is_in_no_line_of_an_import_and_no_revert_brings_the_claim_back(
    owner, career_officer
):
    imported(owner.university, [ROW], by=career_officer)
    entry = claimed(RosterEntry.objects.get())
    job = imported(owner.university, [ROW | {"姓名": "李月"}], by=career_officer)
    refused = preview(owner, csv_file([ROW | {"性别": "?"}]), by=career_officer)
    user = User.objects.get(pk=entry.user_id)

    leave_rosters(user)

    line = job.rows.get().before["talent_rosterentry"]
    assert [(one["user_id"], one["claimed_at"], one["shares_progress"]) for one in line] == [
        (None, None, False)
    ]
    assert refused.rows.get().cells == []
    revert(job, by=career_officer, keep=True)
    assert not RosterEntry.objects.exclude(user=None).exists()
