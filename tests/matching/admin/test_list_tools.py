"""The tools of every list of the web admin: search, filters, sorting, days; all of them answer."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.widgets import AutocompleteMixin
from django.forms import ModelChoiceField
from django.template.response import TemplateResponse

from tests.access.admin_decisions import DECISIONS
from tests.factories.admin import address, rows_of_a_park

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]

ADMINS = {label: admin.site.get_model_admin(apps.get_model(label)) for label in DECISIONS}
WITHOUT_SEARCH = {"parks.Vocabulary"}  # one row
PLAIN_SELECTS = {"park", "lead", "consortium"}  # a dozen of them at most
OF_A_COUNCIL = {"parks.Seat": {"term", "organisation", "replaces"}}  # its members, a screenful


@pytest.fixture
def client_of_the_operator(sign_in, operator, park, monkeypatch):
    """Lists fetch their rows and leave the markup, which takes longer and is that of test_lists."""

    def fetch(response):
        list(response.context_data["cl"].result_list)
        response.content = b""
        return response

    rows_of_a_park(park)
    monkeypatch.setattr(TemplateResponse, "render", fetch)
    return sign_in(operator)


def answers(client, label, queries):
    """Return the queries that a list did not answer with a page."""
    page = address(apps.get_model(label), "changelist")
    found = {query: client.get(f"{page}?{query}").status_code for query in queries}
    return {f"{label}?{query}": status for query, status in found.items() if status != 200}


def test_every_list_can_be_searched(client_of_the_operator):
    silent = {label for label, office in ADMINS.items() if not office.get_search_fields(None)}

    refused = {}
    for label in DECISIONS:
        refused |= answers(client_of_the_operator, label, ["q=bio+细胞+%27%22%5C"])

    assert (silent, refused) == (WITHOUT_SEARCH, {})


def test_the_choices_of_every_filter_answer(client_of_the_operator):
    """All choices of what is written by hand; of what Django lists from rows the first and last."""
    refused = {}

    for label in DECISIONS:
        page = client_of_the_operator.get(address(apps.get_model(label), "changelist"))
        changelist = page.context_data["cl"]
        queries = [
            choice["query_string"].lstrip("?")
            for spec in changelist.filter_specs
            for choice in telling(spec, list(spec.choices(changelist)))
        ]
        refused |= answers(client_of_the_operator, label, queries)

    assert refused == {}


def telling(spec, choices):
    """A filter that is a form of its own, such as one of days, has no links to try."""
    links = [choice for choice in choices if "query_string" in choice]
    return links if isinstance(spec, SimpleListFilter) else [*links[:1], *links[-1:]]


def test_every_column_that_offers_to_sort_sorts(client_of_the_operator):
    refused = {}

    for label, office in ADMINS.items():
        columns = range(1, len(office.list_display) + 1)
        refused |= answers(client_of_the_operator, label, [f"o={'.'.join(map(str, columns))}"])

    assert refused == {}


def test_every_row_of_days_can_be_opened(client_of_the_operator):
    refused = {}

    for label, office in ADMINS.items():
        if office.date_hierarchy:
            field = office.date_hierarchy
            days = [f"{field}__year=2026", f"{field}__year=2026&{field}__month=11"]
            refused |= answers(client_of_the_operator, label, days)

    assert refused == {}


def unique_names(model):
    return {"pk", "id"} | {field.name for field in model._meta.fields if field.unique}


@pytest.mark.parametrize("label", DECISIONS)
def test_the_order_of_a_list_ends_in_a_unique_column(label):
    office = ADMINS[label]

    last = office.ordering[-1].lstrip("-")

    assert last in unique_names(office.model)


def long_selects(response):
    """Return the fields of a form and its inlines that list a whole table in a select box."""
    forms = [response.context["adminform"].form]
    forms += [inline.formset.empty_form for inline in response.context["inline_admin_formsets"]]
    boxes = {
        name: getattr(field.widget, "widget", field.widget)
        for form in forms
        for name, field in form.fields.items()
        if isinstance(field, ModelChoiceField) and not field.widget.is_hidden
    }
    return {name for name, box in boxes.items() if not isinstance(box, AutocompleteMixin)}


def test_no_form_lists_a_whole_table(sign_in, operator, park):
    client, rows = sign_in(operator), rows_of_a_park(park)
    pages = {label: [address(row, "change")] for label, row in rows.items()}
    for label, row in rows.items():
        pages[label] += [address(type(row), "add")] if "a" in DECISIONS[label].split("|")[0] else []

    found = {
        label: set().union(*(long_selects(client.get(page)) for page in links))
        for label, links in pages.items()
    }

    assert {label: names - PLAIN_SELECTS for label, names in found.items()} == {
        label: OF_A_COUNCIL.get(label, set()) for label in DECISIONS
    }


@pytest.mark.parametrize("label", DECISIONS)
def test_a_related_column_is_fetched_with_the_rows(label):
    office = ADMINS[label]
    fields = {field.name: field for field in office.model._meta.fields}

    shown = {name for name in office.list_display if name in fields}
    related = {name for name in shown if fields[name].is_relation}

    fetched = {path.split("__")[0] for path in office.list_select_related or ()}
    assert related - fetched == set()
