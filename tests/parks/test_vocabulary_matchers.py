"""The matchers built from the database, and when they are built anew."""

from datetime import UTC, datetime

import pytest

from parks.actions.vocabulary import load_vocabulary
from parks.choices.taxonomy import VocabularyKind
from parks.loading import load_matcher, load_term_matcher
from parks.models import DegreeLevel, Discipline, FalseFriend, Occupation, Region, Skill, SkillAlias
from parks.vocabulary.reference import read_reference
from tests.factories.parks import SkillFactory
from tests.parks.editions import edition, tables

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 2, tzinfo=UTC)


@pytest.fixture
def vocabulary():
    return load_vocabulary(edition(), at=NOW)


def skills_in(text: str) -> list[str]:
    codes = dict(Skill.objects.values_list("pk", "code"))
    return [codes[span.payload] for span in load_matcher().find(text)]


def codes_in(kind: VocabularyKind, model: type, text: str) -> list[list[str]]:
    codes = dict(model.objects.values_list("pk", "code"))
    return [[codes[pk] for pk in span.payload] for span in load_term_matcher(kind).find(text)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("了解GCP，熟悉PCR扩增", ["CLI-01", "MOL-01"]),
        ("pcr", ["MOL-01"]),
        ("CRC", []),
        ("GCP for a CRC", ["CLI-01", "CLI-04"]),
        ("coordination", []),
        ("PCR Motors Ltd", []),
    ],
)
def test_skills_are_found_as_the_uses_of_their_aliases_say(vocabulary, text, codes):
    assert skills_in(text) == codes


def test_one_name_of_several_disciplines_names_them_all(vocabulary):
    found = codes_in(VocabularyKind.DISCIPLINE, Discipline, "药学、药学类、药学专业")

    assert found == [["gr:1007", "ug:100701"], ["ug:1007"], ["ug:100701"]]


def test_degrees_are_found_but_not_in_their_false_friends(vocabulary):
    found = codes_in(VocabularyKind.DEGREE, DegreeLevel, "本科或BSc；博士；博士后")

    assert found == [["bachelor"], ["bachelor"], ["doctor"]]


def test_places_are_found_by_full_and_by_short_names(vocabulary):
    found = codes_in(VocabularyKind.REGION, Region, "江苏省苏州市昆山，Shanghai 浦东")

    assert found == [["320000"], ["320500"], ["320583"], ["310000"], ["310115"]]


def test_occupations_are_found_by_titles_of_their_own(vocabulary):
    found = codes_in(VocabularyKind.OCCUPATION, Occupation, "细胞培养工程师")

    assert found == [["2-02-32-02"]]


def test_a_matcher_is_built_once_and_then_costs_one_query(vocabulary, django_assert_num_queries):
    first = load_matcher()

    with django_assert_num_queries(1):
        second = load_matcher()

    assert second is first


def test_a_term_matcher_is_built_once_per_kind(vocabulary, django_assert_num_queries):
    degrees = load_term_matcher(VocabularyKind.DEGREE)
    regions = load_term_matcher(VocabularyKind.REGION)

    with django_assert_num_queries(2):
        again = [load_term_matcher(kind) for kind in (VocabularyKind.DEGREE, VocabularyKind.REGION)]

    assert again == [degrees, regions]


def test_an_alias_added_by_hand_is_found_at_once(vocabulary):
    assert skills_in("甲聚合") == []

    skill = Skill.objects.get(code="MOL-01")
    SkillAlias.objects.create(skill=skill, language="zh", text="甲聚合", folded="甲聚合")

    assert skills_in("甲聚合") == ["MOL-01"]


def test_an_alias_mended_or_taken_away_by_hand_is_heeded_at_once(vocabulary):
    assert skills_in("GCP") == ["CLI-01"]
    alias = SkillAlias.objects.get(folded="gcp")

    alias.use = "search"
    alias.save()
    assert skills_in("GCP") == []

    alias.delete()
    assert skills_in("GCP, PCR") == ["MOL-01"]


def test_a_new_edition_is_heeded_at_once(vocabulary):
    assert skills_in("PCR") == ["MOL-01"]
    rows = tables()
    rows["skill_aliases"][0]["skill"] = "CLI-01"

    load_vocabulary(edition("second", rows), at=NOW)

    assert skills_in("PCR") == ["CLI-01"]


def test_without_a_loaded_edition_the_rows_that_are_there_serve():
    assert load_matcher().find("GMP") == []

    skill = SkillFactory()
    SkillAlias.objects.create(skill=skill, language="en", text="GMP", folded="gmp")

    assert [span.payload for span in load_matcher().find("了解GMP")] == [skill.pk]


def test_a_false_friend_that_became_a_term_gives_way(vocabulary):
    FalseFriend.objects.create(vocabulary="degree", text="PhD", reason="by mistake")

    assert codes_in(VocabularyKind.DEGREE, DegreeLevel, "PhD") == [["doctor"]]


DEGREES = {
    "大专及以上学历": [["college"]],
    "本科及以上学历，硕士优先": [["bachelor"], ["master"]],
    "博士研究生，有博士后经历": [["doctor"]],
    "研究生及以上": [["master"]],
    "BS/MS in biology": [["bachelor"]],
    "Bachelor's degree or PhD": [["bachelor"], ["doctor"]],
    "Ph.D. in Chemistry": [["doctor"]],
    "master batch records, scrum master": [],
    "专科医院": [],
    "高中/中专": [["secondary"], ["secondary"]],
}
DISCIPLINES = {
    "生物工程、制药工程": [["ug:083001", "gr:0836"], ["ug:081302", "gr:086002"]],
    "药学类": [["ug:1007", "vo:5203"]],
    "生物技术有限公司": [],
    "Biochemistry": [["gr:071010"]],
    "computer science": [["ug:080901"]],
}
PLACES = {
    "苏州": [["320500"]],
    "上海·松江": [["310000"], ["310117"]],
    "Suzhou": [["320500", "341300"]],
    "海南": [["460000"]],
    "吉林": [["220000"]],
    "苏州工业园区": [["320500"]],
    "中山大学": [],
}


def test_the_shipped_names_of_degrees_disciplines_and_places_are_read_rightly():
    load_vocabulary(read_reference(), at=NOW)

    degrees = {text: codes_in(VocabularyKind.DEGREE, DegreeLevel, text) for text in DEGREES}
    disciplines = {
        text: [sorted(codes) for codes in codes_in(VocabularyKind.DISCIPLINE, Discipline, text)]
        for text in DISCIPLINES
    }
    places = {text: codes_in(VocabularyKind.REGION, Region, text) for text in PLACES}

    assert degrees == DEGREES
    assert disciplines == {text: [sorted(c) for c in codes] for text, codes in DISCIPLINES.items()}
    assert places == PLACES


def test_every_shipped_vocabulary_makes_a_matcher():
    load_vocabulary(read_reference(), at=NOW)

    assert skills_in("药师：细胞培养") == ["FOR-21", "CEL-01"]
    assert codes_in(VocabularyKind.OCCUPATION, Occupation, "药师") == [["2-05-06-01"]]
