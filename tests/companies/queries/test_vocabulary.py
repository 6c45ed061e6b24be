"""The names that the form of an opening proposes, and what a name means."""

import pytest
from django.utils import translation

from companies.queries.vocabulary import (
    disciplines_named,
    label_of,
    skills_named,
    words_of_vocabulary,
)
from parks.choices.taxonomy import SkillKind
from parks.models import ChainStage, DegreeLevel, Discipline, Skill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.mark.parametrize(("language", "label"), [("en", "label_en"), ("zh-hans", "label_zh")])
def test_every_skill_is_proposed_in_one_list_in_the_readers_language(language, label):
    def labels(**about):
        return set(Skill.objects.filter(**about).values_list(label, flat=True))

    with translation.override(language):
        lists = words_of_vocabulary().lists

    assert set(lists["languages"]) == labels(kind=SkillKind.LANGUAGE)
    assert set(lists["certificates"]) == labels(kind=SkillKind.CERTIFICATE)
    listed = [*lists["skills"], *lists["languages"], *lists["certificates"]]
    assert (set(listed), len(listed)) == (labels(), Skill.objects.count())
    assert len(lists["disciplines"]) == Discipline.objects.count()


def test_degrees_rise_and_stages_follow_each_other():
    words = words_of_vocabulary()

    ranks = [degree.rank for degree in words.degrees.values()]
    assert (ranks, len(ranks)) == (sorted(ranks), DegreeLevel.objects.count())
    assert list(words.stages) == list(
        ChainStage.objects.order_by("position").values_list("pk", flat=True)
    )


def test_only_languages_and_certificates_say_what_they_are():
    with translation.override("en"):
        told = {word.kind: word.kind_label for word in words_of_vocabulary().skills.values()}

    assert {kind: label for kind, label in told.items() if label} == {
        "language": "Language",
        "certificate": "Certificate or licence",
    }


def test_the_vocabulary_is_read_once(django_assert_num_queries):
    words_of_vocabulary()

    with django_assert_num_queries(1):
        words_of_vocabulary()


def test_a_skill_is_found_by_any_of_its_names():
    elisa = Skill.objects.get(label_en="ELISA")

    found = skills_named(["elisa", elisa.label_zh, "no such thing", ""])

    assert found == {"elisa": elisa.pk, elisa.label_zh: elisa.pk}


def test_all_disciplines_of_a_name_are_meant():
    pharmacy = Discipline.objects.filter(label_zh="药学")

    assert set(disciplines_named("药学")) >= set(pharmacy.values_list("pk", flat=True))
    assert len(disciplines_named("药学")) > 1


def test_a_discipline_with_its_code_means_that_one():
    row = Discipline.objects.filter(label_zh="药学").exclude(moe_code="").first()

    assert disciplines_named(label_of(row)) == [row.pk]


@pytest.mark.parametrize("name", ["", " ", "Alchemy"])
def test_an_unknown_discipline_is_none(name):
    assert disciplines_named(name) == []
