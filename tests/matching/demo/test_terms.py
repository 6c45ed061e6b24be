import pytest

from matching.demo import terms as demo_terms
from matching.demo.terms import DemoError, Terms, read_terms
from parks.models import Discipline, Region, Skill
from parks.vocabulary.reference import read_reference

TABLES = {
    "skills": demo_terms.skill_codes,
    "disciplines": demo_terms.discipline_codes,
    "degree_levels": demo_terms.degree_codes,
    "chain_stages": demo_terms.stage_codes,
    "regions": demo_terms.region_codes,
    "occupations": demo_terms.occupation_codes,
}


@pytest.mark.parametrize("table", TABLES)
def test_the_vocabulary_of_this_release_knows_every_term_of_the_content(table):
    known = {cells["code"] for cells in read_reference().tables[table]}

    assert TABLES[table]() - known == set()


@pytest.mark.django_db
def test_terms_are_read_with_their_ids_and_labels(loaded):
    terms = read_terms()

    skill = Skill.objects.get(code="CEL-01")
    assert terms.skills["CEL-01"] == (skill.pk, skill.label_zh, skill.label_en)


@pytest.mark.django_db
def test_reading_the_terms_takes_one_query_for_each_table(loaded, django_assert_num_queries):
    with django_assert_num_queries(6):
        terms = read_terms()

    assert isinstance(terms, Terms)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "code", "noun"),
    [
        (Skill, "ANA-01", "skill"),
        (Discipline, "ug:083002", "discipline"),
        (Region, "310115", "region"),
    ],
)
def test_the_first_missing_term_is_named(loaded, model, code, noun):
    row = model.objects.get(code=code)
    row.code = "999999"
    row.save(update_fields=["code"])

    with pytest.raises(DemoError) as caught:
        read_terms()

    assert str(caught.value) == (
        f"The loaded vocabulary has no {noun} {code}: "
        "run “manage.py load_vocabulary” of this release first."
    )
