"""The demo's sign-in buttons and its mail: there with DEMO=1, and not there otherwise."""

import copy
from importlib import reload

import pytest
from django.test import Client
from django.urls import clear_url_caches

from config import urls
from config.demo import PERSONAS
from tests.config.processes import WITHOUT_SERVERS, run_python
from tests.factories.parks import OutboxMailFactory, UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN, MAIL = "/demo/sign-in/{}/", "/demo/mail/"


def build_addresses() -> None:
    """Read the addresses anew, as a process does when it starts."""
    clear_url_caches()
    reload(urls)
    clear_url_caches()


@pytest.fixture
def demo(settings, english):
    """The portal as it starts with DEMO=1."""
    settings.DEMO = True
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"].append("config.demo.personas")
    settings.TEMPLATES = templates
    build_addresses()
    yield
    settings.DEMO = False
    build_addresses()


@pytest.fixture
def people(db):
    return {persona: UserFactory(email=f"{persona}@demo.example") for persona in PERSONAS}


@pytest.mark.parametrize("address", [*map(SIGN_IN.format, PERSONAS), MAIL])
def test_without_the_demo_there_is_no_such_page(address, client, people):
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert "_auth_user_id" not in client.session


def test_without_the_demo_no_page_offers_its_buttons(client, english):
    assert "/demo/" not in client.get("/").text


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_button_signs_in_as_a_demo_person(persona, demo, people, client):
    response = client.post(SIGN_IN.format(persona))

    assert (response.status_code, response.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(people[persona].pk)


def test_another_button_changes_the_person(demo, people, client):
    for persona in ("graduate", "recruiter"):
        client.post(SIGN_IN.format(persona))

    assert client.session["_auth_user_id"] == str(people["recruiter"].pk)


@pytest.mark.parametrize("persona", ["admin", "graduate2", "root"])
def test_nobody_else_can_be_signed_in_as(persona, demo, client):
    UserFactory(email=f"{persona}@demo.example")

    assert client.post(SIGN_IN.format(persona)).status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_person_whom_the_demo_has_not_made_yet_is_not_found(demo, client):
    assert client.post(SIGN_IN.format("graduate")).status_code == 404


def test_a_link_signs_nobody_in(demo, people, client):
    assert client.get(SIGN_IN.format("operator")).status_code == 405
    assert "_auth_user_id" not in client.session


def test_a_form_of_another_site_signs_nobody_in(demo, people):
    client = Client(enforce_csrf_checks=True)

    assert client.post(SIGN_IN.format("operator")).status_code == 403
    assert "_auth_user_id" not in client.session


def test_every_page_of_the_demo_has_the_buttons(demo, client):
    text = client.get("/parks/").text

    for persona in PERSONAS:
        assert f'action="{SIGN_IN.format(persona)}"' in text


def test_the_mail_of_the_demo_is_shown_the_newest_first(demo, client):
    for number in range(32):
        OutboxMailFactory(subject=f"Mail {number}.", text="<b>bold</b>")

    response = client.get(MAIL)

    assert [mail.subject for mail in response.context["mails"]] == [
        f"Mail {number}." for number in range(31, 1, -1)
    ]
    assert "&lt;b&gt;bold&lt;/b&gt;" in response.text


def test_before_the_first_mail_the_page_says_so(demo, client):
    assert "No mail yet" in client.get(MAIL).text


@pytest.mark.parametrize(("value", "is_demo"), [("1", "True"), ("0", "False"), ("", "False")])
def test_the_environment_decides_whether_this_is_the_demo(value, is_demo):
    program = "from django.conf import settings; print(settings.DEMO)"
    environment = WITHOUT_SERVERS | ({"DEMO": value} if value else {})

    assert run_python(program, environment).stdout.strip() == is_demo
