"""The vocabulary by any name, in either language."""

import pytest

from parks.models import SkillAlias
from talent.queries.skills import MOST, claims_in_order, listed_skills, search_skills
from tests.factories.parks import SkillFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.factories.vocabulary import skill_called

pytestmark = pytest.mark.django_db


def names(words: str, held: tuple[int, ...] = ()) -> list[tuple[str, str]]:
    return [(one.skill.label_en, one.name) for one in search_skills(words, held=held)]


def test_a_skill_is_found_by_an_alias_of_either_language():
    skill_called("antibody purification", "抗体纯化")

    assert names("抗体纯化") == [("antibody purification", "抗体纯化")]
    assert names("ANTIBODY") == [("antibody purification", "antibody purification")]


def test_the_exact_name_comes_first_then_what_begins_so_then_the_rest():
    skill_called("analytical HPLC")
    skill_called("HPLC method validation")
    skill_called("HPLC")

    assert [name for _label, name in names("hplc")] == [
        "HPLC",
        "HPLC method validation",
        "analytical HPLC",
    ]


def test_a_skill_with_many_fitting_names_is_found_once():
    skill = skill_called("cell culture", "culture of cells")

    assert [one.skill for one in search_skills("culture", held=())] == [skill]


def test_what_is_held_is_marked():
    skill = skill_called("ELISA")

    (found,) = search_skills("elisa", held=[skill.pk])

    assert found.is_held


@pytest.mark.parametrize("words", ["", "   ", "\u200b", "%", "_"])
def test_nothing_sensible_finds_nothing(words):
    skill_called("ELISA")

    assert names(words) == []


def test_at_most_eight_come_back_in_one_query(django_assert_num_queries):
    for number in range(MOST + 3):
        skill_called(f"assay {number}")

    with django_assert_num_queries(1):
        assert len(names("assay")) == MOST


def test_a_word_that_serves_search_only_serves_here():
    skill = skill_called("batch record review")
    SkillAlias.objects.create(skill=skill, language="en", text="BR", folded="br", use="search")

    assert ("batch record review", "BR") in names("br")


def test_a_long_paste_is_cut_and_searched():
    skill_called("ELISA")

    assert names("x" * 100_000) == []


def test_languages_and_certificates_are_listed_and_nothing_else():
    language, certificate = (SkillFactory(kind=kind) for kind in ("language", "certificate"))
    SkillFactory(kind="method")

    assert set(listed_skills()) == {language, certificate}


def test_claims_come_group_by_group_of_one_person_only():
    profile = ProfileFactory()
    second, first = (SkillClaimFactory(profile=profile) for _ in range(2))
    first.skill.group.position, second.skill.group.position = 900, 901
    first.skill.group.save()
    second.skill.group.save()
    SkillClaimFactory()

    in_order = sorted((first, second), key=lambda one: (one.skill.group.position, one.skill.code))
    assert list(claims_in_order(profile)) == in_order
