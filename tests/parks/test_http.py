import pytest
from django.contrib.auth.models import AnonymousUser

from parks.access import ANONYMOUS
from parks.http import page, posted


@pytest.fixture
def request_of_nobody(rf):
    request = rf.get("/nowhere/")
    request.user, request.viewer = AnonymousUser(), ANONYMOUS
    return request


def test_a_page_is_answered_as_html_with_its_status(request_of_nobody):
    response = page(request_of_nobody, "404.html", {}, status=410)

    assert response.status_code == 410
    assert response["Content-Type"] == "text/html; charset=utf-8"


def test_a_page_is_fine_unless_said_otherwise(request_of_nobody):
    assert page(request_of_nobody, "404.html", {}).status_code == 200


@pytest.mark.parametrize(("answers", "found"), [({}, {}), ({"name": "Lin"}, {"name": "Lin"})])
def test_a_form_that_was_sent_counts_even_when_every_box_is_empty(rf, answers, found):
    form = posted(rf.post("/", answers))

    assert form is not None
    assert form.dict() == found


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_a_form_that_was_not_sent_is_none(rf, method):
    assert posted(getattr(rf, method)("/")) is None
