"""How many graduates an opening would reach, against the engine's word on pairs one by one."""

from collections import Counter
from datetime import date

import numpy as np
import pytest
from django.core.files.storage import storages

from companies.models import Opening
from matching import engine
from matching.loading.market import load_market, load_park
from matching.loading.openings import load_openings
from matching.loading.reach import REQUIREMENTS, Asked, Reach, count_reach, opening_of
from matching.loading.snapshots import MARKET, save_market
from matching.loading.vocabulary import load_vocabulary_index
from matching.models import MatchRun
from parks.choices.taxonomy import SkillKind
from parks.choices.work import OpeningKind
from talent.models import Profile
from tests.factories.companies import OpeningFactory, OpeningSkillFactory
from tests.factories.matching import ApplicationFactory, MatchRunFactory
from tests.factories.parks import ParkFactory, SkillFactory
from tests.matching.random_markets import RandomMarket, random_market

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def files(settings) -> None:
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage", "OPTIONS": {}}
    settings.STORAGES = settings.STORAGES | {"matching": memory}


@pytest.fixture
def market(park) -> RandomMarket:
    made = random_market(park, seed=5, people=24, openings=6)
    licence = SkillFactory(kind=SkillKind.CERTIFICATE)
    for number, opening in enumerate(made.openings):
        if number % 3 == 0:
            OpeningSkillFactory(opening=opening, skill=licence, importance="must")
    for profile in made.profiles[:20]:
        profile.skill_claims.create(skill=licence, source="self")
    return made


def publish(market: RandomMarket) -> MatchRun:
    run = MatchRunFactory(park=market.park)
    save_market(run, load_park(market.park, night=NIGHT))
    return run


def asked_by(opening: Opening) -> Asked:
    musts = opening.requirements.filter(importance="must")
    return Asked(
        kind=OpeningKind(opening.kind),
        region_id=opening.region_id,
        degree_rank=opening.min_degree.rank if opening.min_degree else None,
        discipline_ids=frozenset(opening.disciplines.values_list("pk", flat=True)),
        starts_by=opening.starts_by,
        certificate_ids=frozenset(musts.values_list("skill", flat=True)),
    )


def counted_one_by_one(opening: Opening) -> tuple[int, int, int, int]:
    """Everybody in matching, who matches, who is undecided, and how many the hardest shuts out."""
    people = Profile.objects.filter(parks=opening.park, in_matching=True)
    told = [requirements_of(profile, opening) for profile in people.order_by("pk")]
    short = Counter(
        gate for gates in told for gate, state in gates.items() if state != engine.State.MET
    )
    matching = sum(set(gates.values()) == {engine.State.MET} for gates in told)
    possible = sum(engine.State.NOT_MET not in gates.values() for gates in told)
    return len(told), matching, possible - matching, max(short.values(), default=0)


def requirements_of(profile: Profile, opening: Opening) -> dict[engine.Gate, engine.State]:
    pair = load_market(Profile.objects.filter(pk=profile.pk), Opening.objects.filter(pk=opening.pk))
    explained = engine.explain(pair.market, engine.Weights(), 0, 0)
    return {each.gate: each.state for each in explained.gates if each.gate in REQUIREMENTS}


def numbers(reach: Reach) -> tuple[int, int, int, int]:
    return reach.graduates, reach.matching, reach.undecided, reach.excluded


@pytest.mark.parametrize("is_matched", [False, True])
def test_the_count_is_that_of_the_engine_pair_by_pair(market, is_matched):
    if is_matched:
        publish(market)

    for opening in market.openings:
        assert numbers(count_reach(market.park, asked_by(opening))) == counted_one_by_one(opening)


def test_the_row_is_the_one_that_a_run_reads(market):
    index = load_vocabulary_index()

    for opening in market.openings:
        read = load_openings(Opening.objects.filter(pk=opening.pk), index).columns
        made = opening_of(asked_by(opening), index)
        for name in ("kind", "place", "minimum_degree", "latest_start"):
            assert getattr(made, name).tolist() == getattr(read, name).tolist()
        assert sorted(made.disciplines.values) == sorted(read.disciplines.values)
        assert made.certificates.values.tolist() == read.certificates.values.tolist()


def test_the_hardest_requirement_is_named(market):
    Profile.objects.update(wanted_kinds=["job"], anywhere=True, degree=market.degrees[-1])

    reach = count_reach(market.park, Asked(kind=OpeningKind.POSTDOC, region_id=None))

    assert (reach.matching, reach.hardest, reach.excluded) == (0, engine.Gate.KIND, 24)


def test_nothing_is_named_where_nobody_is_shut_out(market):
    Profile.objects.update(wanted_kinds=["job"], anywhere=True)

    asked = Asked(kind=OpeningKind.JOB, region_id=market.places[0].pk)
    reach = count_reach(market.park, asked)

    assert reach == Reach(24, 24, 0, None, 0)


def test_only_people_who_are_in_matching_here_and_now_are_counted(market):
    asked = Asked(kind=OpeningKind.JOB)
    first, second, *_others = market.profiles
    Profile.objects.filter(pk=first.pk).update(in_matching=False)
    second.parks.set([ParkFactory()])

    assert count_reach(market.park, asked).graduates == 22
    assert count_reach(ParkFactory(), asked).graduates == 0


def test_who_is_hired_already_is_not_counted(market):
    elsewhere = OpeningFactory(company=market.company)
    ApplicationFactory(profile=market.profiles[0], opening=elsewhere, state="hired")

    assert count_reach(market.park, Asked(kind=OpeningKind.JOB)).graduates == 23


def test_who_has_applied_for_something_still_counts(market):
    asked = asked_by(market.openings[0])
    publish(market)
    before = count_reach(market.park, asked)
    MatchRun.objects.all().delete()
    for profile in market.profiles:
        ApplicationFactory(profile=profile, opening=market.openings[0])
    publish(market)

    assert count_reach(market.park, asked) == before


def test_files_that_are_gone_or_of_another_vocabulary_are_made_up_for(market):
    run, asked = publish(market), asked_by(market.openings[0])
    with_files = count_reach(market.park, asked)
    SkillFactory(code="0-first")
    other_vocabulary = count_reach(market.park, asked)
    run.refreshes += 1
    run.save()
    storages["matching"].delete(f"{run.uuid}/{MARKET}")

    assert count_reach(market.park, asked) == other_vocabulary == with_files


def test_ids_that_mean_nothing_ask_for_nothing(market):
    plain = Asked(kind=OpeningKind.JOB)
    odd = Asked(OpeningKind.JOB, 0, None, frozenset({0}), None, frozenset({0}))

    assert count_reach(market.park, odd) == count_reach(market.park, plain)


def test_all_of_ten_thousand_graduates_are_counted(market):
    loaded = load_park(market.park, night=NIGHT)
    many = np.resize(np.arange(len(loaded.market.graduates)), 10_000)
    crowd = engine.Market(
        loaded.market.graduates.take(many),
        loaded.market.openings,
        loaded.market.vocabulary,
        loaded.market.statistics,
    )
    run = MatchRunFactory(park=market.park)
    save_market(run, type(loaded)(crowd, many, *list(vars(loaded).values())[2:]))

    reach = count_reach(market.park, asked_by(market.openings[0]))

    assert reach.graduates == 10_000
