import pytest
from django.urls import reverse

from tests.factories.outcomes import OutcomeFactory, TripartiteAgreementFactory
from tests.factories.talent import AnnouncementReceiptFactory, RosterEntryFactory

pytestmark = pytest.mark.django_db
PAGES = {"matching:destinations": 8, "matching:agreements": 8, "talent:office_announcements": 8}


def fill(university, number):
    for _each in range(number):
        entry = RosterEntryFactory(university=university, claimed=True, graduates_on="2020-06-30")
        OutcomeFactory(entry=entry)
        TripartiteAgreementFactory(entry=entry)
        AnnouncementReceiptFactory(announcement__organisation=university)


def test_lists_cost_the_same_for_one_row_or_three(
    client, career_officer, university, django_assert_max_num_queries
):
    client.force_login(career_officer)

    for number in (1, 2):
        fill(university, number)
        for name, queries in PAGES.items():
            with django_assert_max_num_queries(queries):
                response = client.get(reverse(name, args=[university.uuid]))

            assert response.status_code == 200


@pytest.mark.usefixtures("english")
def test_a_graduate_answers_in_two_clicks_and_the_office_sees_it(
    client, career_officer, university, graduate
):
    entry = RosterEntryFactory(
        university=university, user=graduate, claimed_at="2026-01-01T00:00Z",
        graduates_on="2020-06-30",
    )  # fmt: skip
    address = reverse("matching:answer_destination", args=[entry.uuid, 0])

    client.force_login(graduate)
    answered = client.post(address, {"category": "study"}, follow=True)
    client.force_login(career_officer)
    listed = client.get(reverse("matching:destinations", args=[university.uuid]))

    assert b"Further study in China" in answered.content
    assert listed.context["rates"] == (1, 1, 1)
    assert [row.category for row in listed.context["page"]] == ["study"]


def test_a_reader_opens_an_announcement_once_and_its_links_are_safe(client, graduate):
    receipt = AnnouncementReceiptFactory(
        user=graduate,
        announcement__text_en="See https://example.org <script>alert(1)</script>",
        announcement__published_at="2026-01-01T00:00Z",
    )
    client.force_login(graduate)

    shown = client.get(receipt.announcement.get_absolute_url()).content.decode()
    receipt.refresh_from_db()

    assert receipt.read_at is not None
    assert '<a href="https://example.org" rel="nofollow">' in shown
    assert "<script>alert" not in shown
