"""Imports in the web admin: an office meets the park's own, the operator all; nobody writes."""

import pytest

from tests.factories.admin import address
from tests.factories.parks import ImportJobFactory, ImportRowFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


@pytest.fixture
def jobs(park, company):
    ours = ImportJobFactory(park=park, organisation=None, filename="ours.csv")
    theirs = ImportJobFactory(park=park, organisation=company, filename="theirs.csv")
    return [ImportRowFactory(job=ours), ImportRowFactory(job=theirs)]


@pytest.mark.parametrize(
    ("person", "seen"), [("park_officer", ["ours.csv"]), ("operator", ["ours.csv", "theirs.csv"])]
)
def test_an_office_sees_the_parks_own_imports_and_their_lines(sign_in, request, jobs, person, seen):
    client = sign_in(request.getfixturevalue(person))

    for model in (type(jobs[0].job), type(jobs[0])):
        page = client.get(address(model, "changelist")).text
        assert [name for name in ("ours.csv", "theirs.csv") if name in page] == seen


def test_a_line_shows_why_it_was_refused(sign_in, operator, jobs):
    page = sign_in(operator).get(address(jobs[0], "change")).text

    assert "Job title: is empty" in page
