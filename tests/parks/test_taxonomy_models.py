"""What one row of the vocabulary, or a selection of rows, can answer."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import translation

from parks.choices.taxonomy import AliasUse, RegionLevel, SkillKind
from parks.language import in_language
from parks.models import Discipline, FalseFriend, Region, Skill, SkillAlias, Vocabulary
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.vocabulary import DisciplineFactory, RegionFactory, skill_called


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-hans", "细胞培养"),
        ("zh-tw", "细胞培养"),
        ("en", "Cell culture"),
        ("en-gb", "Cell culture"),
    ],
)
def test_a_term_speaks_the_language_of_the_reader(language, expected):
    skill = Skill(label_en="Cell culture", label_zh="细胞培养")

    with translation.override(language):
        assert skill.label == str(skill) == expected


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(("chinese", "english"), [("", "BioBAY"), ("BioBAY", "")])
def test_a_missing_name_falls_back_to_the_other_language(language, chinese, english):
    with translation.override(language):
        assert in_language(chinese, english) == "BioBAY"


def test_without_an_active_language_the_site_decides(settings):
    settings.LANGUAGE_CODE = "zh-hans"

    with translation.override(None):
        assert in_language("中文", "English") == "中文"


@pytest.mark.django_db
def test_a_park_is_named_in_the_language_of_the_reader():
    park = ParkFactory.build(name_en="BioBAY", name_zh="苏州生物医药产业园")

    with translation.override("en"):
        assert park.name == "BioBAY"
    with translation.override("zh-hans"):
        assert park.name == "苏州生物医药产业园"


@pytest.fixture
def pharmacy(db) -> dict[str, Discipline]:
    """A family with two classes, one of which has a major; and a family with a like name."""
    family = DisciplineFactory(code="family:pharm")
    undergraduate = DisciplineFactory(code="ug:1007", parent=family)
    return {
        "family": family,
        "class": undergraduate,
        "major": DisciplineFactory(code="ug:100701", parent=undergraduate),
        "graduate": DisciplineFactory(code="gr:1007", parent=family),
        "other": DisciplineFactory(code="family:pharmacology"),
    }


def codes(rows) -> list[str]:
    return sorted(rows.values_list("code", flat=True))


def test_a_discipline_contains_itself_and_all_below_but_no_name_alike(pharmacy):
    within = Discipline.objects.within

    assert codes(within(pharmacy["family"])) == ["family:pharm", "gr:1007", "ug:1007", "ug:100701"]
    assert codes(within(pharmacy["class"])) == ["ug:1007", "ug:100701"]
    assert codes(within(pharmacy["major"])) == ["ug:100701"]


def test_a_major_is_contained_in_its_class_and_family(pharmacy):
    containing = Discipline.objects.containing

    assert codes(containing(pharmacy["major"])) == ["family:pharm", "ug:1007", "ug:100701"]
    assert codes(containing(pharmacy["other"])) == ["family:pharmacology"]


def test_a_discipline_knows_its_codes_upwards_without_a_query(pharmacy, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert pharmacy["major"].codes_upwards == ["ug:100701", "ug:1007", "family:pharm"]


def test_a_class_with_majors_cannot_be_deleted(pharmacy):
    with pytest.raises(ProtectedError):
        pharmacy["class"].delete()

    assert Discipline.objects.filter(code="ug:100701").exists()


@pytest.fixture
def jiangsu(db) -> dict[str, Region]:
    province = RegionFactory(code="320000")
    city = RegionFactory(code="320500", parent=province)
    return {
        "province": province,
        "city": city,
        "county": RegionFactory(code="320583", parent=city, level=RegionLevel.COUNTY),
        "neighbour": RegionFactory(code="330000"),
    }


def test_a_region_contains_itself_and_all_inside(jiangsu):
    within = Region.objects.within

    assert codes(within(jiangsu["province"])) == ["320000", "320500", "320583"]
    assert codes(within(jiangsu["city"])) == ["320500", "320583"]
    assert codes(within(jiangsu["county"])) == ["320583"]


def test_a_county_directly_under_a_province_is_inside_it(jiangsu):
    RegionFactory(code="329004", parent=jiangsu["province"], level=RegionLevel.COUNTY)

    assert "329004" in codes(Region.objects.within(jiangsu["province"]))
    assert "329004" not in codes(Region.objects.within(jiangsu["city"]))


def test_a_region_knows_the_digits_its_inside_shares(jiangsu):
    prefixes = [jiangsu[name].code_prefix for name in ("province", "city", "county")]

    assert prefixes == ["32", "3205", "320583"]


@pytest.mark.django_db
def test_aliases_for_search_alone_are_not_looked_for_in_text():
    skill = skill_called("clinical research coordinator")
    for use in AliasUse:
        SkillAlias.objects.create(skill=skill, language="en", text=use, folded=f"x {use}", use=use)

    looked_for = SkillAlias.objects.found_in_text().values_list("text", flat=True)

    assert sorted(looked_for) == ["beside", "clinical research coordinator", "exact", "text"]


@pytest.mark.django_db
def test_an_alias_is_shown_as_it_is_written():
    skill = skill_called("LC-MS/MS")

    assert str(skill.aliases.get()) == "LC-MS/MS"
    assert str(FalseFriend(text="抑制剂")) == "抑制剂"


@pytest.mark.django_db
def test_a_skill_takes_its_aliases_along():
    skill = skill_called("GMP")

    skill.delete()

    assert not SkillAlias.objects.exists()


@pytest.mark.django_db
def test_a_group_with_skills_cannot_be_deleted():
    group = SkillFactory().group

    with pytest.raises(ProtectedError):
        group.delete()


@pytest.mark.django_db
@pytest.mark.parametrize(("field", "wrong"), [("kind", "art"), ("esco_uri", "no address")])
def test_a_skill_of_no_kind_or_with_no_address_is_not_valid(field, wrong):
    skill = SkillFactory()
    setattr(skill, field, wrong)

    with pytest.raises(ValidationError) as refused:
        skill.full_clean()

    assert list(refused.value.message_dict) == [field]


def test_every_kind_of_skill_has_words():
    with translation.override("en"):
        words = [str(label) for label in SkillKind.labels]

    assert words == [
        "Method",
        "Instrument or system",
        "Software",
        "Field of knowledge",
        "Regulation or standard",
        "General competence",
        "Language",
        "Certificate or licence",
    ]


@pytest.mark.django_db
def test_the_state_of_the_aliases_tells_every_change(django_assert_num_queries):
    Vocabulary.objects.create(version="first", loaded_at="2026-03-01T02:00Z")
    skill = skill_called("GMP", "药品生产质量管理规范")

    def state() -> tuple:
        row = Vocabulary.objects.with_state_of_aliases().get()
        return row.aliases, row.mended_at

    states = [state()]
    skill.aliases.filter(language="zh").delete()
    states.append(state())
    alias = skill.aliases.get()
    alias.save()
    states.append(state())

    assert [count for count, _ in states] == [2, 1, 1]
    assert len(set(states)) == 3
    with django_assert_num_queries(1):
        state()


@pytest.mark.django_db
def test_a_vocabulary_without_aliases_counts_none_and_has_no_time():
    Vocabulary.objects.create(version="first", loaded_at="2026-03-01T02:00Z")

    row = Vocabulary.objects.with_state_of_aliases().get()

    assert (str(row), row.aliases, row.mended_at) == ("first", 0, None)
