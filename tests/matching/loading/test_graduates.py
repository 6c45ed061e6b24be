"""Profiles as the engine's columns, by hand."""

from datetime import date

import pytest

from matching.loading.graduates import LoadedGraduates, load_graduates
from matching.loading.vocabulary import load_vocabulary_index
from talent.models import Profile, WantedPlace
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import SkillFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory

pytestmark = pytest.mark.django_db


def loaded(*, opening_rows: dict[int, int] | None = None) -> LoadedGraduates:
    return load_graduates(Profile.objects.all(), load_vocabulary_index(), opening_rows or {})


def test_a_profile_that_says_nothing_is_loaded_as_unknown_everywhere():
    profile = ProfileFactory()

    graduates = loaded()

    columns = graduates.columns
    assert graduates.ids.tolist() == [profile.pk]
    assert columns.wanted_kinds.tolist() == [0]
    assert (columns.degree.tolist(), columns.discipline.tolist()) == ([-1], [-1])
    assert columns.available_from.tolist() == [-1]
    assert columns.anywhere.tolist() == [False]
    assert columns.places.values.tolist() == []
    assert columns.claims.skill.tolist() == []
    assert columns.excluded.values.tolist() == []


def test_every_fact_of_a_profile_is_loaded():
    provinces = RegionFactory.create_batch(3)
    discipline = DisciplineFactory()
    profile = ProfileFactory(
        wanted_kinds=["internship", "postdoc"],
        anywhere=True,
        degree=DegreeLevelFactory(rank=6),
        discipline=discipline,
        available_from=date(2026, 9, 1),
        graduates_on=date(2026, 7, 1),
    )
    for position, region in enumerate((provinces[2], provinces[0])):
        WantedPlace.objects.create(profile=profile, region=region, position=position)

    columns = loaded().columns

    index = load_vocabulary_index()
    assert columns.wanted_kinds.tolist() == [0b1010]
    assert columns.anywhere.tolist() == [True]
    assert columns.degree.tolist() == [6]
    assert columns.discipline.tolist() == [index.disciplines[discipline.pk]]
    assert columns.available_from.tolist() == [date(2026, 9, 1).toordinal()]
    wanted = [index.places[region.pk] for region in (provinces[2], provinces[0])]
    assert columns.places.values.tolist() == wanted


def test_who_states_no_start_is_free_from_graduation_on():
    ProfileFactory(graduates_on=date(2026, 7, 1))

    assert loaded().columns.available_from.tolist() == [date(2026, 7, 1).toordinal()]


@pytest.mark.parametrize(
    ("kinds", "bits"),
    [
        ([], 0),
        (["job"], 1),
        (["internship"], 2),
        (["training_place"], 4),
        (["postdoc"], 8),
        (["job", "job"], 1),
        (["postdoc"] * 60, 8),
        (["job", "internship", "training_place", "postdoc"], 15),
    ],
)
def test_each_kind_is_one_bit_however_often_it_is_named(kinds, bits):
    ProfileFactory(wanted_kinds=kinds)

    assert loaded().columns.wanted_kinds.tolist() == [bits]


def test_claims_carry_level_and_evidence_and_no_level_counts_as_the_lowest():
    profile, skill = ProfileFactory(), SkillFactory()
    for source, level in (("self", None), ("roster", 2), ("assessed", 3), ("certificate", 4)):
        SkillClaimFactory(profile=profile, skill=skill, source=source, level=level)

    claims = loaded().columns.claims

    assert claims.skill.tolist() == [0, 0, 0, 0]
    assert claims.level.tolist() == [1, 2, 3, 4]
    assert claims.evidence.tolist() == [0, 1, 2, 3]


def test_profiles_come_in_the_order_of_their_ids_with_their_own_claims():
    first, second, third = ProfileFactory.create_batch(3)
    claim = SkillClaimFactory(profile=second, level=2)

    graduates = loaded()

    assert graduates.ids.tolist() == [first.pk, second.pk, third.pk]
    assert graduates.columns.claims.offsets.tolist() == [0, 0, 1, 1]
    assert claim.skill_id in load_vocabulary_index().skills


@pytest.mark.parametrize(
    ("visibility", "shown"), [("nobody", False), ("applied", False), ("park_companies", True)]
)
def test_only_who_shows_themselves_is_shown(visibility, shown):
    ProfileFactory(visibility=visibility)

    assert loaded().columns.shown.tolist() == [shown]


@pytest.mark.parametrize(
    ("in_matching", "state", "matchable"),
    [
        (True, "submitted", True),
        (True, "accepted", True),
        (True, "hired", False),
        (True, "refused", True),
        (False, "submitted", False),
    ],
)
def test_who_has_found_a_place_or_opted_out_is_not_matched(in_matching, state, matchable):
    profile = ProfileFactory(in_matching=in_matching)
    ApplicationFactory(profile=profile, state=state, refusal_reason="filled")

    assert loaded().columns.matchable.tolist() == [matchable]


@pytest.mark.parametrize(
    ("state", "is_left_out"),
    [
        ("draft", False),
        ("submitted", True),
        ("refused", True),
        ("withdrawn", True),
        ("lapsed", True),
        ("hired", True),
    ],
)
def test_openings_that_somebody_has_dealt_with_are_left_out(state, is_left_out):
    application = ApplicationFactory(state=state, refusal_reason="filled")
    elsewhere = ApplicationFactory(profile=application.profile)

    graduates = loaded(opening_rows={application.opening_id: 7})

    assert graduates.columns.excluded.values.tolist() == ([7] if is_left_out else [])
    assert elsewhere.opening_id != application.opening_id


@pytest.mark.parametrize("profiles", [1, 3])
def test_any_number_of_profiles_is_read_in_one_query(profiles, django_assert_num_queries):
    for profile in ProfileFactory.create_batch(profiles):
        SkillClaimFactory(profile=profile)
    index = load_vocabulary_index()

    with django_assert_num_queries(1):
        graduates = load_graduates(Profile.objects.all(), index, {})

    assert len(graduates.ids) == profiles


def test_nobody_is_no_error():
    assert loaded().ids.tolist() == []
