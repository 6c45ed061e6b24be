"""Openings as the engine's columns, by hand; many by COPY and few by one query alike."""

from datetime import date

import pytest

from companies.models import Opening, OpeningSkill
from matching.loading.openings import LoadedOpenings, load_openings
from matching.loading.vocabulary import load_vocabulary_index
from matching.loading.words import pack_terms
from matching.models import OpeningTerms
from parks.models import Skill
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.matching import MatchRunFactory
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[True, False], ids=["few", "many"])
def few(request) -> bool:
    """Whether openings are read by one query or by COPY; nothing else may differ."""
    return request.param


def loaded(*, few: bool) -> LoadedOpenings:
    return load_openings(Opening.objects.all(), load_vocabulary_index(), few=few)


def place_of_the_only_opening(*, few: bool) -> int | None:
    """Return the id of the place that was loaded, None when it is unknown."""
    ids = {position: pk for pk, position in load_vocabulary_index().places.items()}
    (position,) = loaded(few=few).columns.place.tolist()
    return ids.get(position)


def test_an_opening_that_asks_for_nothing_is_met_by_anybody(few):
    opening = OpeningFactory()

    openings = loaded(few=few)

    assert openings.ids.tolist() == [opening.pk]
    assert openings.rows == {opening.pk: 0}
    columns = openings.columns
    assert (columns.kind.tolist(), columns.place.tolist()) == ([0], [-1])
    assert (columns.minimum_degree.tolist(), columns.latest_start.tolist()) == ([0], [-1])
    assert columns.disciplines.values.tolist() == []
    assert columns.requirements.skill.tolist() == []


def test_everything_an_opening_asks_for_is_loaded(few):
    accepted = sorted(DisciplineFactory.create_batch(2), key=lambda row: row.pk)
    elisa, gmp, nice = (SkillFactory(code=f"S-{number}") for number in range(3))
    region = RegionFactory()
    opening = OpeningFactory(
        kind="postdoc",
        region=region,
        min_degree=DegreeLevelFactory(rank=7),
        starts_by=date(2027, 3, 1),
    )
    opening.disciplines.set(accepted)
    asked = [(gmp, "wanted", 1), (elisa, "must", 4), (nice, "nice", 2)]
    for position, (skill, importance, level) in enumerate(asked):
        OpeningSkillFactory(
            opening=opening, skill=skill, importance=importance, level=level, position=position
        )

    columns = loaded(few=few).columns

    index = load_vocabulary_index()
    assert (columns.kind.tolist(), columns.minimum_degree.tolist()) == ([3], [7])
    assert columns.place.tolist() == [index.places[region.pk]]
    assert columns.latest_start.tolist() == [date(2027, 3, 1).toordinal()]
    assert columns.disciplines.values.tolist() == [index.disciplines[row.pk] for row in accepted]
    assert columns.requirements.skill.tolist() == [1, 0, 2]
    assert columns.requirements.level.tolist() == [1, 4, 2]
    assert columns.requirements.importance.tolist() == [2, 3, 1]


def test_the_kinds_are_counted_as_the_wishes_of_graduates_are(few):
    for kind in ("job", "internship", "training_place", "postdoc"):
        OpeningFactory(kind=kind)

    assert loaded(few=few).columns.kind.tolist() == [0, 1, 2, 3]


def test_the_place_is_the_openings_or_the_companys_or_the_parks(few):
    of_park, of_company, of_opening = RegionFactory.create_batch(3)
    park = ParkFactory(region=of_park)
    company = CompanyFactory(park=park)
    opening = OpeningFactory(company=company)

    found = [place_of_the_only_opening(few=few)]
    company.region = of_company
    company.save()
    found.append(place_of_the_only_opening(few=few))
    opening.region = of_opening
    opening.save()
    found.append(place_of_the_only_opening(few=few))

    assert found == [of_park.pk, of_company.pk, of_opening.pk]


def test_a_place_that_is_written_but_not_recognised_is_unknown(few):
    park = ParkFactory(region=RegionFactory())
    OpeningFactory(company__park=park, place_text="somewhere else")

    assert place_of_the_only_opening(few=few) is None


def test_no_opening_asks_for_more_skills_than_the_engine_takes(few):
    opening, crowded = OpeningFactory(), OpeningFactory()
    OpeningSkillFactory(opening=opening)
    group = SkillFactory().group
    skills = [
        Skill(code=f"N-{number:03}", group=group, kind="method", label_en="x", label_zh="x")
        for number in range(258)
    ]
    Skill.objects.bulk_create(skills)
    asked = [
        OpeningSkill(opening=crowded, skill=skill, position=position)
        for position, skill in enumerate(reversed(skills))
    ]
    OpeningSkill.objects.bulk_create(asked)

    requirements = loaded(few=few).columns.requirements

    positions = load_vocabulary_index().skills
    assert requirements.lengths.tolist() == [1, 256]
    assert requirements.skill.tolist()[1:] == [positions[row.skill_id] for row in asked[:256]]


def test_what_an_opening_asks_for_keeps_the_order_it_was_entered_in(few):
    opening = OpeningFactory()
    skills = SkillFactory.create_batch(4)
    for number, position in ((3, 1), (0, 0), (2, 1), (1, 0)):
        OpeningSkillFactory(opening=opening, skill=skills[number], position=position)

    requirements = loaded(few=few).columns.requirements

    positions = load_vocabulary_index().skills
    assert requirements.skill.tolist() == [positions[skills[number].pk] for number in (0, 1, 3, 2)]


@pytest.mark.parametrize(
    ("kind", "importance", "is_gate"),
    [
        ("certificate", "must", True),
        ("certificate", "wanted", False),
        ("certificate", "nice", False),
        ("method", "must", False),
    ],
)
def test_a_licence_that_must_be_held_is_a_condition_and_earns_no_points(
    kind, importance, is_gate, few
):
    skill = SkillFactory(kind=kind)
    OpeningSkillFactory(skill=skill, importance=importance)

    columns = loaded(few=few).columns

    position = load_vocabulary_index().skills[skill.pk]
    assert columns.certificates.values.tolist() == ([position] if is_gate else [])
    assert columns.requirements.skill.tolist() == ([] if is_gate else [position])


def test_licences_ascend_and_belong_to_their_own_opening(few):
    first, second = OpeningFactory.create_batch(2)
    licences = [SkillFactory(code=f"L-{number}", kind="certificate") for number in range(3)]
    for opening, number in ((second, 2), (first, 1), (second, 0)):
        OpeningSkillFactory(opening=opening, skill=licences[number], importance="must")

    certificates = loaded(few=few).columns.certificates

    assert certificates.offsets.tolist() == [0, 1, 3]
    assert certificates.values.tolist() == [1, 0, 2]


@pytest.mark.parametrize(
    ("pay", "monthly"),
    [
        ({}, -1),
        ({"salary_max": 12_000}, 12_000),
        ({"salary_min": 9_000, "salary_max": 12_000}, 12_000),
        ({"salary_min": 9_000}, 9_000),
        ({"salary_max": 0}, 0),
        ({"salary_max": 200_000, "salary_period": "year"}, 16_666),
        ({"salary_max": 200, "salary_period": "day"}, 4_350),
        ({"salary_max": 30, "salary_period": "hour"}, 5_220),
        ({"salary_max": 2_147_483_647, "salary_period": "hour"}, 2_147_483_647),
        ({"salary_max": 9_000, "salary_currency": "USD"}, -1),
        ({"salary_max": 9_000, "salary_currency": ""}, -1),
    ],
)
def test_pay_is_the_most_that_is_offered_for_a_month(pay, monthly, few):
    OpeningFactory(**pay)

    assert loaded(few=few).columns.pay.tolist() == [monthly]


@pytest.mark.parametrize(("channel", "number"), [("", -1), ("management", 0), ("technical", 1)])
def test_the_career_channel_is_a_number_or_unknown(channel, number, few):
    OpeningFactory(career_channel=channel)

    assert loaded(few=few).columns.channel.tolist() == [number]


def test_how_many_people_are_wanted_is_loaded(few):
    OpeningFactory(headcount=7)

    assert loaded(few=few).columns.headcount.tolist() == [7]


def test_the_words_of_an_opening_are_those_that_were_kept(few):
    opening = OpeningFactory()
    packed = pack_terms("ELISA 细胞培养")
    OpeningTerms.objects.create(opening=opening, digest=b"", **packed._asdict())

    texts = loaded(few=few).columns.texts

    assert texts.offsets.tolist() == [0, 2]
    assert texts.term.tobytes() == packed.terms
    assert texts.count.tobytes() == packed.counts


def test_each_opening_tells_which_run_is_published_in_its_park(few):
    with_run, without = OpeningFactory.create_batch(2)
    run = MatchRunFactory(park=with_run.park)
    MatchRunFactory(park=without.park, state="failed")

    assert loaded(few=few).runs.tolist() == [run.pk, -1]


@pytest.mark.parametrize("openings", [1, 3])
@pytest.mark.parametrize(("few", "queries"), [(True, 1), (False, 4)])
def test_any_number_of_openings_is_read_by_as_many_queries(
    openings, few, queries, django_assert_num_queries
):
    for opening in OpeningFactory.create_batch(openings):
        OpeningSkillFactory(opening=opening)
    index = load_vocabulary_index()

    with django_assert_num_queries(queries):
        found = load_openings(Opening.objects.all(), index, few=few)

    assert len(found.ids) == openings


def test_no_opening_is_no_error(few):
    assert loaded(few=few).ids.tolist() == []
