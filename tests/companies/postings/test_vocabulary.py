import pytest

from companies.postings.vocabulary import load_vocabulary
from parks.models import Skill, SkillRelation
from tests.factories.parks import ParkFactory
from tests.factories.vocabulary import (
    DegreeLevelFactory,
    DisciplineFactory,
    RegionFactory,
    skill_called,
)

pytestmark = pytest.mark.django_db


def test_the_loaded_tables_are_what_postings_are_read_with():
    degree = DegreeLevelFactory(code="master")
    family = DisciplineFactory(label_zh="生物")
    major = DisciplineFactory(label_zh="细胞生物学", parent=family, scheme="graduate")
    region = RegionFactory(code="320000", label_zh="江苏省", label_en="Jiangsu")
    skill = skill_called("PCR")

    vocabulary = load_vocabulary(ParkFactory())

    assert vocabulary.degree_ids == {"master": degree.pk}
    assert vocabulary.majors.in_cell("细胞生物学") == {major.pk}
    assert vocabulary.majors.in_cell("细胞生物学等相关专业") == {family.pk}
    assert vocabulary.places.find("江苏") == region.pk
    assert [find.payload for find in vocabulary.skills.find("做PCR")] == [skill.pk]


def test_certificates_are_known_by_their_kind():
    licence = skill_called("Pharmacist licence")
    Skill.objects.filter(pk=licence.pk).update(kind="certificate")
    skill_called("PCR")

    assert load_vocabulary(ParkFactory()).terms.certificates == {licence.pk}


def test_phrases_are_read_as_the_skills_with_their_codes():
    skill = skill_called("Leadership")
    Skill.objects.filter(pk=skill.pk).update(code="GEN-06")

    phrases = load_vocabulary(ParkFactory()).phrases

    assert {phrase.payload for phrase in phrases.find("lead a team, analyze data")} == {skill.pk}


def test_a_name_of_several_majors_means_all_of_them():
    undergraduate = DisciplineFactory(label_zh="药学", scheme="undergraduate")
    graduate = DisciplineFactory(label_zh="药学", scheme="graduate")

    majors = load_vocabulary(ParkFactory()).majors

    assert majors.in_cell("药学") == {undergraduate.pk, graduate.pk}


def test_a_shared_name_of_a_place_means_the_one_near_the_park():
    jiangsu = RegionFactory(code="320000", label_en="Jiangsu", label_zh="江苏省")
    anhui = RegionFactory(code="340000", label_en="Anhui", label_zh="安徽省")
    suzhou = RegionFactory(code="320500", parent=jiangsu, label_en="Suzhou", label_zh="苏州市")
    RegionFactory(code="341300", parent=anhui, label_en="Suzhou", label_zh="宿州市")

    vocabulary = load_vocabulary(ParkFactory(region=suzhou))

    assert vocabulary.places.find("Suzhou") == suzhou.pk


def test_an_empty_vocabulary_finds_nothing_and_fails_nowhere():
    vocabulary = load_vocabulary(ParkFactory())

    assert vocabulary.skills.find("PCR") == []
    assert vocabulary.majors.lists("药学专业") == []
    assert vocabulary.places.find("苏州") is None
    assert vocabulary.degree_ids == {}


def test_what_many_skills_are_special_cases_of_is_wide():
    validation, method = skill_called("Validation"), skill_called("HPLC")
    cases = [skill_called(f"Validation of {number}") for number in range(5)]
    for held in cases:
        SkillRelation.objects.create(held=held, asked=validation, kind="narrower", quarters=3)
    for held in cases[:4]:
        SkillRelation.objects.create(held=held, asked=method, kind="narrower", quarters=3)

    assert load_vocabulary(ParkFactory()).terms.wide == {validation.pk}


def test_fields_of_knowledge_are_technical_terms_and_competences_are_not():
    kinds = {"PCR": "method", "Oncology": "knowledge", "Teamwork": "general", "SAS": "software"}
    ids = {name: skill_called(name).pk for name in kinds}
    for name, kind in kinds.items():
        Skill.objects.filter(pk=ids[name]).update(kind=kind)

    terms = load_vocabulary(ParkFactory()).terms

    assert terms.technical == {ids["PCR"], ids["Oncology"]}
    assert terms.fields == {ids["Oncology"]}
