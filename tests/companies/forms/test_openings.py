"""The boxes of an opening."""

from datetime import date

import pytest

from companies.forms.openings import OpeningForm
from companies.queries.vocabulary import words_of_vocabulary
from tests.factories.companies import CompanyFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def filled(company):
    return {
        "company": company.pk,
        "kind": "job",
        "title_en": "Analyst",
        "headcount": "1",
        "salary_currency": "CNY",
        "salary_period": "month",
    }


def read(filled, poster, **changes) -> OpeningForm:
    form = OpeningForm(filled | changes, companies=[poster], words=words_of_vocabulary())
    form.full_clean()
    return form


def test_a_title_in_one_language_is_all_a_draft_needs(filled, company):
    assert read(filled, company).errors == {}
    assert set(read(filled, company, title_en="").errors) == {"title_zh"}


@pytest.mark.parametrize(
    ("box", "value"),
    [
        ("kind", "slavery"),
        ("headcount", "0"),
        ("headcount", ""),
        ("min_years", "41"),
        ("salary_min", "-1"),
        ("salary_max", "100000001"),
        ("salary_currency", "XYZ"),
        ("salary_period", "century"),
        ("career_channel", "x"),
        ("starts_by", "2026-02-30"),
        ("closes_on", "tomorrow"),
        ("min_degree", "0"),
        ("chain_stage", "0"),
        ("title_zh", "长" * 201),
        ("text_en", "x" * 20_001),
        ("disciplines", ["0"]),
        ("discipline", "Alchemy"),
    ],
)
def test_what_cannot_be_is_marked_at_its_box(filled, company, box, value):
    assert set(read(filled, company, **{box: value}).errors) == {box}


def test_the_pay_ends_where_it_begins_or_above(filled, company):
    both = {"salary_min": "8000", "salary_max": "7999"}

    assert set(read(filled, company, **both).errors) == {"salary_max"}
    assert read(filled, company, salary_min="8000", salary_max="8000").errors == {}


def test_another_company_is_none_of_the_choices(filled, company):
    other = CompanyFactory()

    assert set(read(filled, company, company=other.pk).errors) == {"company"}


def test_disciplines_are_ticked_or_typed(filled, company):
    ticked, typed = DisciplineFactory(), DisciplineFactory(label_en="Immunology")

    form = read(filled, company, disciplines=[ticked.pk], discipline="immunology")

    assert form.accepted() == [ticked, typed]


def test_only_chosen_disciplines_are_shown_as_boxes(company):
    chosen, _other = DisciplineFactory.create_batch(2)

    form = OpeningForm(
        companies=[company], words=words_of_vocabulary(), chosen=[str(chosen.pk), "x"]
    )

    assert [pk for pk, _label in form.fields["disciplines"].choices] == [chosen.pk]


def test_days_and_degrees_are_read(filled, company):
    degree = DegreeLevelFactory()

    form = read(filled, company, min_degree=degree.pk, closes_on="2026-12-31")

    assert form.cleaned_data["min_degree"] == degree.pk
    assert form.cleaned_data["closes_on"] == date(2026, 12, 31)
