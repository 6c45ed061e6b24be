"""The sheet of a ceremony: one university and seven companies sign, and the park imports it."""

import pytest

from parks.models import Agreement, AgreementParty, LogEntry, Obligation, Organisation, Quota
from tests.companies.imports.files import counts, csv_file, errors
from tests.factories.agreements import AgreementFactory, ObligationFactory
from tests.factories.companies import CompanyFactory
from tests.factories.talent import UniversityFactory
from tests.factories.vocabulary import DegreeLevelFactory
from tests.parks.imports import jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
FIRST = {
    "协议编号": "SZ-2026-07",
    "协议名称": "人才培养基地协议",
    "协议类型": "人才培养基地",
    "生效日期": "2026-01-01",
    "截止日期": "2028年12月31日",
    "签约单位": "苏州测试大学",
}
NUMBER = {"协议编号": "SZ-2026-07"}
NAMES = [f"测试药业{number}" for number in range(1, 8)]
PARTIES = [FIRST, *({**NUMBER, "签约单位": name, "签约人": "李明"} for name in NAMES)]
PLACES = [
    {**NUMBER, "年度": "2026", "学历": "硕士", "名额": "30"},
    {**NUMBER, "年度": "2027", "学历": "硕士", "名额": "35"},
]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office(park_officer):
    office = Organisation.objects.get(slug="office")
    DegreeLevelFactory(code="master", label_zh="硕士", label_en="Master")
    UniversityFactory(name_zh="苏州测试大学")
    for name in NAMES:
        CompanyFactory(park=office.park, name_zh=name)
    return office


@pytest.fixture
def by(park_officer):
    return park_officer


def preview(office, rows, by):
    return jobs.preview(office, csv_file(rows), kind="agreements", by=by)


def imported(office, rows, by):
    return jobs.commit(preview(office, rows, by), by=by)


def everything() -> list[tuple]:
    models = (Agreement, AgreementParty, Quota)
    return [row for model in models for row in model.objects.order_by("pk").values_list()]


def test_the_sheet_of_a_ceremony_becomes_one_draft_with_eight_parties_and_its_places(office, by):
    seen = preview(office, [*PARTIES, *PLACES], by)
    before = Agreement.objects.count()
    job = jobs.commit(seen, by=by)

    agreement = Agreement.objects.get()
    assert (before, counts(job)) == (0, (10, 0, 0, 0))
    assert (agreement.park, agreement.number, agreement.state) == (
        office.park,
        "SZ-2026-07",
        "draft",
    )
    assert (agreement.name_zh, agreement.kind) == ("人才培养基地协议", "training_base")
    assert [str(day) for day in (agreement.starts_on, agreement.ends_on)] == [
        "2026-01-01",
        "2028-12-31",
    ]
    parties = agreement.parties.order_by("pk").values_list("organisation__name_zh", "side")
    assert list(parties) == [("苏州测试大学", "educates"), *((name, "employs") for name in NAMES)]
    places = agreement.quotas.order_by("year").values_list("year", "degree__code", "places", "used")
    assert list(places) == [(2026, "master", 30, 0), (2027, "master", 35, 0)]
    assert LogEntry.objects.about(agreement).filter(verb="drafted", actor=by).count() == 1


def test_lines_of_the_sheet_say_what_each_party_has_promised_and_by_when(office, by):
    promised = [
        {**NUMBER, "签约单位": NAMES[0], "履约事项": "提供实训岗位", "履约期限": "2026-06-30"},
        {**NUMBER, "签约单位": NAMES[0], "履约事项": "Name mentors", "履约期限": "2026年9月"},
        {**NUMBER, "签约单位": NAMES[1], "履约事项": "提供实训岗位", "履约期限": "2026-06-30"},
    ]

    imported(office, [*PARTIES[:2], *promised], by)
    again = preview(office, [*PARTIES[:2], promised[0]], by)

    rows = Obligation.objects.order_by("pk")
    facts = rows.values_list("owner__name_zh", "text_zh", "text_en", "state")
    assert list(facts) == [
        (NAMES[0], "提供实训岗位", "", "open"),
        (NAMES[0], "", "Name mentors", "open"),
        (NAMES[1], "提供实训岗位", "", "open"),
    ]
    assert [str(row.due_on) for row in rows] == ["2026-06-30", "2026-09-30", "2026-06-30"]
    assert counts(again) == (0, 0, 3, 0)
    assert set(Agreement.objects.get().parties.values_list("organisation", flat=True)) >= {
        row.owner_id for row in rows
    }


def test_an_obligation_without_who_or_when_or_before_the_agreement_is_refused(office, by):
    what = {**NUMBER, "履约事项": "提供实训岗位"}
    rows = [
        *PARTIES[:2],
        {**what, "年度": "2026", "学历": "硕士", "名额": "3", "履约期限": "2026-06-30"},
        {**what, "签约单位": NAMES[0]},
        {**NUMBER, "签约单位": NAMES[0], "履约期限": "2026-06-30"},
        {**what, "签约单位": NAMES[0], "履约期限": "2025-12-31"},
    ]

    job = imported(office, rows, by)

    assert counts(job) == (2, 0, 0, 4)
    needed = "is needed: an obligation says what, who and by when"
    assert [(column, reason) for _line, column, reason in errors(job)] == [
        ("签约单位", needed),
        ("履约期限", needed),
        ("履约事项", needed),
        ("履约期限", "is before the agreement begins"),
    ]
    assert not Obligation.objects.exists()


def test_a_second_sheet_adds_what_is_missing_and_can_be_taken_back_alone(office, by):
    imported(office, PARTIES[:5], by)
    before = everything()

    job = imported(office, [*PARTIES, PLACES[0]], by)

    assert counts(job) == (0, 4, 5, 0)
    assert Agreement.objects.get().parties.count() == 8
    assert jobs.revert(job, by=by).state == "reverted"
    assert everything() == before


def test_an_import_is_taken_back_whole_unless_somebody_works_with_the_agreement(office, by):
    job = jobs.revert(imported(office, [*PARTIES, *PLACES], by), by=by)
    assert (job.state, everything()) == ("reverted", [])

    job = imported(office, [*PARTIES, *PLACES], by)
    ObligationFactory(agreement=Agreement.objects.get(), owner=office)
    refused = jobs.revert(job, by=by)

    assert refused.state == "committed"
    assert (Agreement.objects.count(), Quota.objects.count()) == (1, 2)


def test_lines_that_make_no_sense_are_refused_with_the_reason_and_the_others_go_in(office, by):
    AgreementFactory(park=office.park, number="OLD", in_force=True)
    AgreementFactory(number="SZ-2026-07", in_force=True)  # of another park: another agreement
    rows = [
        *PARTIES[:2],
        {**NUMBER, "签约单位": "没有这家公司"},
        {**NUMBER, "年度": "2026", "学历": "硕士"},
        {**NUMBER, "年度": "2026", "学历": "法师", "名额": "3"},
        {**NUMBER, "协议类型": "订单班", "签约单位": NAMES[1]},
        {**NUMBER},
        {"协议编号": "OLD", "签约单位": NAMES[1]},
        {"协议编号": "NEW", "签约单位": NAMES[1]},
        {**FIRST, "协议编号": "DAYS", "截止日期": "2025-12-31"},
        {"签约单位": NAMES[1]},
        PLACES[0],
        {**PLACES[0], "名额": "31"},
    ]

    job = imported(office, rows, by)

    reasons = {(line, column): reason for line, column, reason in errors(job)}
    assert counts(job) == (3, 0, 0, 10)
    assert "enter it first" in reasons[4, "签约单位"]
    assert "is needed" in reasons[5, "名额"]
    assert "names no degree" in reasons[6, "学历"]
    assert "is another than the agreement has" in reasons[7, "协议类型"]
    assert "names no places either" in reasons[8, "签约单位"]
    assert "is signed already" in reasons[9, "协议编号"]
    assert reasons[10, "协议名称"] == "is needed on the first line of a new agreement"
    assert "after the first" in reasons[11, "截止日期"]
    assert reasons[12, "协议编号"] == "is empty"
    assert reasons[14, "名额"] == "are 30 already"
    agreement = Agreement.objects.get(number="SZ-2026-07", park=office.park)
    assert (agreement.parties.count(), agreement.quotas.get().places) == (2, 30)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_template_comes_back_with_only_its_example_refused(office, by, sign_in, language):
    address = f"/desk/imports/template/agreements.xlsx?language={language}"

    job = jobs.preview(office, sign_in(by).get(address).content, kind="agreements", by=by)

    assert "" not in job.mapping["columns"].values()
    reasons = {reason for _line, _column, reason in errors(job)}
    assert reasons >= {"is the example of the template: delete the row"}
    assert counts(job) == (0, 0, 0, 1)


def test_places_of_a_year_outside_the_agreement_are_refused_with_its_years(office, by):
    late = {**NUMBER, "年度": "2040", "学历": "硕士", "名额": "30"}

    job = imported(office, [*PARTIES, *PLACES, late], by)

    [(line, _column, reason)] = errors(job)
    assert line == 1 + len(PARTIES) + len(PLACES) + 1
    assert "from 2026 to 2028" in reason
    assert list(Quota.objects.order_by("year").values_list("year", flat=True)) == [2026, 2027]
