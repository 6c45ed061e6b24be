"""Pages of hirings: the company's list, one answer in two clicks, and what stands beside it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.models import Outcome, PlacementCheck
from tests.factories.companies import OpeningFactory
from tests.factories.outcomes import OutcomeFactory
from tests.factories.placements import PlacementCheckFactory, PlacementFactory
from tests.factories.talent import RosterEntryFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
LIST = reverse("matching:placements")


@pytest.fixture
def placement(company, profile):
    """Hired so long ago that all three looks back are due."""
    opening = OpeningFactory(company=company, published=True, title_en="Analyst")
    return PlacementFactory(
        application__profile=profile,
        application__opening=opening,
        hired_on=date(2020, 1, 15),
        through=["match", "training"],
    )


def page_of(placement, months=6):
    return reverse("matching:placement_check", args=[placement.application.uuid, months])


@pytest.mark.parametrize(
    ("person", "start", "back"),
    [
        ("recruiter", "matching:desk", "matching:placements"),
        ("graduate", "matching:me", "matching:my_destinations"),
    ],
)
def test_either_side_answers_in_two_clicks_from_its_first_page(
    request, sign_in, placement, person, start, back
):
    client = sign_in(request.getfixturevalue(person))

    first = client.get(reverse(start)).content.decode()
    asked = client.get(page_of(placement)).content.decode()
    answered = client.post(page_of(placement), {"answer": "technical"}, follow=True)

    assert f'href="{page_of(placement)}"' in first
    assert asked.count('name="answer"') == 4
    assert answered.redirect_chain == [(reverse(back), 302)]
    assert "Still there, promoted on the technical channel" in answered.content.decode()
    row = PlacementCheck.objects.get()
    assert (row.months, row.is_there, row.channel) == (6, True, "technical")
    # The next look that is due waits on the first page now.
    assert f'href="{page_of(placement, 12)}"' in client.get(reverse(start)).content.decode()


def test_an_answer_that_is_none_and_a_time_that_has_not_come_change_nothing(
    sign_in, recruiter, placement
):
    client = sign_in(recruiter)
    young = PlacementFactory(
        application__opening=placement.application.opening, hired_on=timezone.localdate()
    )

    wrong = client.post(page_of(placement), {"answer": "maybe"})
    early = client.post(page_of(young), {"answer": "there"})
    unknown = client.get(page_of(placement, 7))

    assert "Choose an answer." in wrong.content.decode()
    assert "The time has not come yet." in early.content.decode()
    assert 'name="answer"' not in early.content.decode()
    assert unknown.status_code == 404
    assert PlacementCheck.objects.count() == 0


def test_the_office_answers_without_reading_the_name(sign_in, park_officer, placement, graduate):
    client = sign_in(park_officer)

    asked = client.get(page_of(placement)).content.decode()
    answered = client.post(page_of(placement), {"answer": "gone"}, follow=True)

    assert graduate.full_name not in asked
    assert graduate.profile.pseudonym in asked
    assert "No longer there" in answered.content.decode()
    assert PlacementCheck.objects.get().is_there is False


@pytest.mark.usefixtures("unfold")
def test_the_log_that_the_office_reads_does_not_name_the_person_who_answered(
    sign_in, park_officer, placement, graduate
):
    sign_in(graduate).post(page_of(placement), {"answer": "there"})
    client, row = sign_in(park_officer), PlacementCheck.objects.get()
    history = reverse("admin:matching_placementcheck_history", args=[row.pk])

    texts = [client.get(page).text for page in (history, "/admin/parks/logentry/")]

    assert ["look back answered" in text for text in texts] == [True, True]
    assert [graduate.full_name in text for text in texts] == [False, False]


@pytest.mark.parametrize("hirings", [1, 3])
def test_the_list_shows_through_what_and_costs_the_same_for_one_or_three(
    sign_in, recruiter, company, placement, hirings, django_assert_num_queries
):
    for _number in range(hirings - 1):
        PlacementFactory(application__opening__company=company)
    client = sign_in(recruiter)

    with django_assert_num_queries(6):
        response = client.get(LIST)

    shown = response.content.decode()
    assert len(response.context["rows"]) == hirings
    assert "Match" in shown
    assert "Training" in shown
    assert response.context["rows"][-1][1][0].waits


def test_the_list_can_be_narrowed_to_what_waits_and_says_when_nothing_does(
    sign_in, recruiter, placement
):
    client = sign_in(recruiter)
    before = client.get(LIST, {"show": "waiting"})
    for months in (6, 12, 36):
        PlacementCheckFactory(placement=placement, months=months)

    after = client.get(LIST, {"show": "waiting"}).content.decode()

    assert [row for row, _looks in before.context["rows"]] == [placement]
    assert "Nothing waits for an answer" in after
    assert "Is Lin Yue still with you?" not in client.get(reverse("matching:desk")).content.decode()


def test_an_empty_list_says_how_people_come_into_it(sign_in, recruiter, stranger, placement):
    assert "Lin Yue" in sign_in(recruiter).get(LIST).content.decode()

    shown = sign_in(stranger).get(LIST).content.decode()

    assert "Nobody was hired in the portal yet" in shown
    assert "Lin Yue" not in shown


def test_the_university_sees_both_answers_where_the_student_shares_and_neither_is_overwritten(
    sign_in, career_officer, university, graduate, placement
):
    entry = RosterEntryFactory(
        university=university,
        user=graduate,
        claimed_at=timezone.now(),
        shares_progress=True,
        graduates_on=date(2020, 6, 30),
    )
    OutcomeFactory(entry=entry, months=6, category="study", source="office")
    PlacementCheckFactory(placement=placement, months=6, is_there=False)
    address = reverse("matching:destination", args=[university.uuid, entry.uuid, 6])
    client = sign_in(career_officer)

    shared = client.get(address).content.decode()
    entry.shares_progress = False
    entry.save()
    kept = client.get(address).content.decode()
    mine = sign_in(graduate).get(reverse("matching:my_destinations")).content.decode()

    assert "Hired by Alpha Biologics" in shared
    assert "No longer there" in shared
    assert "Hired by Alpha Biologics" not in kept
    assert "Further study in China" in mine
    assert "No longer there" in mine
    assert Outcome.objects.get().category == "study"
