"""Openings: who reads them, how they are found, and what one says about itself."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from companies.choices.openings import OpeningState
from companies.models import Opening
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.vocabulary import RegionFactory

pytestmark = pytest.mark.django_db

EVERYBODY = {
    "graduate",
    "recruiter",
    "career_officer",
    "park_officer",
    "stranger",
    "operator",
    "signed out",
}
ITS_OWN = {"recruiter", "park_officer", "operator"}
PUBLISHED_AT = datetime(2026, 11, 1, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "paused"])
def test_an_opening_that_is_not_offered_is_read_by_its_company_and_its_park(
    state, company, readers, editors
):
    opening = OpeningFactory(company=company, state=state, review_comment="Name the pay.")

    assert readers(opening) == ITS_OWN
    assert editors(opening) == ITS_OWN


@pytest.mark.parametrize("state", ["published", "closed", "expired"])
def test_an_opening_that_is_or_was_offered_is_public_and_changed_by_its_own_people(
    state, company, readers, editors
):
    opening = OpeningFactory(company=company, state=state, published_at=PUBLISHED_AT)

    assert readers(opening) == EVERYBODY
    assert editors(opening) == ITS_OWN


def test_only_what_is_offered_now_is_listed(company):
    rows = {
        state: OpeningFactory(
            company=company, state=state, published_at=PUBLISHED_AT, review_comment="Pay?"
        )
        for state in OpeningState.values
    }

    assert list(Opening.objects.published()) == [rows["published"]]


def test_the_newest_openings_come_first_and_drafts_last(company):
    old, new = (
        OpeningFactory(company=company, published_at=datetime(2026, 11, day, tzinfo=UTC))
        for day in (1, 2)
    )
    twin = OpeningFactory(company=company, published_at=new.published_at)
    draft = OpeningFactory(company=company)

    assert list(Opening.objects.newest_first()) == [twin, new, old, draft]


def test_requirements_come_in_the_order_the_company_gave_them(company, django_assert_num_queries):
    opening = OpeningFactory(company=company)
    last, first = (OpeningSkillFactory(opening=opening, position=place) for place in (2, 1))

    with django_assert_num_queries(3):
        (row,) = Opening.objects.with_requirements()
        skills = [requirement.skill for requirement in row.requirements.all()]
        disciplines = list(row.disciplines.all())

    assert (skills, disciplines) == ([first.skill, last.skill], [])


@pytest.mark.parametrize("openings", [1, 3])
def test_what_a_card_shows_comes_in_one_query(openings, company, django_assert_num_queries):
    OpeningFactory.create_batch(openings, company=company)

    with django_assert_num_queries(1):
        shown = [
            (str(row.company), str(row.park), row.place, row.min_degree)
            for row in Opening.objects.with_company()
        ]

    assert len(shown) == openings


@pytest.mark.parametrize(
    ("closes_on", "is_past"),
    [(None, False), (date(2026, 11, 21), True), (TODAY, False), (date(2026, 11, 23), False)],
)
def test_the_last_day_still_counts(closes_on, is_past):
    opening = Opening(state=OpeningState.PUBLISHED, closes_on=closes_on)

    assert opening.is_past(TODAY) is is_past
    assert opening.takes_applications(TODAY) is not is_past
    assert opening.has_ended(TODAY) is is_past


@pytest.mark.parametrize(
    ("state", "takes_applications", "has_ended"),
    [
        ("draft", False, False),
        ("submitted", False, False),
        ("returned", False, False),
        ("published", True, False),
        ("paused", False, False),
        ("closed", False, True),
        ("expired", False, True),
    ],
)
def test_only_a_published_opening_takes_applications(state, takes_applications, has_ended):
    opening = Opening(state=state)

    assert opening.takes_applications(TODAY) is takes_applications
    assert opening.has_ended(TODAY) is has_ended


@pytest.mark.parametrize(
    ("salary", "words"),
    [
        ({}, ""),
        ({"salary_min": 8000, "salary_max": 12000}, "¥8,000–12,000 per month"),
        ({"salary_min": 8000, "salary_max": 8000}, "¥8,000 per month"),
        ({"salary_max": 200, "salary_period": "day"}, "¥200 per day"),
        ({"salary_min": 0}, "¥0 per month"),
        (
            {"salary_min": 90000, "salary_currency": "CHF", "salary_period": "year"},
            "CHF 90,000 per year",
        ),
    ],
)
def test_the_pay_is_told_in_words(salary, words, english):
    assert Opening(**salary).salary == words


@pytest.mark.parametrize(
    ("place_text", "has_region", "shown"),
    [("Suzhou, BioBAY", False, "Suzhou, BioBAY"), ("somewhere", True, "Suzhou"), ("", False, "")],
)
def test_the_place_is_the_known_one_or_else_as_written(place_text, has_region, shown, english):
    region = RegionFactory(label_en="Suzhou") if has_region else None

    assert Opening(place_text=place_text, region=region).place == shown


@pytest.mark.parametrize(("language", "title", "text"), [("en", "Analyst", "Assays")])
def test_title_and_text_come_in_the_readers_language(language, title, text, english):
    opening = Opening(title_zh="分析员", title_en=title, text_zh="检测", text_en=text)

    assert (str(opening), opening.title, opening.text) == (title, title, text)


def test_a_requirement_names_its_skill_and_level(english):
    requirement = OpeningSkillFactory(skill__label_en="ELISA", level=3)

    assert str(requirement) == "ELISA (Proficient)"


def test_the_address_of_an_opening_tells_nothing_about_how_many_there_are():
    opening = OpeningFactory(company=CompanyFactory())

    assert opening.get_absolute_url() == f"/openings/{opening.uuid}/"


@pytest.mark.parametrize(
    ("days_left", "is_listed"), [(None, True), (1, True), (0, True), (-1, False), (-400, False)]
)
def test_an_opening_is_listed_to_the_end_of_its_last_day(days_left, is_listed, company):
    closes_on = None if days_left is None else timezone.localdate() + timedelta(days=days_left)
    opening = OpeningFactory(company=company, published=True, closes_on=closes_on)

    assert list(Opening.objects.on_offer()) == ([opening] if is_listed else [])


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "paused", "closed", "expired"])
def test_nothing_but_a_published_opening_is_listed(state, company):
    OpeningFactory(company=company, state=state, published_at=PUBLISHED_AT, review_comment="Pay?")

    assert not Opening.objects.on_offer().exists()


@pytest.mark.parametrize(
    ("zone", "is_listed"), [("Pacific/Kiritimati", False), ("Pacific/Pago_Pago", True)]
)
def test_the_last_day_ends_at_midnight_where_the_reader_is(zone, is_listed, company):
    """The two zones are 25 hours apart: where one is, the other has yet to come to."""
    day_at_the_late_zone = datetime.now(ZoneInfo("Pacific/Pago_Pago")).date()
    OpeningFactory(company=company, published=True, closes_on=day_at_the_late_zone)

    with timezone.override(zone):
        assert Opening.objects.on_offer().exists() is is_listed


def test_a_plain_member_works_on_the_openings_of_the_company(company, recruiter, readers, editors):
    recruiter.memberships.update(role="member")
    opening = OpeningFactory(company=company)

    assert readers(opening) == ITS_OWN
    assert editors(opening) == ITS_OWN
