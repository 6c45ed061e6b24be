"""A park's market for one night, from one moment of the database."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from django.db import InternalError, connection, transaction

from companies.models import Opening
from matching import engine
from matching.loading.market import LoadedMarket, load_market, load_park, snapshot
from matching.loading.results import store_statistics
from matching.loading.terms import refresh_terms
from matching.loading.words import pack_terms
from matching.models import OpeningTerms, ProfileTerms
from parks.models import Park, SkillRelation
from talent.models import Education, Profile
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory, MatchRunFactory
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.matching.markets import SmallMarket, small_market

NIGHT = date(2026, 11, 22)
HPLC = pack_terms("HPLC")._asdict()
BOBS_TOPICS = 4


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
        lambda market: Profile.objects.filter(pk=market.ann.pk).update(pay_wanted=9000),
        lambda market: Profile.objects.filter(pk=market.ann.pk).update(career_channel="management"),
        lambda market: Opening.objects.filter(pk=market.analyst.pk).update(salary_max=9000),
        lambda market: Opening.objects.filter(pk=market.analyst.pk).update(headcount=2),
        lambda market: SkillRelation.objects.create(
            held=market.elisa, asked=market.gmp, kind="related", quarters=2
        ),
        lambda market: ProfileTerms.objects.filter(profile=market.ann).update(**HPLC),
        lambda market: OpeningTerms.objects.filter(opening=market.analyst).update(**HPLC),
    ],
    ids=range(18),
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

    Profile.objects.filter(pk=market.ann.pk).update(phone="138")
    Education.objects.create(profile=market.ann, school="Peking University")
    type(market.ann.user).objects.filter(pk=market.ann.user_id).update(full_name="Zoe")
    type(market.analyst).objects.update(grade="P7", review_comment="Other", source="imported")

    assert load_park(park, night=NIGHT).hash(engine.Weights()) == before


@pytest.mark.django_db
def test_other_weights_prices_counts_vocabulary_or_engine_change_the_hash(park, monkeypatch):
    small_market(park)
    loaded = load_park(park, night=NIGHT)
    weights = engine.Weights()
    counted = replace(loaded.market.statistics, mean_length=7)

    hashes = {
        loaded.hash(weights),
        loaded.hash(replace(weights, must=5)),
        loaded.hash(weights, strength=50),
        replace(loaded, vocabulary_version="other").hash(weights),
        replace(loaded, market=replace(loaded.market, statistics=counted)).hash(weights),
    }
    monkeypatch.setattr(engine, "VERSION", f"{engine.VERSION}-next")
    hashes.add(loaded.hash(weights))

    assert len(hashes) == 6


@pytest.mark.django_db
def test_a_market_costs_eleven_statements_whatever_its_size(park, django_assert_num_queries):
    small_market(park)
    load_park(park, night=NIGHT)

    with django_assert_num_queries(11):
        load_park(park, night=NIGHT)


@pytest.mark.django_db
@pytest.mark.parametrize("has_run", [True, False])
def test_some_pairs_cost_three_queries(has_run, park, django_assert_num_queries):
    market = small_market(park)
    if has_run:
        store_statistics(MatchRunFactory(park=park), engine.Statistics.neutral(3))
    load_some(market)

    with django_assert_num_queries(3):
        load_some(market)


def load_some(market: SmallMarket) -> LoadedMarket:
    return load_market(
        Profile.objects.filter(pk=market.ann.pk), Opening.objects.filter(pk=market.analyst.pk)
    )


def everything() -> LoadedMarket:
    return load_market(Profile.objects.all(), Opening.objects.all())


@pytest.mark.django_db
def test_a_few_rows_are_loaded_as_a_whole_park_is(park):
    market = small_market(park)
    ApplicationFactory(profile=market.bob, opening=market.analyst)
    refresh_terms(park)
    whole = load_park(park, night=NIGHT)
    store_statistics(MatchRunFactory(park=park), whole.market.statistics)

    some = everything()

    assert some.hash(engine.Weights()) == whole.hash(engine.Weights())
    assert some.skills == whole.skills


@pytest.mark.django_db
def test_a_pair_is_seen_with_the_counts_of_the_published_run(park):
    market = small_market(park)
    counted = replace(engine.Statistics.neutral(3), mean_length=77)
    store_statistics(MatchRunFactory(park=park, state="superseded"), counted)

    before = load_some(market).market.statistics
    store_statistics(MatchRunFactory(park=park), counted)
    after = load_some(market).market.statistics

    assert (before.mean_length, after.mean_length) == (
        engine.Statistics.neutral(3).mean_length,
        77,
    )


@pytest.mark.django_db
def test_a_skill_added_since_the_run_leaves_its_pages_working(park):
    market = small_market(park)
    counted = engine.Statistics(np.array([12, 11, 10]), np.full(1 << 16, 3), 77)
    store_statistics(MatchRunFactory(park=park), counted)
    SkillFactory()

    statistics = load_some(market).market.statistics

    assert statistics.rarity.tolist() == [1, 1, 1, 1]
    assert (statistics.mean_length, statistics.term_weights[0]) == (77, 3)


@pytest.mark.django_db
def test_a_refresh_keeps_the_counts_of_the_run_unless_the_skills_are_others(park):
    small_market(park)
    counted = engine.Statistics(np.array([12, 11, 10]), np.full(1 << 16, 3), 77)

    kept = load_park(park, night=NIGHT, statistics=counted).market.statistics
    SkillFactory()
    anew = load_park(park, night=NIGHT, statistics=counted).market.statistics

    assert kept is counted
    assert (anew.rarity.size, anew.mean_length) == (4, BOBS_TOPICS)


@pytest.mark.django_db
def test_a_full_run_counts_over_the_park(park):
    market = small_market(park)
    topics = pack_terms("", {1: 4, 3: 8})._asdict()
    kept = {"digest": b"", **topics}
    ProfileTerms.objects.update_or_create(profile=market.ann, defaults=kept)

    loaded = load_park(park, night=NIGHT)

    expected = engine.Statistics.of(loaded.market.graduates, loaded.market.openings, 3)
    assert loaded.market.statistics.mean_length == (12 + BOBS_TOPICS) // 2
    assert np.array_equal(loaded.market.statistics.rarity, expected.rarity)
    assert np.array_equal(loaded.market.statistics.term_weights, expected.term_weights)


@pytest.mark.django_db
def test_two_markets_know_whether_they_speak_of_the_same_vocabulary(park):
    market = small_market(park)
    first, second = (load_park(park, night=NIGHT) for _ in range(2))

    SkillRelation.objects.create(held=market.elisa, asked=market.gmp, kind="related", quarters=2)
    third = load_park(park, night=NIGHT)
    SkillFactory()
    fourth = load_park(park, night=NIGHT)

    assert first.has_vocabulary_of(second)
    assert not second.has_vocabulary_of(third)
    assert not third.has_vocabulary_of(fourth)


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
