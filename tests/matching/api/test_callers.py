"""Who may call: what each token opens, how often, and what the refusals look like."""

import datetime

import pytest
from django.utils import timezone

from companies.models import Company
from parks.models import ApiToken
from tests.factories.companies import CompanyFactory
from tests.factories.parks import MembershipFactory, OrganisationFactory, UserFactory
from tests.matching.api.systems import System, problem_in, token_for

pytestmark = pytest.mark.django_db

LIST = "/openings"


def refused(secret: str | None, status: int, path: str = LIST) -> str:
    return problem_in(System(secret).get(path), status)["detail"]


def test_a_token_opens_what_its_scopes_name_and_nothing_else(company, recruiter):
    secret = token_for(company, recruiter, scopes=["openings:read"])

    assert System(secret).get(LIST).status_code == 200
    assert "applications:read" in refused(secret, 403, "/applications")
    assert problem_in(System(secret).post(LIST, {"title_en": "Job"}), 403)


@pytest.mark.parametrize("header", [None, "", "tp_unknown", "x" * 9000, "姓名", "tp_\x01"])
def test_without_a_token_of_ours_nothing_opens(header, system):
    response = System(header).get(LIST)

    problem_in(response, 401)
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("scheme", ["Basic", "Token", "bearer2"])
def test_a_token_in_another_scheme_is_no_token(scheme, company, recruiter):
    secret = token_for(company, recruiter)

    response = System(None).get(LIST, authorization=f"{scheme} {secret}")

    problem_in(response, 401)


def test_a_revoked_and_an_expired_token_open_nothing(company, recruiter):
    past = timezone.now() - datetime.timedelta(seconds=1)

    refused(token_for(company, recruiter, revoked_at=past), 401)
    refused(token_for(company, recruiter, expires_at=past), 401)


def test_a_token_of_a_company_that_is_not_verified_does_nothing(park):
    company = CompanyFactory(park=park)
    holder = MembershipFactory(organisation=company, role="admin").user

    assert "verified" in refused(token_for(company, holder), 403)


def test_a_token_whose_maker_has_left_does_nothing(company, recruiter):
    secret = token_for(company, recruiter)
    company.memberships.update(left_at=timezone.now())

    assert "administrator" in refused(secret, 403)


def test_a_token_of_an_organisation_that_is_no_company_does_nothing(park):
    organisation = OrganisationFactory(park=park)
    organisation.verifications.create(state="approved", decided_at=timezone.now())
    holder = MembershipFactory(organisation=organisation, role="admin").user

    assert "company" in refused(token_for(organisation, holder), 403)


def test_somebody_signed_in_on_the_portal_still_needs_a_token(client, sign_in, recruiter):
    response = sign_in(recruiter).get("/api/v1/openings")

    problem_in(response, 401)


def test_the_interface_needs_no_csrf_token_and_sets_no_cookie(system):
    system.client.handler.enforce_csrf_checks = True

    response = system.post(LIST, {"title_en": "Job"})

    assert response.status_code == 201
    assert not response.cookies
    assert response["Cache-Control"] == "private, no-store"


def test_a_call_notes_when_the_token_was_used(system, token):
    assert token.last_used_at is None

    system.get(LIST)

    token.refresh_from_db()
    assert timezone.now() - token.last_used_at < datetime.timedelta(minutes=1)


def test_a_refused_call_does_not_count_as_use(company, recruiter):
    past = timezone.now() - datetime.timedelta(days=1)
    System(token_for(company, recruiter, revoked_at=past)).get(LIST)

    assert ApiToken.objects.get().last_used_at is None


def test_the_rights_of_the_maker_beside_the_company_are_not_the_tokens(system, recruiter, park):
    other = CompanyFactory(park=park, verified=True)
    MembershipFactory(user=recruiter, organisation=other, role="admin")
    System(token_for(other, recruiter)).post(LIST, {"title_en": "Of the other"})

    assert system.get(LIST).json()["items"] == []


def test_each_answer_says_how_many_requests_are_left(settings, system):
    settings.API_REQUESTS_PER_MINUTE = 3

    left = [system.get(LIST)["RateLimit-Remaining"] for _ in range(3)]
    response = system.get(LIST)

    assert left == ["2", "1", "0"]
    assert (response["RateLimit-Limit"], response["RateLimit-Remaining"]) == ("3", "0")
    assert 1 <= int(response["RateLimit-Reset"]) <= 60


def test_too_many_requests_are_refused_until_the_minute_is_over(settings, system, company):
    settings.API_REQUESTS_PER_MINUTE = 1
    system.get(LIST)

    response = system.post(LIST, {"title_en": "One too many"})

    problem_in(response, 429)
    assert 1 <= int(response["Retry-After"]) <= 60
    assert not company.openings.exists()


def test_one_token_does_not_use_up_what_another_one_may(settings, system, stranger):
    settings.API_REQUESTS_PER_MINUTE = 1
    other = System(token_for(Company.objects.get(slug="elsewhere-bio"), stranger))
    system.get(LIST)

    assert system.get(LIST).status_code == 429
    assert other.get(LIST).status_code == 200


def test_without_redis_the_interface_works_on_and_counts_nothing(system, no_redis):
    response = system.get(LIST)

    assert response.status_code == 200
    assert "RateLimit-Limit" not in response


def test_a_method_and_an_address_that_do_not_exist_are_problems_too(system):
    response = system.call("delete", LIST)

    problem_in(response, 405)
    assert set(response["Allow"].split(", ")) >= {"GET", "POST"}
    for path in ("/nothing", "/openings/", "/openings/not-a-uuid", "/", ""):
        problem_in(System(None).get(path or "/api/v1/"), 404)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("\xff", 400),
        ("[]", 422),
        ('"text"', 422),
        ("null", 422),
        ('{"title_en": 7}', 422),
        ('{"title_en": "a\\u0000b"}', 422),
        ('{"title_en": "\\ud800"}', 422),
        ('{"title_en": "Job", "unknown": 1}', 422),
        ("{" + '"a":' * 3000, 400),
        ('{"headcount": ' + "9" * 6000 + "}", 400),
    ],
)
def test_rubbish_in_a_body_is_refused_in_the_one_shape(body, status, system, company):
    response = system.post("/openings", body)

    said = problem_in(response, status)
    assert status == 400 or said["errors"]
    assert not company.openings.exists()


def test_too_big_a_body_is_refused(system, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    problem_in(system.post(LIST, {"title_en": "x" * 2000}), 413)


def test_a_person_without_an_account_left_holds_no_token(company):
    secret = token_for(company, None)

    refused(secret, 403)


def test_an_administrator_of_elsewhere_holds_no_token_of_this_company(company):
    refused(token_for(company, UserFactory()), 403)
