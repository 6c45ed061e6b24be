"""Who gets where in the web admin: every person × every noun × every page."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from companies.models import Opening, OpeningReport
from parks.models import Verification
from tests.access.admin_decisions import DECISIONS, OF_A_PARK, REFERENCE
from tests.factories.admin import address, rows_of_a_park

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold")]


def expected_statuses(deeds):
    """Return the answers to a row that is there; without rights its history is not found."""
    return {
        "changelist": 200 if "v" in deeds else 403,
        "add": 200 if "a" in deeds else 403,
        "change": 200 if "v" in deeds else 403,
        "history": 200 if "v" in deeds else 302,
        "delete": 200 if "d" in deeds else 403,
    }


def found_statuses(client, row):
    noun_pages = {page: address(type(row), page) for page in ("changelist", "add")}
    row_pages = {page: address(row, page) for page in ("change", "history", "delete")}
    pages = noun_pages | row_pages
    return {page: client.get(link).status_code for page, link in pages.items()}


@pytest.fixture
def own(park):
    return rows_of_a_park(park)


def test_every_noun_of_the_admin_has_a_decision():
    registered = {model._meta.label for model in admin.site._registry}

    assert registered == set(DECISIONS)


# Rows that runs and the search make for themselves: there is nothing in them to look at.
PACKED = {
    "companies.OpeningIndex",
    "matching.ProfileTerms",
    "matching.OpeningTerms",
    "matching.RunStatistics",
}


def test_every_noun_of_the_portal_is_in_the_admin():
    ours = ("parks", "companies", "talent", "matching")

    nouns = {model._meta.label for name in ours for model in apps.get_app_config(name).get_models()}

    assert nouns - set(DECISIONS) == PACKED


@pytest.mark.parametrize(("person", "column"), [("operator", 0), ("park_officer", 1)])
def test_the_staff_open_what_was_decided_and_nothing_else(sign_in, request, own, person, column):
    client = sign_in(request.getfixturevalue(person))

    found = {label: found_statuses(client, own[label]) for label in DECISIONS}

    decided = {label: deeds.split("|")[column] for label, deeds in DECISIONS.items()}
    assert found == {label: expected_statuses(deeds) for label, deeds in decided.items()}


@pytest.mark.parametrize("person", ["recruiter", "career_officer", "graduate", "stranger"])
def test_nobody_else_enters(sign_in, request, own, person):
    client = sign_in(request.getfixturevalue(person))

    found = {label: set(found_statuses(client, row).values()) for label, row in own.items()}

    assert found == {key: {302} for key in DECISIONS}
    assert client.get(reverse("admin:login")).status_code == 403


def test_who_is_not_signed_in_is_sent_to_the_sign_in_of_the_portal(client):
    response = client.get(reverse("admin:index"), follow=True)

    assert response.redirect_chain[-1] == (f"{reverse('account_login')}?next=/admin/", 302)


def test_staff_who_left_the_park_office_are_out(sign_in, park_officer):
    park_officer.memberships.update(left_at=timezone.now())

    response = sign_in(park_officer).get(reverse("admin:index"), follow=True)

    assert response.status_code == 403


def test_the_sidebar_shows_what_an_officer_can_open(sign_in, park_officer):
    response = sign_in(park_officer).get(reverse("admin:index"))

    groups = response.context["sidebar_navigation"]
    links = {item["link"] for group in groups for item in group["items"]}
    to_do = {reverse("admin:index")}
    to_do |= {f"{address(Verification, 'changelist')}?decision=waits"}
    to_do |= {f"{address(Opening, 'changelist')}?state__exact=submitted"}
    to_do |= {f"{address(OpeningReport, 'changelist')}?state__exact=open"}
    to_do |= {reverse("admin:matching_matchrun_fairness"), reverse("matching:cockpit")}
    to_do |= {reverse("matching:cockpit_targets"), reverse("matching:cockpit_gaps")}
    theirs = {address(apps.get_model(label), "changelist") for label in {*OF_A_PARK, *REFERENCE}}
    assert links == to_do | theirs


def test_the_sidebar_shows_the_operator_every_noun(sign_in, operator):
    response = sign_in(operator).get(reverse("admin:index"))

    groups = response.context["sidebar_navigation"]
    links = {item["link"] for group in groups for item in group["items"]}
    assert {address(apps.get_model(label), "changelist") for label in DECISIONS} <= links
