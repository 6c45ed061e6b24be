"""Who gets which operation of the interface: every operation of the OpenAPI document, tried with
the token of another company, without one, and with ones that no longer open anything."""

import datetime
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.utils import timezone

from companies.models import Company
from matching.api.document import METHODS, document
from parks.choices.machines import ApiScope
from parks.models import User
from tests.access.world import World, make_world
from tests.factories.companies import CompanyFactory
from tests.factories.parks import MembershipFactory
from tests.matching.api.systems import System, token_for

pytestmark = pytest.mark.django_db

CONTENT = {"title_en": "A job", "text_en": "Work."}
REFUSED = (401, 403)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOT_COMPARED = {"parks.ApiToken", "sessions.Session"}  # when a token was used, and nothing else


class Row(NamedTuple):
    """How an operation is called about rows of company A, and what B's token gets for it.

    `own` says what A gets. An operation that names no row acts for the company that calls: there
    B reads or writes what is its own.
    """

    names: dict[str, str] = {}
    body: dict[str, Any] | None = None
    own: tuple[int, ...] = (200,)
    neighbour: int = 404


ROWS = {
    "listOpenings": Row(neighbour=200),
    "createOpening": Row(body=CONTENT, own=(201,), neighbour=201),
    "getOpening": Row({"opening_id": "opening"}),
    "changeOpening": Row({"opening_id": "draft"}, CONTENT),
    "getOpeningByExternalId": Row({"external_id": "external"}),
    "putOpening": Row({"external_id": "external"}, CONTENT, neighbour=201),
    "submitOpening": Row({"opening_id": "draft"}, own=(200, 409)),
    "pauseOpening": Row({"opening_id": "opening"}),
    "resumeOpening": Row({"opening_id": "opening"}, own=(409,)),
    "closeOpening": Row({"opening_id": "opening"}),
    "renewOpening": Row({"opening_id": "opening"}, {"closes_on": "2099-01-01"}, own=(409,)),
    "listApplications": Row(neighbour=200),
    "getApplication": Row({"application_id": "application"}),
    "downloadDocument": Row({"application_id": "application", "document_id": "document"}),
    "moveApplication": Row({"application_id": "application"}, {"state": "shortlisted"}),
    "refuseApplication": Row(
        {"application_id": "application"}, {"reason": "skills", "message": "No"}
    ),
    "listTerms": Row({"table": "skills"}, neighbour=200),
}


class Operation(NamedTuple):
    method: str
    path: str


def operations() -> dict[str, Operation]:
    return {
        operation["operationId"]: Operation(method, path)
        for path, found in document()["paths"].items()
        for method, operation in found.items()
        if method in METHODS
    }


@pytest.fixture
def world(company, profile, recruiter, settings, tmp_path) -> World:
    settings.MEDIA_ROOT = tmp_path
    world = make_world(company, profile)
    world.application.documents.add(world.document)
    world.application.offers.all().delete()
    world.opening.external_id = "J-1"
    world.opening.save(update_fields=["external_id"])
    return world


@pytest.fixture
def ask(world):
    """Call an operation about the rows of company A with a token."""
    values = {
        "opening": world.opening.uuid,
        "draft": world.draft.uuid,
        "application": world.application.uuid,
        "document": world.document.uuid,
        "external": "J-1",
    }

    def answer(name: str, secret: str | None, signed_in: User | None = None) -> HttpResponse:
        operation, row = operations()[name], ROWS[name]
        path = operation.path
        for placeholder, key in row.names.items():
            path = path.replace(f"{{{placeholder}}}", str(values.get(key, key)))
        system = System(secret)
        if signed_in:
            system.client.force_login(signed_in, backend=BACKEND)
        response = system.call(operation.method, path, row.body)
        if response.streaming:
            list(response.streaming_content)  # and with that it is closed
        return response

    return answer


def everything() -> dict[tuple[str, Any], dict]:
    """Every row of the database, so that one that was changed is seen."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if label not in NOT_COMPARED and model._meta.managed and not model._meta.proxy:
            found |= {(label, row[model._meta.pk.attname]): row for row in _rows(model)}
    return found


def _rows(model: type) -> Iterator[dict]:
    names = [field.attname for field in model._meta.local_concrete_fields]
    return iter(model._base_manager.order_by("pk").values(*names))


def intruders(company: Company, holder: Any) -> Iterator[tuple[str, str | None]]:
    """Tokens that open nothing, each for a reason of its own."""
    past = timezone.now() - datetime.timedelta(seconds=1)
    unverified = CompanyFactory(park=company.park)
    owner = MembershipFactory(organisation=unverified, role="admin").user
    yield "without a token", None
    yield "a token of nobody", "tp_" + "q" * 43
    yield "a revoked token", token_for(company, holder, revoked_at=past)
    yield "an expired token", token_for(company, holder, expires_at=past)
    yield "a token of an unverified company", token_for(unverified, owner)
    yield "a token whose maker has gone", token_for(company, None)


def test_every_operation_has_a_row_in_the_matrix():
    assert set(operations()) == set(ROWS)


@pytest.mark.parametrize("name", ROWS)
def test_the_companys_own_token_opens_the_operation(name, ask, company, recruiter):
    assert ask(name, token_for(company, recruiter)).status_code in ROWS[name].own


@pytest.mark.parametrize("name", ROWS)
def test_the_token_of_another_company_gets_nothing_of_this_one(name, ask, world, stranger):
    other = Company.objects.get(slug="elsewhere-bio")
    secret = token_for(other, stranger)
    before = everything()

    response = ask(name, secret)

    after = everything()
    assert response.status_code == ROWS[name].neighbour
    assert {key: after.get(key) for key in before} == before
    if response.status_code != 201:
        assert set(after) == set(before)
    if response.status_code == 200:
        assert "items" not in response.json() or name == "listTerms" or not response.json()["items"]
    assert str(world.opening.uuid) not in response.text
    assert "Lin Yue" not in response.text


@pytest.mark.parametrize("name", ROWS)
def test_a_token_that_opens_nothing_opens_nothing_and_changes_nothing(
    name, ask, company, recruiter
):
    tried = dict(intruders(company, recruiter))
    before = everything()

    statuses = {words: ask(name, secret).status_code for words, secret in tried.items()}

    assert {words: status for words, status in statuses.items() if status not in REFUSED} == {}
    assert everything() == before


@pytest.mark.parametrize("name", ROWS)
def test_a_token_with_every_other_scope_is_refused(name, ask, company, recruiter):
    needed = scope_of(name)
    others = [scope for scope in ApiScope.values if scope != needed]
    secret = token_for(company, recruiter, scopes=others)
    before = everything()

    response = ask(name, secret)

    assert response.status_code == 403
    assert needed in response.json()["detail"]
    assert everything() == before


def scope_of(name: str) -> str:
    """What an operation needs, from what it is called: nobody can forget to ask for it."""
    subject = "applications" if "Application" in name or "Document" in name else "openings"
    reads = name.startswith(("list", "get", "download"))
    return f"{subject}:{'read' if reads else 'write'}"


@pytest.mark.parametrize("person", ["recruiter", "graduate", "park_officer", "operator"])
def test_being_signed_in_on_the_portal_opens_no_operation(person, ask, request):
    user = request.getfixturevalue(person)

    statuses = {name: ask(name, None, signed_in=user).status_code for name in ROWS}

    assert set(statuses.values()) == {401}
