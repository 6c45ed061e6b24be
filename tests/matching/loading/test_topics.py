"""What a text is about, by the vocabulary: the same in either language, related skills in part."""

import zlib

import pytest
from django.utils import timezone

from matching.loading.terms import refresh_terms
from matching.loading.topics import load_topics
from matching.models import ProfileTerms
from parks.models import SkillAlias, SkillRelation, Vocabulary
from tests.factories.companies import OpeningFactory
from tests.factories.parks import SkillFactory
from tests.factories.talent import ProfileFactory

pytestmark = pytest.mark.django_db


def skill_named(english: str, chinese: str):
    skill = SkillFactory(label_en=english, label_zh=chinese)
    for language, text in (("en", english), ("zh", chinese)):
        SkillAlias.objects.create(
            skill=skill, language=language, text=text, folded=text.lower(), use="text"
        )
    return skill


def term_of(skill) -> int:
    return zlib.crc32(skill.code.encode()) & 0x7FFFFFFF | 1


def test_a_skill_is_one_topic_in_either_language():
    culture = skill_named("cell culture", "细胞培养")

    found = [load_topics().in_text(text, asked=False) for text in ("细胞培养", "Cell culture")]

    assert found == [{term_of(culture): 4}, {term_of(culture): 4}]


def test_a_topic_counts_four_quarters_for_every_time_it_is_named():
    elisa = skill_named("ELISA", "酶联免疫")

    assert load_topics().in_text("ELISA, ELISA 酶联免疫", asked=True) == {term_of(elisa): 12}


def test_topics_are_odd_so_that_no_word_is_taken_for_one():
    skill_named("ELISA", "酶联免疫")

    assert [term & 1 for term in load_topics().in_text("ELISA", asked=True)] == [1]


def test_what_gives_part_of_a_skill_asked_for_is_a_topic_of_the_opening_in_part():
    held, asked = skill_named("HPLC", "液相"), skill_named("chromatography", "色谱")
    SkillRelation.objects.create(held=held, asked=asked, kind="narrower", quarters=3)

    topics = load_topics()

    assert topics.in_text("chromatography", asked=True) == {term_of(asked): 4, term_of(held): 3}
    assert topics.in_text("HPLC", asked=True) == {term_of(held): 4}


def test_what_a_skill_held_gives_part_of_is_a_topic_of_the_person_in_part():
    held, asked = skill_named("HPLC", "液相"), skill_named("chromatography", "色谱")
    SkillRelation.objects.create(held=held, asked=asked, kind="narrower", quarters=3)

    topics = load_topics()

    assert topics.in_text("HPLC HPLC", asked=False) == {term_of(held): 8, term_of(asked): 6}
    assert topics.in_text("chromatography", asked=False) == {term_of(asked): 4}


def test_of_several_ways_to_a_topic_the_most_counts():
    first, second = skill_named("HPLC", "液相"), skill_named("chromatography", "色谱")
    SkillRelation.objects.create(held=first, asked=second, kind="narrower", quarters=3)

    found = load_topics().in_text("HPLC chromatography chromatography", asked=False)

    assert found[term_of(second)] == 8


def test_a_new_alias_is_known_at_once_and_its_texts_are_read_again(park):
    Vocabulary.objects.create(version="of this test", loaded_at=timezone.now())
    elisa = skill_named("ELISA", "酶联免疫")
    profile = ProfileFactory(summary="enzyme immunoassay")
    profile.parks.add(park)
    refresh_terms(park)
    before = bytes(ProfileTerms.objects.get().terms)
    words = {"language": "en", "text": "enzyme immunoassay", "folded": "enzyme immunoassay"}
    SkillAlias.objects.create(skill=elisa, use="text", **words)

    assert refresh_terms(park) == 1

    assert bytes(ProfileTerms.objects.get().terms) != before


def test_what_an_opening_names_in_its_title_counts_three_times(park, company):
    elisa = skill_named("ELISA", "酶联免疫")
    opening = OpeningFactory(company=company, published=True, title_en="ELISA", title_zh="")

    refresh_terms(park)

    row = opening.match_terms
    counts = dict(zip(memoryview(row.terms).cast("B").cast("i"), bytes(row.counts), strict=True))
    assert counts[term_of(elisa)] == 12
