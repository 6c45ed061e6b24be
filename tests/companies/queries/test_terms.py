"""The choices of every facet: numbers, values in the address, labels."""

import pytest
from django.utils import timezone, translation

from companies.choices.searching import UNSAID, Facet
from companies.queries.terms import load_lexicon, read_terms
from parks.models import Vocabulary
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.vocabulary import (
    ChainStageFactory,
    DegreeLevelFactory,
    DisciplineFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def vocabulary_is_loaded(db) -> None:
    Vocabulary.objects.create(version="of a test", loaded_at=timezone.now())


def test_every_row_of_the_reference_tables_is_a_choice_by_its_code():
    rows = {
        Facet.PARK: ParkFactory(slug="biobay"),
        Facet.PLACE: RegionFactory(code="320000"),
        Facet.DEGREE: DegreeLevelFactory(code="master"),
        Facet.DISCIPLINE: DisciplineFactory(code="family:bio"),
        Facet.SKILL: SkillFactory(code="CEL-01"),
        Facet.STAGE: ChainStageFactory(code="cmc"),
    }
    codes = ("biobay", "320000", "master", "family:bio", "CEL-01", "cmc")

    terms = read_terms()

    for (facet, row), code in zip(rows.items(), codes, strict=True):
        term = terms.named(facet, code)
        assert (term.number, term.value, term.label) == (row.pk, code, str(row))
        assert terms.get(facet, row.pk) == term


def test_terms_are_read_by_one_query(django_assert_num_queries):
    RegionFactory.create_batch(3)

    with django_assert_num_queries(1):
        read_terms()


def test_a_term_is_labelled_in_the_language_of_the_reader():
    SkillFactory(code="CEL-01", label_en="Cell culture", label_zh="细胞培养")
    terms = read_terms()

    labels = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            labels.append(terms.named(Facet.SKILL, "CEL-01").label)

    assert labels == ["Cell culture", "细胞培养"]


@pytest.mark.parametrize(
    ("facet", "value", "label"),
    [
        (Facet.KIND, "postdoc", "Post-doctoral place"),
        (Facet.CHANNEL, "technical", "Technical channel"),
        (Facet.PAY, "8000", "¥8,000–12,000"),
        (Facet.PAY, "30000", "¥30,000+"),
        (Facet.PAY, "none", "Not said"),
        (Facet.DEGREE, "none", "No degree asked for"),
        (Facet.DISCIPLINE, "none", "Any discipline"),
        (Facet.START, "2027-Q2", "June 2027"),
        (Facet.START, "none", "Not said"),
    ],
)
def test_choices_that_no_table_holds_have_their_labels(facet, value, label, english):
    assert read_terms().named(facet, value).label == label


@pytest.mark.parametrize("facet", list(Facet))
@pytest.mark.parametrize("value", ["", "1", "-1", "no such", "\x00", "'", "9" * 5_000])
def test_what_is_no_choice_names_nothing(facet, value):
    assert read_terms().named(facet, value) is None


@pytest.mark.parametrize(
    "value", ["2027-Q0", "2027-Q5", "2027-Q", "2027", "1999-Q4", "2100-Q1", "٢٠٢٧-Q1", "27-Q1"]
)
def test_what_is_no_quarter_names_nothing(value):
    assert read_terms().named(Facet.START, value) is None


def test_a_quarter_leads_to_its_value_and_back():
    terms = read_terms()

    assert terms.get(Facet.START, 4 * 2027).value == "2027-Q1"
    assert terms.named(Facet.START, "2027-Q4").number == 4 * 2027 + 3
    assert terms.get(Facet.START, UNSAID).value == "none"


def test_a_place_leads_up_to_its_province():
    province = RegionFactory(code="320000")
    city = RegionFactory(parent=province, code="320500")

    upwards = [term.value for term in read_terms().upwards(Facet.PLACE, city.pk)]

    assert upwards == ["320500", "320000"]
    assert [term.value for term in read_terms().within(Facet.PLACE, province.pk)] == ["320500"]
    assert [term.value for term in read_terms().within(Facet.PLACE, None)] == ["320000"]
    assert read_terms().within(Facet.PLACE, city.pk) == ()
    assert list(read_terms().upwards(Facet.PLACE, None)) == []


def test_families_and_classes_of_disciplines_are_choices_and_majors_are_not():
    family = DisciplineFactory()
    group = DisciplineFactory(parent=family, scheme="undergraduate")
    major = DisciplineFactory(parent=group, scheme="undergraduate")

    terms = read_terms()

    assert terms.get(Facet.DISCIPLINE, group.pk).parent == family.pk
    assert terms.get(Facet.DISCIPLINE, major.pk) is None


def test_a_park_that_is_not_listed_is_no_choice():
    park = ParkFactory(listed=False)

    assert read_terms().named(Facet.PARK, park.slug) is None


def test_the_terms_of_a_loaded_vocabulary_are_kept_for_a_while(
    vocabulary_is_loaded, django_assert_num_queries
):
    first = load_lexicon()

    with django_assert_num_queries(1):
        again = load_lexicon()

    assert again.terms is first.terms


def test_without_a_vocabulary_nothing_is_kept():
    load_lexicon()
    park = ParkFactory()

    assert load_lexicon().terms.named(Facet.PARK, park.slug).number == park.pk
