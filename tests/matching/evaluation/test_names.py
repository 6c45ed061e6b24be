import pytest

from matching.evaluation.names import Names
from parks.models import Discipline, Skill


@pytest.fixture(scope="module")
def names(vocabulary) -> Names:
    return Names.load()


@pytest.mark.parametrize(
    "name", ["master", "Master's degree", "硕士", "硕士研究生", "MSc", "ＭＳＣ", "MASTER"]
)
def test_a_degree_goes_by_code_and_by_name_in_either_language(names, name):
    assert names.degree(name) == "master"


@pytest.mark.parametrize("name", ["", "wizard", "Master of ceremonies"])
def test_what_is_no_degree_has_no_code(names, name):
    assert names.degree(name) == ""


def test_a_skill_goes_by_code_by_label_and_by_alias(names):
    skill = Skill.objects.get(code="MOL-02")

    assert names.skill("MOL-02") == names.skill("mol-02") == skill.pk
    assert names.skill("Quantitative PCR") == names.skill("实时荧光定量PCR") == skill.pk
    assert names.skill("qPCR") == skill.pk
    assert names.skill("necromancy") is None


def test_every_label_of_a_skill_names_that_skill(names):
    skills = list(Skill.objects.order_by("pk"))

    assert [one.code for one in skills if names.skill(one.code) != one.pk] == []
    assert [one.label_en for one in skills if names.skill(one.label_en) != one.pk] == []
    assert [one.label_zh for one in skills if names.skill(one.label_zh) != one.pk] == []


def test_a_discipline_goes_by_codes_and_names_in_all_catalogues_that_have_it(names):
    pharmacy = (
        Discipline.objects.filter(label_zh="药学").order_by("pk").values_list("pk", flat=True)
    )

    found = names.discipline("药学")

    assert len(pharmacy) > 1
    assert set(pharmacy) <= set(found)
    assert names.discipline("ug:071002") == (Discipline.objects.get(code="ug:071002").pk,)
    assert Discipline.objects.get(code="ug:071002").pk in names.discipline("071002")
    assert names.discipline("alchemy") == ()
