"""Profiles as the engine's columns, by hand; many by COPY and few by one query alike."""

from datetime import date

import numpy as np
import pytest

from matching import engine
from matching.loading.graduates import LoadedGraduates, load_graduates
from matching.loading.vocabulary import load_vocabulary_index
from matching.loading.words import pack_terms
from matching.models import ProfileTerms
from talent.models import Profile, WantedPlace
from tests.factories.matching import ApplicationFactory, DismissalFactory
from tests.factories.parks import SkillFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory

pytestmark = pytest.mark.django_db

NO_OPENINGS = np.empty(0, np.int64)


@pytest.fixture(params=[True, False], ids=["few", "many"])
def few(request) -> bool:
    """Whether profiles are read by one query or by COPY; nothing else may differ."""
    return request.param


def loaded(*, few: bool, opening_ids: tuple[int, ...] = ()) -> LoadedGraduates:
    ids = np.array(opening_ids, np.int64)
    return load_graduates(Profile.objects.all(), load_vocabulary_index(), ids, few=few)


def rows_of(lists: engine.Lists) -> list[list[int]]:
    return [part.tolist() for part in np.split(lists.values, lists.offsets[1:-1])]


def test_a_profile_that_says_nothing_is_loaded_as_unknown_everywhere(few):
    profile = ProfileFactory()

    graduates = loaded(few=few)

    columns = graduates.columns
    assert graduates.ids.tolist() == [profile.pk]
    assert columns.kinds.values.tolist() == []
    assert (columns.degree.tolist(), columns.discipline.tolist()) == ([-1], [-1])
    assert (columns.available_from.tolist(), columns.anywhere.tolist()) == ([-1], [False])
    assert (columns.channel.tolist(), columns.pay.tolist()) == ([-1], [-1])
    assert columns.places.values.tolist() == []
    assert columns.claims.skill.tolist() == []
    assert columns.excluded.values.tolist() == []
    assert columns.texts.offsets.tolist() == [0, 0]


def test_every_fact_of_a_profile_is_loaded(few):
    provinces = RegionFactory.create_batch(3)
    discipline = DisciplineFactory()
    profile = ProfileFactory(
        wanted_kinds=["postdoc", "internship"],
        anywhere=True,
        degree=DegreeLevelFactory(rank=6),
        discipline=discipline,
        available_from=date(2026, 9, 1),
        graduates_on=date(2026, 7, 1),
        career_channel="technical",
        pay_wanted=9000,
    )
    for position, region in enumerate((provinces[2], provinces[0])):
        WantedPlace.objects.create(profile=profile, region=region, position=position)

    columns = loaded(few=few).columns

    index = load_vocabulary_index()
    assert columns.kinds.values.tolist() == [3, 1]
    assert columns.anywhere.tolist() == [True]
    assert columns.degree.tolist() == [6]
    assert columns.discipline.tolist() == [index.disciplines[discipline.pk]]
    assert columns.available_from.tolist() == [date(2026, 9, 1).toordinal()]
    assert (columns.channel.tolist(), columns.pay.tolist()) == ([1], [9000])
    wanted = [index.places[region.pk] for region in (provinces[2], provinces[0])]
    assert columns.places.values.tolist() == wanted


def test_who_states_no_start_is_free_from_graduation_on(few):
    ProfileFactory(graduates_on=date(2026, 7, 1))

    assert loaded(few=few).columns.available_from.tolist() == [date(2026, 7, 1).toordinal()]


@pytest.mark.parametrize(
    ("kinds", "numbers"),
    [
        ([], []),
        (["job"], [0]),
        (["internship"], [1]),
        (["training_place"], [2]),
        (["postdoc"], [3]),
        (["internship", "job", "internship"], [1, 0]),
        (["postdoc"] * 60, [3]),
        (["postdoc"] * 60 + ["job"], [3, 0]),
        (["training_place", "postdoc", "internship", "job"], [2, 3, 1, 0]),
    ],
)
def test_kinds_keep_their_order_and_each_counts_once_however_often_it_is_named(kinds, numbers, few):
    ProfileFactory(wanted_kinds=kinds)

    assert loaded(few=few).columns.kinds.values.tolist() == numbers


@pytest.mark.parametrize(("channel", "number"), [("", -1), ("management", 0), ("technical", 1)])
def test_the_career_channel_is_a_number_or_unknown(channel, number, few):
    ProfileFactory(career_channel=channel)

    assert loaded(few=few).columns.channel.tolist() == [number]


@pytest.mark.parametrize(("pay", "number"), [(None, -1), (0, 0), (12_000, 12_000)])
def test_any_pay_is_something_else_than_no_word_about_pay(pay, number, few):
    ProfileFactory(pay_wanted=pay)

    assert loaded(few=few).columns.pay.tolist() == [number]


def test_places_are_in_the_order_of_their_positions_then_of_their_entry(few):
    regions = RegionFactory.create_batch(4)
    profile = ProfileFactory()
    for region, position in ((regions[3], 1), (regions[2], 0), (regions[0], 1), (regions[1], 0)):
        WantedPlace.objects.create(profile=profile, region=region, position=position)

    places = loaded(few=few).columns.places

    index = load_vocabulary_index()
    order = [regions[number] for number in (2, 1, 3, 0)]
    assert places.values.tolist() == [index.places[region.pk] for region in order]


def test_claims_carry_level_and_evidence_and_no_level_counts_as_the_lowest(few):
    profile, skill = ProfileFactory(), SkillFactory()
    for source, level in (("self", None), ("roster", 2), ("assessed", 3), ("certificate", 4)):
        SkillClaimFactory(profile=profile, skill=skill, source=source, level=level)

    claims = loaded(few=few).columns.claims

    assert claims.skill.tolist() == [0, 0, 0, 0]
    assert claims.level.tolist() == [1, 2, 3, 4]
    assert claims.evidence.tolist() == [0, 1, 2, 3]


def test_claims_are_in_the_order_of_skills_whenever_they_were_made(few):
    skills = SkillFactory.create_batch(4)
    profiles = ProfileFactory.create_batch(2)
    for number in (2, 0, 3, 1):
        SkillClaimFactory(profile=profiles[number % 2], skill=skills[number], level=number + 1)

    claims = loaded(few=few).columns.claims

    positions = load_vocabulary_index().skills
    expected = [
        sorted(positions[skills[number].pk] for number in numbers) for numbers in ((0, 2), (1, 3))
    ]
    found = np.split(claims.skill, claims.offsets[1:-1])
    assert [part.tolist() for part in found] == expected


def test_a_level_that_no_form_offers_is_refused_rather_than_mixed_up(few):
    SkillClaimFactory(level=9)

    with pytest.raises(engine.EngineInputError, match=r"outside 1\.\.4"):
        loaded(few=few)


def test_profiles_come_in_the_order_of_their_ids_with_their_own_claims(few):
    first, second, third = ProfileFactory.create_batch(3)
    claim = SkillClaimFactory(profile=second, level=2)

    graduates = loaded(few=few)

    assert graduates.ids.tolist() == [first.pk, second.pk, third.pk]
    assert graduates.columns.claims.offsets.tolist() == [0, 0, 1, 1]
    assert claim.skill_id in load_vocabulary_index().skills


@pytest.mark.parametrize(
    ("visibility", "shown"), [("nobody", False), ("applied", False), ("park_companies", True)]
)
def test_only_who_shows_themselves_is_shown(visibility, shown, few):
    ProfileFactory(visibility=visibility)

    assert loaded(few=few).columns.shown.tolist() == [shown]


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
def test_who_has_found_a_place_or_opted_out_is_not_matched(in_matching, state, matchable, few):
    profile = ProfileFactory(in_matching=in_matching)
    ApplicationFactory(profile=profile, state=state, refusal_reason="filled")

    assert loaded(few=few).columns.matchable.tolist() == [matchable]


def test_a_place_found_takes_nobody_else_out_of_the_matching(few):
    people = ProfileFactory.create_batch(3)
    ApplicationFactory(profile=people[1], state="hired")

    assert loaded(few=few).columns.matchable.tolist() == [True, False, True]


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
def test_openings_that_somebody_has_dealt_with_are_left_out(state, is_left_out, few):
    application = ApplicationFactory(state=state, refusal_reason="filled")
    elsewhere = ApplicationFactory(profile=application.profile)

    graduates = loaded(few=few, opening_ids=(0, application.opening_id))

    assert graduates.columns.excluded.values.tolist() == ([1] if is_left_out else [])
    assert elsewhere.opening_id != application.opening_id


def test_an_opening_applied_for_twice_is_left_out_once(few):
    first = ApplicationFactory(state="withdrawn")
    ApplicationFactory(profile=first.profile, opening=first.opening)
    other = ProfileFactory()

    graduates = loaded(few=few, opening_ids=(first.opening_id,))

    assert graduates.ids.tolist() == [first.profile_id, other.pk]
    assert rows_of(graduates.columns.excluded) == [[0], []]


def test_an_opening_that_does_not_interest_is_left_out_for_that_person_alone(few):
    dismissal = DismissalFactory()
    elsewhere = DismissalFactory(profile=dismissal.profile)
    other = ProfileFactory()

    graduates = loaded(few=few, opening_ids=(0, dismissal.opening_id))

    assert graduates.ids.tolist() == [dismissal.profile_id, other.pk]
    assert rows_of(graduates.columns.excluded) == [[1], []]
    assert elsewhere.opening_id != dismissal.opening_id


def test_an_opening_left_out_after_an_application_is_left_out_once(few):
    application = ApplicationFactory(state="withdrawn")
    DismissalFactory(profile=application.profile, opening=application.opening)
    later = DismissalFactory(profile=application.profile)

    graduates = loaded(few=few, opening_ids=(application.opening_id, later.opening_id))

    assert rows_of(graduates.columns.excluded) == [[0, 1]]


def test_the_words_of_a_profile_are_those_that_were_kept(few):
    silent, writer = ProfileFactory.create_batch(2)
    packed = pack_terms("HPLC HPLC 细胞培养")
    ProfileTerms.objects.create(profile=writer, digest=b"", **packed._asdict())

    texts = loaded(few=few).columns.texts

    assert silent.pk < writer.pk
    assert texts.offsets.tolist() == [0, 0, 2]
    assert texts.term.tobytes() == packed.terms
    assert sorted(texts.count.tolist()) == [4, 8]


@pytest.mark.parametrize("profiles", [1, 3])
@pytest.mark.parametrize(("few", "queries"), [(True, 1), (False, 6)])
def test_any_number_of_profiles_is_read_by_as_many_queries(
    profiles, few, queries, django_assert_num_queries
):
    for profile in ProfileFactory.create_batch(profiles):
        SkillClaimFactory(profile=profile)
    index = load_vocabulary_index()

    with django_assert_num_queries(queries):
        graduates = load_graduates(Profile.objects.all(), index, NO_OPENINGS, few=few)

    assert len(graduates.ids) == profiles


def test_nobody_is_no_error(few):
    assert loaded(few=few).ids.tolist() == []
