"""The public pages of consortia: members by kind, council with its history, targets drawn."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.queries.consortium import councils, target_bars
from matching.queries.targets import Forecast, TargetLine
from parks.models import AnnualTarget
from tests.factories.certificates import CertificateFactory, CertificateSchemeFactory
from tests.factories.consortium import (
    ConsortiumFactory,
    ConsortiumMembershipFactory,
    CouncilTermFactory,
    SeatFactory,
)
from tests.factories.parks import OrganisationFactory
from tests.factories.placements import AnnualTargetFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
TODAY = date(2026, 6, 1)


@pytest.fixture
def consortium(park):
    return ConsortiumFactory(lead=park, slug="pharma", name_en="Pharma Union", summary_en="We are")


def joined(consortium, kind, **fields):
    organisation = OrganisationFactory(kind=kind, park=consortium.lead)
    row = ConsortiumMembershipFactory(consortium=consortium, organisation=organisation, **fields)
    return row.organisation


def sitting_term(consortium):
    today = timezone.localdate()
    return CouncilTermFactory(
        consortium=consortium,
        number=2,
        starts_on=today - timedelta(days=100),
        ends_on=today + timedelta(days=100),
    )


def test_the_list_leads_to_the_consortia_on_show_with_their_members(client, consortium):
    ConsortiumFactory(listed=False, name_en="Hidden Union")
    for kind in ("company", "hospital"):
        joined(consortium, kind)
    joined(consortium, "company", applied=True)

    page = client.get(reverse("matching:consortia")).content.decode()

    assert "Pharma Union" in page
    assert "2 members" in page
    assert "Hidden Union" not in page


def test_the_page_counts_the_members_of_today_by_kind_and_names_them(client, consortium):
    companies = [joined(consortium, "company") for _each in range(2)]
    college = joined(consortium, "college")
    outside = joined(consortium, "company", state="suspended", reason="Fee")

    response = client.get(consortium.get_absolute_url())

    shown = [(group.kind, set(group.organisations)) for group in response.context["members"]]
    assert shown == [("company", set(companies)), ("college", {college})]
    page = response.content.decode()
    assert str(college) in page
    assert str(outside) not in page
    assert client.get(reverse("matching:consortium", args=["nobody"])).status_code == 404


def test_a_consortium_that_is_not_on_show_is_read_by_its_park_alone(
    client, consortium, park_officer, recruiter, sign_in
):
    consortium.listed = False
    consortium.save()
    address = consortium.get_absolute_url()

    answers = [client.get(address).status_code]
    answers += [sign_in(user).get(address).status_code for user in (recruiter, park_officer)]

    assert answers == [404, 404, 200]


def test_the_council_of_today_comes_first_and_those_who_left_stay_in_the_history(consortium):
    day = timedelta(days=1)
    earlier = CouncilTermFactory(
        consortium=consortium, number=1, starts_on=date(2024, 1, 1), ends_on=date(2025, 12, 31)
    )
    present = CouncilTermFactory(
        consortium=consortium, number=2, starts_on=date(2026, 1, 1), ends_on=date(2027, 12, 31)
    )
    CouncilTermFactory(
        consortium=consortium, number=3, starts_on=TODAY + day, ends_on=TODAY + 9 * day
    )
    vice = SeatFactory(term=present, role="vice", since=date(2026, 1, 1))
    left = SeatFactory(term=present, role="chair", since=date(2026, 1, 1), until=TODAY - day)
    chair = SeatFactory(term=present, role="chair", since=TODAY)
    to_come = SeatFactory(term=present, role="vice", since=TODAY + day)
    to_its_end = SeatFactory(
        term=earlier, role="chair", since=date(2024, 1, 1), until=earlier.ends_on
    )

    now, before = councils(consortium, TODAY)

    assert (now.term, now.seats, now.former) == (present, [chair, vice], [left])
    assert [(each.term, each.seats, each.former) for each in before] == [
        (earlier, [to_its_end], [])
    ]
    assert to_come not in now.seats


def line(actual, target, expected=None) -> TargetLine:
    row = AnnualTarget(year=2026, metric="trained", value=target)
    return TargetLine(target=row, actual=actual, forecast=Forecast(expected), per_month=None)


def test_a_target_is_drawn_as_part_of_the_longest_of_its_numbers():
    lines = [line(50, 200, 100), line(300, 200, 300), line(0, 0), line(None, 1), line(10, 40)]

    drawn = [(bar.reached, bar.forecast, bar.target) for bar in target_bars(lines)]

    assert drawn == [
        (25, 50, 100),
        (100, None, pytest.approx(100 * 2 / 3)),
        (0, None, 0),
        (25, None, 100),
    ]


def test_what_a_member_does_moves_the_figure_on_the_page_by_one(client, consortium):
    today = timezone.localdate()
    AnnualTargetFactory(consortium=consortium, year=today.year, metric="certified", value=40)
    AnnualTargetFactory(consortium=consortium, year=today.year, metric="competitions", value=1)
    issuer = joined(consortium, "company")

    def figures() -> list[tuple[int | None, str]]:
        lines = client.get(consortium.get_absolute_url()).context["lines"]
        return [(each["of"].actual, each["standing"]) for each in lines]

    before = figures()
    CertificateFactory(scheme=CertificateSchemeFactory(issuer=issuer), issued_on=today)
    after = figures()

    assert [actual for actual, _words in before] == [0, None]
    assert [actual for actual, _words in after] == [1, None]
    assert after[1][1] == "Not recorded here yet"


def test_the_drawing_has_no_style_of_its_own_and_says_its_numbers_in_words(client, consortium):
    year = timezone.localdate().year
    AnnualTargetFactory(consortium=consortium, year=year, metric="members", value=2000)
    joined(consortium, "company")

    page = client.get(consortium.get_absolute_url()).content.decode()

    assert "style=" not in page
    assert 'aria-label="Members: 1 of 2,000' in page
    assert re.search(r'<td class="number" data-label="Target">\s*2,000\s*</td>', page)
    assert "continued until the end of December as the year has gone so far" in page
    assert "what every month until December must bring" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_for_one_or_three_rows(
    client, consortium, rows, django_assert_num_queries
):
    year, term = timezone.localdate().year, sitting_term(consortium)
    for metric in ("members", "trained", "certified")[:rows]:
        AnnualTargetFactory(consortium=consortium, year=year, metric=metric)
        organisation = joined(consortium, "company")
        SeatFactory(term=term, organisation=organisation, since=term.starts_on)
        ConsortiumFactory()

    with django_assert_num_queries(2):
        client.get(reverse("matching:consortia"))
    with django_assert_num_queries(8):
        client.get(consortium.get_absolute_url())
