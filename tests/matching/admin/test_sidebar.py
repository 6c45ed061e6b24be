"""The sidebar of the web admin: by task, one entry lit."""

import pytest
from django.contrib import admin
from django.urls import reverse

from companies.models import Opening
from matching.admin.sidebar import GROUPS
from tests.factories.admin import address

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


def lit(response):
    """Return the titles of the entries that are marked as where one is."""
    groups = response.context["sidebar_navigation"]
    return [str(item["title"]) for group in groups for item in group["items"] if item["active"]]


def test_every_noun_of_the_admin_has_one_entry():
    nouns = [label for _title, _folded, nouns in GROUPS for label, _icon in nouns]

    assert len(nouns) == len(set(nouns))
    assert set(nouns) == {noun._meta.label for noun in admin.site._registry}


def test_the_groups_are_tasks(sign_in, park_officer):
    groups = sign_in(park_officer).get(reverse("admin:index")).context["sidebar_navigation"]

    found = {str(group["title"]): group.get("collapsible", False) for group in groups}
    assert list(found.items()) == [
        ("None", False),
        ("People", False),
        ("Companies", False),
        ("Openings", False),
        ("Matching", True),
        ("Consortium", True),
        ("Agreements and bases", True),
        ("Training and certificates", True),
        ("Settings", False),
        ("More about companies and openings", True),
        ("Vocabulary", True),
    ]
    open_entries = [
        item for group in groups if not found[str(group["title"])] for item in group["items"]
    ]
    assert len(open_entries) <= 20


@pytest.mark.parametrize(
    ("query", "entry"),
    [("", ["Openings"]), ("?state__exact=submitted", ["Review openings"])],
)
def test_one_entry_is_lit(sign_in, park_officer, query, entry):
    response = sign_in(park_officer).get(address(Opening, "changelist") + query)

    assert lit(response) == entry
