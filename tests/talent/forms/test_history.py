"""A study and a post as people write them down."""

from datetime import date

import pytest
from django.urls import reverse

from talent.forms.history import EducationForm, ExperienceForm, initial_of_education
from tests.factories.talent import (
    EducationFactory,
    ExperienceFactory,
    StudyProgrammeFactory,
    UniversityFactory,
)
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def facts(**answers: object) -> dict[str, object]:
    form = EducationForm({"school": "Soochow"} | answers)
    assert form.is_valid(), form.errors
    return form.facts()


def test_the_least_answer_is_a_school():
    assert facts() == {
        "school": "Soochow",
        "university": None,
        "discipline_text": "",
        "programme": None,
        "degree": None,
        "discipline_id": None,
        "started_on": None,
        "ended_on": None,
    }


def test_a_known_programme_brings_its_degree_and_discipline():
    university = UniversityFactory(name_en="Soochow")
    programme = StudyProgrammeFactory(university=university, name_en="Pharmacy")

    found = facts(discipline_text="pharmacy")

    assert (found["university"], found["programme"]) == (university, programme)
    assert (found["degree"], found["discipline_id"]) == (
        programme.degree,
        programme.discipline_id,
    )


def test_what_the_person_chooses_outdoes_the_programme():
    university, chosen = UniversityFactory(name_en="Soochow"), DisciplineFactory()
    programme = StudyProgrammeFactory(university=university, name_en="Pharmacy")

    found = facts(discipline_text="Pharmacy", discipline=chosen.pk)
    other = facts(discipline_text="Pharmacy", degree=DegreeLevelFactory().pk)

    assert (found["programme"], found["discipline_id"]) == (programme, chosen.pk)
    assert (other["programme"], other["discipline_id"]) == (None, None)


@pytest.mark.parametrize(
    ("started_on", "ended_on", "is_fine"),
    [
        ("2020-09", "2023-06", True),
        ("2023-06", "2023-06", True),
        ("2023-07", "2023-06", False),
        ("", "2023-06", True),
        ("2023-07", "", True),
    ],
)
def test_the_months_are_in_order(started_on, ended_on, is_fine):
    form = EducationForm({"school": "A", "started_on": started_on, "ended_on": ended_on})

    assert form.is_valid() == is_fine
    assert form.errors.get("ended_on", []) == (
        [] if is_fine else ["The end lies before the beginning."]
    )


def test_names_are_suggested_and_stay_free():
    text = str(EducationForm())

    assert f'hx-get="{reverse("talent:find_universities")}"' in text
    assert 'list="school-options"' in text
    assert 'hx-include="[name=school]"' in text


def test_a_row_is_shown_as_it_was_saved():
    programme = StudyProgrammeFactory(name_en="Pharmacy")
    row = EducationFactory(school="A", programme=programme, started_on=date(2020, 9, 1))

    assert initial_of_education(row) == {
        "school": "A",
        "degree": None,
        "started_on": date(2020, 9, 1),
        "ended_on": None,
        "discipline_text": "Pharmacy",
        "discipline": None,
    }


def test_a_new_row_is_empty():
    assert EducationForm().initial == {}
    assert ExperienceForm().initial == {}


def test_the_text_of_a_post_is_kept_clean():
    form = ExperienceForm({"title": "A", "text": "One\r\nTwo\u200b\n\n\n\nThree  "})

    assert form.is_valid()
    assert form.facts()["text"] == "One\nTwo\n\nThree"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "A", "employer": "x" * 201}, "employer"),
        ({"title": "A", "text": "x" * 6001}, "text"),
        ({"title": "A", "ended_on": "x"}, "ended_on"),
    ],
)
def test_a_post_with_a_wrong_answer_is_refused_at_its_box(answers, field):
    assert list(ExperienceForm(answers).errors) == [field]


def test_a_post_keeps_its_exact_days():
    row = ExperienceFactory(started_on=date(2020, 9, 12), ended_on=date(2021, 3, 15))

    form = ExperienceForm(
        {"title": "A", "started_on": "2020-09", "ended_on": "2021-03"}, experience=row
    )

    assert form.is_valid()
    assert (form.facts()["started_on"], form.facts()["ended_on"]) == (
        date(2020, 9, 12),
        date(2021, 3, 15),
    )
