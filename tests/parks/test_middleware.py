import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from parks.access import ANONYMOUS
from parks.middleware import AdminContentSecurityMiddleware, ViewerMiddleware
from parks.queries.viewers import viewer_of


def request_of(user) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user
    return request


@pytest.mark.django_db
def test_a_request_knows_the_rights_of_the_person(recruiter):
    request = request_of(recruiter)

    ViewerMiddleware(lambda _request: HttpResponse())(request)

    assert request.viewer == viewer_of(recruiter)


def test_somebody_signed_out_has_no_rights():
    request = request_of(AnonymousUser())

    ViewerMiddleware(lambda _request: HttpResponse())(request)

    assert request.viewer == ANONYMOUS


@pytest.mark.django_db
def test_rights_are_looked_up_once_and_only_when_somebody_asks(
    recruiter, django_assert_num_queries
):
    request = request_of(recruiter)

    with django_assert_num_queries(0):
        ViewerMiddleware(lambda _request: HttpResponse())(request)
    with django_assert_num_queries(1):
        organisations = (request.viewer.organisation_ids, request.viewer.administered_ids)

    assert organisations[0] == organisations[1]


@pytest.mark.django_db
def test_times_are_shown_in_the_persons_zone_and_only_to_them(graduate):
    graduate.time_zone, zones = "Europe/Berlin", []
    before = timezone.get_current_timezone_name()

    ViewerMiddleware(
        lambda _request: zones.append(timezone.get_current_timezone_name()) or HttpResponse()
    )(request_of(graduate))

    assert zones == ["Europe/Berlin"]
    assert timezone.get_current_timezone_name() == before


def test_somebody_signed_out_reads_times_in_china():
    zones = []

    ViewerMiddleware(
        lambda _request: zones.append(timezone.get_current_timezone_name()) or HttpResponse()
    )(request_of(AnonymousUser()))

    assert zones == ["Asia/Shanghai"]


@pytest.mark.parametrize(
    ("path", "loosened"),
    [
        ("/admin/", True),
        ("/admin/parks/park/", True),
        ("/", False),
        ("/administration/", False),
        ("/openings/admin/", False),
        ("/ADMIN/", False),
    ],
)
def test_scripts_may_be_evaluated_in_the_web_admin_alone(path, loosened):
    request = RequestFactory().get(path)

    response = AdminContentSecurityMiddleware(lambda _request: HttpResponse())(request)

    assert hasattr(response, "_csp_update") is loosened
