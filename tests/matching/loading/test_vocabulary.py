import pytest
from django.utils import timezone

from matching.loading.vocabulary import load_vocabulary_index
from parks.models import Vocabulary
from tests.factories.parks import SkillFactory
from tests.factories.vocabulary import DisciplineFactory, RegionFactory

pytestmark = pytest.mark.django_db


def test_positions_follow_the_codes_and_trees_follow_the_parents():
    second, first = SkillFactory(code="B-1"), SkillFactory(code="A-1")
    jiangsu = RegionFactory(code="320000")
    suzhou = RegionFactory(code="320500", parent=jiangsu)
    beijing = RegionFactory(code="110000")
    biology = DisciplineFactory(code="BIO")
    major = DisciplineFactory(code="071002", parent=biology)

    index = load_vocabulary_index()

    assert index.skills == {first.pk: 0, second.pk: 1}
    assert index.labelled == [first, second]
    assert index.places == {beijing.pk: 0, jiangsu.pk: 1, suzhou.pk: 2}
    assert index.disciplines == {biology.pk: 0, major.pk: 1}
    places = index.vocabulary.place_ancestors
    assert places.offsets.tolist() == [0, 1, 2, 4]
    assert places.values.tolist() == [0, 1, 2, 1]
    disciplines = index.vocabulary.discipline_ancestors
    assert disciplines.values.tolist() == [0, 1, 0]


def test_an_empty_vocabulary_is_an_index_too():
    index = load_vocabulary_index()

    assert (index.version, index.skills, index.places, index.disciplines) == ("", {}, {}, {})
    assert index.vocabulary.skill_count == 0


def test_the_index_is_built_once_and_costs_one_query_afterwards(django_assert_num_queries):
    SkillFactory()
    first = load_vocabulary_index()

    with django_assert_num_queries(1):
        second = load_vocabulary_index()

    assert second is first


@pytest.mark.parametrize("factory", [SkillFactory, RegionFactory, DisciplineFactory])
def test_what_people_add_is_in_the_next_index(factory):
    factory()
    before = load_vocabulary_index()

    added = factory()

    after = load_vocabulary_index()
    assert after is not before
    assert added.pk in after.skills | after.places | after.disciplines


@pytest.mark.django_db(transaction=True)
def test_a_row_that_was_swapped_for_another_is_noticed():
    skill = SkillFactory()
    load_vocabulary_index()
    skill.delete()

    other = SkillFactory()

    assert load_vocabulary_index().labelled == [other]


@pytest.mark.django_db(transaction=True)
def test_a_label_that_was_mended_is_shown_from_the_next_page_on():
    skill = SkillFactory(label_en="Cel culture")
    load_vocabulary_index()
    skill.label_en = "Cell culture"
    skill.save()

    assert [skill.label_en for skill in load_vocabulary_index().labelled] == ["Cell culture"]


def test_the_edition_of_the_vocabulary_is_told():
    Vocabulary.objects.create(version="2026-11", loaded_at=timezone.now())

    assert load_vocabulary_index().version == "2026-11"
