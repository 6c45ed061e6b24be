"""Where a person has studied and worked: listed, added, changed, removed, by them alone."""

from datetime import date

import pytest
from django.urls import reverse

from talent.models import Education, Experience, Profile
from tests.factories.parks import UserFactory
from tests.factories.talent import (
    EducationFactory,
    ExperienceFactory,
    StudyProgrammeFactory,
    UniversityFactory,
)
from tests.factories.vocabulary import DegreeLevelFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

HISTORY = reverse("talent:history")
ADD_EDUCATION, ADD_EXPERIENCE = reverse("talent:add_education"), reverse("talent:add_experience")
UNIVERSITIES = reverse("talent:find_universities")
PROGRAMMES = reverse("talent:find_programmes")


def address(name: str, row: Education | Experience) -> str:
    return reverse(f"talent:{name}", args=[row.pk])


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_who_has_no_profile_makes_one_first(sign_in):
    response = sign_in(UserFactory()).get(HISTORY)

    assert (response.status_code, response.url) == (302, reverse("talent:profile"))


def test_an_empty_page_says_what_to_do(graduate, sign_in):
    text = sign_in(graduate).get(HISTORY).text

    assert "No education yet." in text
    assert "No experience yet." in text


def test_what_goes_on_stands_first_then_the_newest(graduate, profile, sign_in):
    old = EducationFactory(profile=profile, ended_on=date(2020, 6, 30))
    new = EducationFactory(profile=profile, ended_on=date(2023, 6, 30))
    now = EducationFactory(profile=profile, started_on=date(2023, 9, 1))

    response = sign_in(graduate).get(HISTORY)

    assert list(response.context["educations"]) == [now, new, old]
    assert "2023-09–now" in response.text


def test_an_education_is_added_with_the_names_the_portal_knows(graduate, profile, sign_in):
    university = UniversityFactory(name_en="Soochow University", name_zh="苏州大学")
    programme = StudyProgrammeFactory(university=university, name_zh="生物工程")

    response = sign_in(graduate).post(
        ADD_EDUCATION,
        {
            "school": "苏州大学",
            "discipline_text": "生物工程",
            "started_on": "2023-09",
            "ended_on": "2026-06",
        },
    )

    row = profile.educations.get()
    assert (response.status_code, response.url) == (302, HISTORY)
    assert (row.university, row.programme) == (university, programme)
    assert (row.degree, row.discipline) == (programme.degree, programme.discipline)
    assert (row.started_on, row.ended_on) == (date(2023, 9, 1), date(2026, 6, 30))


def test_the_open_facts_are_filled_from_the_first_education_and_it_says_so(
    graduate, profile, sign_in
):
    master = DegreeLevelFactory(code="master")

    response = sign_in(graduate).post(
        ADD_EDUCATION,
        {"school": "Somewhere", "degree": master.pk, "ended_on": "2026-06"},
        follow=True,
    )

    profile.refresh_from_db()
    assert (profile.degree, profile.graduates_on) == (master, date(2026, 6, 30))
    assert said(response)[0].startswith("Saved. What was open among your facts")


def test_a_school_that_nobody_knows_stays_as_it_is_written(graduate, profile, sign_in):
    sign_in(graduate).post(ADD_EDUCATION, {"school": "École <b>Libre</b>"})

    row = profile.educations.get()
    assert (row.university, row.school) == (None, "École <b>Libre</b>")


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"school": ""}, "school"),
        ({"school": "x" * 201}, "school"),
        ({"school": "A", "started_on": "2026-13"}, "started_on"),
        ({"school": "A", "started_on": "September"}, "started_on"),
        ({"school": "A", "started_on": "2026-09", "ended_on": "2026-06"}, "ended_on"),
        ({"school": "A", "degree": "0"}, "degree"),
        ({"school": "A", "discipline": "0"}, "discipline"),
    ],
)
def test_a_wrong_answer_is_shown_at_its_box_and_nothing_is_saved(
    answers, field, graduate, profile, sign_in
):
    response = sign_in(graduate).post(ADD_EDUCATION, answers)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert not profile.educations.exists()


def test_an_education_is_changed_and_keeps_its_exact_days(graduate, profile, sign_in):
    row = EducationFactory(
        profile=profile, started_on=date(2020, 9, 12), ended_on=date(2023, 6, 15)
    )

    shown = sign_in(graduate).get(address("education", row))
    shown.client.post(
        address("education", row),
        {"school": "New name", "started_on": "2020-09", "ended_on": "2023-07"},
    )

    row.refresh_from_db()
    assert 'value="2020-09"' in shown.text
    assert row.school == "New name"
    assert (row.started_on, row.ended_on) == (date(2020, 9, 12), date(2023, 7, 31))


def test_an_experience_is_added_changed_and_removed(graduate, profile, sign_in):
    client = sign_in(graduate)

    client.post(ADD_EXPERIENCE, {"title": "Intern", "employer": "Alpha", "text": "HPLC\r\nPCR"})
    row = profile.experiences.get()
    client.post(address("experience", row), {"title": "Analyst", "text": row.text})
    row.refresh_from_db()
    removed = client.post(address("delete_experience", row), follow=True)

    assert (row.title, row.employer, row.text) == ("Analyst", "", "HPLC\nPCR")
    assert said(removed)[-1] == "Removed."
    assert not profile.experiences.exists()


def test_an_experience_needs_a_title(graduate, profile, sign_in):
    response = sign_in(graduate).post(ADD_EXPERIENCE, {"employer": "Alpha"})

    assert list(response.context["form"].errors) == ["title"]
    assert not profile.experiences.exists()


def test_removing_an_education_asks_first(graduate, profile, sign_in):
    row = EducationFactory(profile=profile)
    client = sign_in(graduate)

    text = client.get(address("education", row)).text
    client.post(address("delete_education", row))

    assert "It cannot be brought back." in text
    assert not Education.objects.exists()


@pytest.mark.parametrize("factory", [EducationFactory, ExperienceFactory])
def test_the_history_of_somebody_else_is_out_of_reach(
    factory, profile, stranger, operator, sign_in
):
    row = factory(profile=profile)
    name = row._meta.model_name
    for person in (stranger, operator):
        Profile.objects.create(user=person)
        client = sign_in(person)
        answers = [
            client.get(address(name, row)),
            client.post(address(name, row), {"school": "X", "title": "X"}),
            client.post(address(f"delete_{name}", row)),
        ]

        assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert type(row).objects.get() == row


@pytest.mark.parametrize("words", ["苏州", "sooch", "SOOCHOW UNIVERSITY"])
def test_typing_suggests_universities_by_either_name(words, graduate, sign_in):
    UniversityFactory(name_en="Soochow University", name_zh="苏州大学")
    UniversityFactory(name_en="Fudan University", name_zh="复旦大学")

    text = sign_in(graduate).get(UNIVERSITIES, {"school": words}).text

    assert text.strip() == '<option value="Soochow University">苏州大学</option>'


def test_typing_suggests_what_the_school_of_the_form_teaches(graduate, sign_in):
    degree = DegreeLevelFactory(label_en="Master's degree")
    here = StudyProgrammeFactory(
        university=UniversityFactory(name_en="Soochow"), name_en="Pharmacy", degree=degree
    )
    StudyProgrammeFactory(name_en="Pharmacy elsewhere")

    text = sign_in(graduate).get(PROGRAMMES, {"school": "soochow", "discipline_text": "ph"}).text

    assert text.strip() == f'<option value="{here.name}">Master&#x27;s degree</option>'


@pytest.mark.parametrize("address", [UNIVERSITIES, PROGRAMMES])
def test_typing_nothing_suggests_nothing(address, graduate, sign_in):
    UniversityFactory()

    assert sign_in(graduate).get(address).text.strip() == ""


def test_a_name_from_outside_is_shown_as_text(graduate, profile, sign_in):
    EducationFactory(profile=profile, school="<script>alert(1)</script>")

    text = sign_in(graduate).get(HISTORY).text

    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_or_three(
    rows, graduate, profile, sign_in, django_assert_num_queries
):
    EducationFactory.create_batch(rows, profile=profile, university=UniversityFactory())
    ExperienceFactory.create_batch(rows, profile=profile)
    client = sign_in(graduate)
    client.get(HISTORY)

    with django_assert_num_queries(6):
        response = client.get(HISTORY)

    assert len(response.context["educations"]) == rows
