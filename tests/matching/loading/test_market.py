"""A park's market for one night, from one moment of the database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import InternalError, connection, transaction

from matching import engine
from matching.loading.market import load_park, snapshot
from parks.models import Park
from talent.models import Profile
from tests.factories.companies import OpeningFactory
from tests.factories.parks import ParkFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.matching.markets import small_market

NIGHT = date(2026, 11, 22)


def graduate_of(park: Park, **fields) -> Profile:
    profile = ProfileFactory(**fields)
    profile.parks.add(park)
    return profile


@pytest.mark.django_db
def test_a_market_holds_the_parks_people_who_want_to_be_matched(park):
    matched = graduate_of(park)
    graduate_of(park, in_matching=False)
    graduate_of(ParkFactory())
    ProfileFactory()

    assert load_park(park, night=NIGHT).profile_ids.tolist() == [matched.pk]


@pytest.mark.django_db
def test_a_person_of_two_parks_is_in_both_markets_once(park):
    profile, other = graduate_of(park), ParkFactory()
    profile.parks.add(other)

    found = [load_park(each, night=NIGHT).profile_ids.tolist() for each in (park, other)]

    assert found == [[profile.pk], [profile.pk]]


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "paused", "closed", "expired"])
def test_a_market_holds_published_openings_only(state, company, park):
    OpeningFactory(company=company, state=state, review_comment="Pay?")
    published = OpeningFactory(company=company, published=True)
    OpeningFactory(published=True)

    assert load_park(park, night=NIGHT).opening_ids.tolist() == [published.pk]


@pytest.mark.django_db
@pytest.mark.parametrize(("days_left", "is_in"), [(None, True), (1, True), (0, True), (-1, False)])
def test_an_opening_is_matched_up_to_its_last_day(days_left, is_in, company, park):
    closes_on = None if days_left is None else NIGHT + timedelta(days=days_left)
    opening = OpeningFactory(company=company, published=True, closes_on=closes_on)

    assert load_park(park, night=NIGHT).opening_ids.tolist() == ([opening.pk] if is_in else [])


@pytest.mark.django_db
def test_the_same_market_has_the_same_hash(park):
    small_market(park)

    first, second = (load_park(park, night=NIGHT) for _ in range(2))

    assert first.hash(engine.Weights()) == second.hash(engine.Weights())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda market: market.ann.skill_claims.filter(skill=market.gmp).update(level=1),
        lambda market: market.ann.skill_claims.filter(skill=market.gmp).update(source="self"),
        lambda market: market.ann.wanted_places.update(region=market.wuxi),
        lambda market: Profile.objects.filter(pk=market.ann.pk).update(anywhere=True),
        lambda market: Profile.objects.filter(pk=market.ann.pk).update(wanted_kinds=["postdoc"]),
        lambda market: Profile.objects.filter(pk=market.ann.pk).update(visibility="nobody"),
        lambda market: Profile.objects.filter(pk=market.ann.pk).update(degree=None),
        lambda market: market.analyst.requirements.filter(skill=market.gmp).update(level=2),
        lambda market: market.analyst.disciplines.clear(),
        lambda market: OpeningFactory(company=market.analyst.company, published=True),
        lambda market: SkillClaimFactory(profile=market.silent, skill=market.gmp),
    ],
    ids=range(11),
)
def test_any_change_that_the_lists_depend_on_changes_the_hash(change, park):
    market = small_market(park)
    before = load_park(park, night=NIGHT).hash(engine.Weights())

    change(market)

    assert load_park(park, night=NIGHT).hash(engine.Weights()) != before


@pytest.mark.django_db
def test_what_no_list_depends_on_leaves_the_hash(park):
    market = small_market(park)
    before = load_park(park, night=NIGHT).hash(engine.Weights())

    Profile.objects.filter(pk=market.ann.pk).update(headline="Other", phone="138", summary="x")
    type(market.ann.user).objects.filter(pk=market.ann.user_id).update(full_name="Zoe")
    type(market.analyst).objects.update(title_en="Other", text_en="Other", salary_min=1)

    assert load_park(park, night=NIGHT).hash(engine.Weights()) == before


@pytest.mark.django_db
def test_other_weights_another_vocabulary_or_another_engine_change_the_hash(park, monkeypatch):
    small_market(park)
    loaded = load_park(park, night=NIGHT)
    weights = engine.Weights()

    hashes = {
        loaded.hash(weights),
        loaded.hash(replace(weights, must=5)),
        replace(loaded, vocabulary_version="other").hash(weights),
    }
    monkeypatch.setattr(engine, "VERSION", f"{engine.VERSION}-next")
    hashes.add(loaded.hash(weights))

    assert len(hashes) == 4


@pytest.mark.django_db
def test_a_market_costs_three_queries_whatever_its_size(park, django_assert_num_queries):
    small_market(park)
    load_park(park, night=NIGHT)

    with django_assert_num_queries(3):
        load_park(park, night=NIGHT)


@pytest.mark.django_db(transaction=True)
def test_both_sides_are_read_as_they_are_at_one_moment():
    other = connection.copy()
    park = ParkFactory(name_en="Before")
    names = Park.objects.filter(pk=park.pk).values_list("name_en", flat=True)

    with snapshot():
        before = names.get()
        with other.cursor() as cursor:
            cursor.execute("UPDATE parks_park SET name_en = 'After' WHERE id = %s", [park.pk])
        during = names.get()
    other.close()

    assert (before, during, names.get()) == ("Before", "Before", "After")


@pytest.mark.django_db(transaction=True)
def test_nothing_can_be_written_while_a_market_is_read():
    with pytest.raises(InternalError, match="read-only"), snapshot():
        ParkFactory()

    assert not Park.objects.exists()


@pytest.mark.django_db
def test_inside_a_transaction_its_own_rules_stay():
    with transaction.atomic(), snapshot():
        park = ParkFactory()

    assert Park.objects.get() == park
