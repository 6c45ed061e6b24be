"""Universities and what they teach, in the web admin."""

import pytest

from talent.models import StudyProgramme, University
from tests.factories.admin import address, vocabulary_rows
from tests.factories.talent import UniversityFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


def test_an_officer_enters_a_college_of_their_park(sign_in, park_officer, park, submit):
    submit(
        sign_in(park_officer),
        address(University, "add"),
        name_zh="苏州工业园区职业技术学院",
        kind="college",
        moe_code="4132012805",
    )

    college = University.objects.get(moe_code="4132012805")
    assert (college.kind, college.park) == ("college", park)


def test_a_university_is_neither_a_company_nor_an_office(sign_in, operator):
    response = sign_in(operator).get(address(University, "add"))

    kinds = [kind for kind, _label in response.context["adminform"].form.fields["kind"].choices]
    assert kinds == ["", "university", "college"]


def test_what_it_teaches_is_entered_on_its_page(sign_in, park_officer, park, submit):
    university, terms = UniversityFactory(park=park), vocabulary_rows()
    taught = {"programmes-TOTAL_FORMS": 1, "programmes-0-name_zh": "制药工程"}
    taught |= {"programmes-0-degree": terms["parks.DegreeLevel"].pk}
    taught |= {"programmes-0-discipline": terms["parks.Discipline"].pk}

    submit(sign_in(park_officer), address(university, "change"), **taught)

    programme = StudyProgramme.objects.get()
    assert (programme.university, programme.name) == (university, "制药工程")


def test_a_university_outside_the_parks_is_the_operators(sign_in, park_officer, university):
    response = sign_in(park_officer).get(address(university, "change"))

    assert response.status_code == 302
