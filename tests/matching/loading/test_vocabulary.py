import numpy as np
import pytest
from django.utils import timezone

from matching.loading.vocabulary import load_vocabulary_index
from parks.models import SkillRelation, Vocabulary
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
    assert index.certificates.tolist() == []


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


@pytest.mark.django_db(transaction=True)
def test_a_skill_that_turns_out_to_be_a_licence_is_one_from_the_next_index_on():
    skill = SkillFactory(kind="method")
    before = load_vocabulary_index().certificates
    skill.kind = "certificate"
    skill.save()

    assert (before.tolist(), load_vocabulary_index().certificates.tolist()) == ([False], [True])


def test_the_edition_of_the_vocabulary_is_told():
    Vocabulary.objects.create(version="2026-11", loaded_at=timezone.now())

    assert load_vocabulary_index().version == "2026-11"


def related(held, asked, quarters: int) -> SkillRelation:
    return SkillRelation.objects.create(held=held, asked=asked, kind="related", quarters=quarters)


def test_each_skill_knows_which_others_it_is_a_part_of():
    first, second, third = (SkillFactory(code=f"S-{number}") for number in range(3))
    for held, asked, quarters in ((third, second, 1), (third, first, 3), (first, third, 2)):
        related(held, asked, quarters)

    relations = load_vocabulary_index().vocabulary.related

    assert relations.offsets.tolist() == [0, 1, 1, 3]
    assert relations.asked.tolist() == [2, 0, 1]
    assert relations.quarters.tolist() == [2, 3, 1]


def test_a_new_relation_of_skills_is_in_the_next_index():
    held, asked = SkillFactory.create_batch(2)
    before = load_vocabulary_index().vocabulary.related

    related(held, asked, 2)

    after = load_vocabulary_index().vocabulary.related
    assert (before.asked.size, after.quarters.tolist()) == (0, [2])


def test_certificates_are_told_from_other_skills():
    for code, kind in (("S-1", "method"), ("S-2", "certificate"), ("S-3", "language")):
        SkillFactory(code=code, kind=kind)

    assert load_vocabulary_index().certificates.tolist() == [False, True, False]


def test_positions_are_found_for_many_ids_at_once_and_unknown_ones_told():
    second, first = SkillFactory(code="B"), SkillFactory(code="A")
    suzhou = RegionFactory()
    biology = DisciplineFactory()

    index = load_vocabulary_index()

    asked = np.array([second.pk, -1, first.pk, second.pk])
    assert index.skill_positions.find(asked).tolist() == [1, -1, 0, 1]
    assert index.place_positions.find(np.array([suzhou.pk, 0])).tolist() == [0, -1]
    assert index.discipline_positions.find(np.array([biology.pk])).tolist() == [0]
