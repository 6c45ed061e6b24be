"""The list of candidates: filtered, sorted, and a few of them side by side."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.actions.applications import submit_application, withdraw_application
from matching.actions.runs import run_park
from matching.queries.anonymity import candidate_name
from talent.models import Disclosure, Profile, SkillClaim
from tests.factories.matching import (
    DismissalFactory,
    InvitationToApplyFactory,
    PoolEntryFactory,
)
from tests.factories.parks import MembershipFactory
from tests.matching.markets import SmallMarket, small_market

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
NIGHT = date(2026, 11, 22)


@pytest.fixture
def market(park) -> SmallMarket:
    """Ann and Bob are the candidates of the analyst's opening, she first."""
    market = small_market(park)
    run_park(park, night=NIGHT)
    return market


@pytest.fixture
def hr(market):
    return MembershipFactory(organisation=market.analyst.company).user


@pytest.fixture
def client(sign_in, hr):
    return sign_in(hr)


@pytest.fixture
def shown(client, market):
    """Name who is on the list for a choice."""

    def names(**query) -> list[str]:
        address = reverse("matching:candidates", args=[market.analyst.uuid])
        response = client.get(address, query)
        by_pk = {market.ann.pk: "ann", market.bob.pk: "bob"}
        return [by_pk[each.profile.pk] for each, _state in response.context["candidates"]]

    return names


def change(profile: Profile, **fields) -> None:
    Profile.objects.filter(pk=profile.pk).update(**fields)


def compare(client, market, *people):
    address = reverse("matching:compare", args=[market.analyst.uuid])
    return client.get(address, {"candidate": [person.uuid for person in people]})


def test_without_a_choice_all_are_there_best_first(shown):
    assert shown() == ["ann", "bob"]


def test_by_degree_and_discipline(shown, market):
    degree = {"ann": market.ann.degree_id, "bob": market.bob.degree_id}

    assert degree["ann"] != degree["bob"]
    assert [shown(degree=degree[name]) for name in ("ann", "bob")] == [["ann"], ["bob"]]
    assert shown(discipline=market.ann.discipline_id, degree=degree["ann"]) == ["ann"]


def test_by_a_skill_that_is_met_in_full(shown, market):
    assert shown(skills=[market.elisa.pk]) == ["ann"]
    assert shown(skills=[market.elisa.pk, market.gmp.pk]) == ["ann"]


def test_a_skill_below_the_level_asked_is_not_met(shown, market):
    SkillClaim.objects.filter(profile=market.ann, skill=market.elisa).update(level=1)

    assert shown(skills=[market.elisa.pk]) == []


def test_by_place_who_goes_anywhere_fits_everywhere(shown, market):
    place = market.ann.wanted_places.order_by("position").first().region_id

    assert shown(place=place) == ["ann", "bob"]


def test_by_the_day_on_which_they_are_free_unknown_fits_no_day(shown, market):
    change(market.ann, available_from=date(2027, 3, 1), graduates_on=None)
    change(market.bob, available_from=None, graduates_on=None)

    assert shown(free_by="2027-03-01") == ["ann"]
    assert shown(free_by="2027-02-28") == []


def test_by_the_year_of_graduation(shown, market):
    change(market.ann, graduates_on=date(2027, 6, 30))
    change(market.bob, graduates_on=date(2028, 6, 30))

    assert [shown(graduates=year) for year in ("2027", "2028")] == [["ann"], ["bob"]]


def test_by_the_day_free_earliest_first_and_unknown_last(shown, market):
    change(market.ann, available_from=None, graduates_on=None)
    change(market.bob, available_from=date(2027, 1, 1))

    assert shown(sort="starts") == ["bob", "ann"]


@pytest.mark.parametrize(
    ("standing", "expected"),
    [("applied", ["ann"]), ("invited", []), ("new", ["bob"]), ("pool", [])],
)
def test_who_has_applied_is_told_from_who_has_not(standing, expected, shown, market):
    submit_application(market.ann, opening=market.analyst, today=NIGHT)

    assert shown(standing=standing) == expected


def test_who_took_an_application_back_counts_as_new(shown, market):
    application = submit_application(market.ann, opening=market.analyst, today=NIGHT)
    withdraw_application(application, by=market.ann.user)

    assert shown(standing="new") == ["ann", "bob"]


def test_invited_people_and_those_in_the_pool_are_found(shown, market):
    InvitationToApplyFactory(opening=market.analyst, profile=market.bob)
    PoolEntryFactory(company=market.analyst.company, profile=market.ann)
    PoolEntryFactory(profile=market.bob)

    assert (shown(standing="invited"), shown(standing="pool")) == (["bob"], ["ann"])


def test_who_declined_is_hidden_unless_asked_for(shown, market):
    InvitationToApplyFactory(
        opening=market.analyst, profile=market.ann, state="declined", answered_at=timezone.now()
    )

    assert (shown(), shown(standing="declined")) == (["bob"], ["ann"])


def test_who_is_not_interested_is_in_no_list_and_in_no_comparison(shown, client, market):
    DismissalFactory(profile=market.ann, opening=market.analyst)

    assert shown() == ["bob"]
    assert compare(client, market, market.ann, market.bob).status_code == 302


@pytest.mark.parametrize(
    "query",
    [
        {"degree": "x"},
        {"place": "999999"},
        {"skills": ["0", "x"]},
        {"free_by": "tomorrow"},
        {"standing": "married"},
        {"sort": "beauty"},
        {"graduates": "\x00"},
    ],
)
def test_a_choice_that_does_not_exist_counts_as_none(query, shown):
    assert shown(**query) == ["ann", "bob"]


def test_nobody_fits_says_so_and_leads_back(client, market):
    address = reverse("matching:candidates", args=[market.analyst.uuid])

    text = client.get(address, {"standing": "pool"}).text

    assert "Nobody fits this choice" in text
    assert f'href="{address}"' in text


@pytest.mark.parametrize("skills", [[], ["elisa"]])
def test_filters_cost_no_query_more_than_the_list(
    skills, client, market, django_assert_num_queries
):
    query = {"skills": [getattr(market, name).pk for name in skills]} if skills else {}
    query |= {"degree": market.ann.degree_id, "standing": "new", "sort": "starts"}
    address = reverse("matching:candidates", args=[market.analyst.uuid])
    client.get(address, query)

    with django_assert_num_queries(11 if skills else 8):
        client.get(address, query)


def test_two_stand_side_by_side_with_the_same_rows(client, market):
    response = compare(client, market, market.bob, market.ann)

    sections = response.context["sections"]
    rows = {row.label: row for heading in reversed(sections) for row in sections[heading]}
    assert [each.profile for each in response.context["candidates"]] == [market.ann, market.bob]
    assert {len(row.cells) for row in rows.values()} == {2}
    assert [cell.text for cell in rows["Match"].cells] == ["72 %", "13 %"]
    assert [cell.css for cell in rows["ELISA"].cells] == ["met", "missing"]
    assert rows["ELISA"].note == "Required · Proficient"
    assert [cell.text for cell in rows["Degree"].cells] == ["Master", "Bachelor"]
    assert "Conditions" in sections


def test_everybody_compared_has_a_look_written_down_and_nobody_else(client, market, hr):
    compare(client, market, market.ann, market.bob)

    looks = Disclosure.objects.order_by("profile").values_list("profile", "user", "kind")
    assert sorted(looks) == sorted(
        [(each.pk, hr.pk, "profile") for each in (market.ann, market.bob)]
    )


@pytest.mark.parametrize("people", [(), ("ann",), ("ann", "ann")])
def test_one_alone_is_no_comparison(people, client, market):
    response = compare(client, market, *(getattr(market, name) for name in people))

    assert response.url == reverse("matching:candidates", args=[market.analyst.uuid])
    assert not Disclosure.objects.exists()


def test_somebody_outside_the_list_cannot_be_compared(client, market, profile):
    response = compare(client, market, market.ann, profile)

    assert response.status_code == 302
    assert not Disclosure.objects.exists()


def test_a_comparison_names_nobody_without_a_grant(client, market):
    text = compare(client, market, market.ann, market.bob).text

    company = market.analyst.company_id
    assert str(candidate_name(market.ann, company)) in text
    assert not re.search(rf"\b{market.ann.user.full_name}\b", text)


def test_a_comparison_costs_one_query_more_for_each_look(client, market, django_assert_num_queries):
    compare(client, market, market.ann, market.bob)

    with django_assert_num_queries(10):
        compare(client, market, market.ann, market.bob)


def test_a_stranger_compares_nobody(market, stranger, sign_in):
    response = compare(sign_in(stranger), market, market.ann, market.bob)

    assert response.status_code == 404
