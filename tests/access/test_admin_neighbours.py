"""What a park officer must not reach in the web admin: every way to a neighbour park's row."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from companies.models import Company, Opening
from parks.models import Organisation
from tests.access.admin_decisions import DECISIONS, OF_A_PARK, REFERENCE
from tests.factories.admin import address, rows_of_a_park
from tests.factories.parks import LogEntryFactory, MembershipFactory, ParkFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold")]

every_noun_of_a_park = pytest.mark.parametrize("label", OF_A_PARK)


@pytest.fixture
def own(park):
    return rows_of_a_park(park)


@pytest.fixture
def foreign(db):
    return rows_of_a_park(ParkFactory(slug="neighbour"))


@every_noun_of_a_park
def test_an_officer_lists_the_rows_of_their_own_park_only(
    sign_in, park_officer, own, foreign, label
):
    response = sign_in(park_officer).get(address(type(own[label]), "changelist"))

    listed = set(response.context["cl"].queryset.values_list("pk", flat=True))
    assert own[label].pk in listed
    assert foreign[label].pk not in listed


@every_noun_of_a_park
def test_a_neighbours_row_is_not_there_for_an_officer(sign_in, park_officer, foreign, label):
    client, row = sign_in(park_officer), foreign[label]
    before = type(row).objects.filter(pk=row.pk).values().get()

    changed = client.post(address(row, "change"), {"name_zh": "我们的", "title_zh": "我们的"})
    seen = [
        client.get(address(row, page)).headers.get("Location") for page in ("change", "history")
    ]

    assert seen == [reverse("admin:index")] * 2
    assert changed.status_code in (302, 403)
    assert type(row).objects.filter(pk=row.pk).values().get() == before


def fields_with_a_search():
    """Return model, field and target of every autocomplete in a form that officers may open."""
    return [
        (admin_class.model, name, admin_class.model._meta.get_field(name).related_model)
        for label in OF_A_PARK
        for admin_class in [admin.site.get_model_admin(apps.get_model(label))]
        for name in admin_class.autocomplete_fields
    ]


def test_the_search_of_a_select_box_finds_rows_of_the_own_park_only(
    sign_in, park_officer, own, foreign
):
    client = sign_in(park_officer)
    found = {}

    for model, name, target in fields_with_a_search():
        source = {
            "app_label": model._meta.app_label,
            "model_name": model._meta.model_name,
            "field_name": name,
        }
        response = client.get(reverse("admin:autocomplete"), source)
        hits = response.json()["results"] if response.status_code == 200 else []
        ids = {int(hit["id"]) for hit in hits}
        label = target._meta.label
        found[label] = (own[label].pk in ids, foreign[label].pk in ids)

    assert found == {
        "companies.Company": (True, False),
        "parks.Agreement": (True, False),
        "parks.CertificateScheme": (True, False),
        "parks.ChainStage": (True, True),
        "parks.DegreeLevel": (True, True),
        "parks.Discipline": (True, True),
        "parks.Meeting": (True, False),
        "parks.Occupation": (True, True),
        "parks.Organisation": (True, False),
        "parks.Park": (True, False),
        "parks.Region": (True, True),
        "parks.User": (False, False),
        "talent.University": (True, False),
    }


def choices_of(response):
    """Return the rows that the select boxes of a form and of its inlines would accept.

    The hidden id of an inline row is left out: it has a test of its own.
    """
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.empty_form, *inline.formset.forms]
    return {
        row
        for form in forms
        for name, field in form.fields.items()
        if name != "id"
        for row in getattr(field, "queryset", ())
    }


@every_noun_of_a_park
def test_the_forms_of_an_officer_accept_no_row_of_a_neighbour(
    sign_in, park_officer, own, foreign, label
):
    client = sign_in(park_officer)
    pages = [address(own[label], "change")]
    pages += [address(type(own[label]), "add")] if "a" in DECISIONS[label].split("|")[1] else []

    accepted = set().union(*(choices_of(client.get(page)) for page in pages))

    theirs = {row for name, row in foreign.items() if name not in REFERENCE}
    assert accepted & theirs == set()


def test_a_forged_form_cannot_give_a_neighbours_company_an_opening(
    sign_in, park_officer, park, own, foreign
):
    fields = {"company": foreign["companies.Company"].pk, "park": park.pk, "title_en": "Forged"}

    response = sign_in(park_officer).post(address(Opening, "add"), fields)

    assert response.context["adminform"].form.errors["company"]
    assert not Opening.objects.filter(title_en="Forged").exists()


def test_a_forged_form_cannot_put_a_company_into_a_neighbours_park(
    sign_in, park_officer, own, foreign
):
    fields = {"name_en": "Forged", "park": foreign["parks.Park"].pk}

    response = sign_in(park_officer).post(address(Company, "add"), fields)

    assert response.context["adminform"].form.errors["park"]
    assert not Company.objects.filter(name_en="Forged").exists()


def test_a_forged_inline_row_cannot_take_over_a_neighbours(sign_in, park_officer, park, foreign):
    honour = foreign["parks.ParkHonour"]
    before = type(honour).objects.filter(pk=honour.pk).values().get()
    fields = {"name_zh": park.name_zh, "name_en": park.name_en, "stage": park.stage}
    fields |= {"time_zone": park.time_zone, "honours-0-id": honour.pk, "honours-0-year": 2001}
    fields |= {"honours-TOTAL_FORMS": 1, "honours-INITIAL_FORMS": 1, "honours-0-park": park.pk}
    fields |= {"honours-0-name_zh": "我们的", "honours-0-name_en": "Ours"}

    sign_in(park_officer).post(address(park, "change"), fields)

    assert type(honour).objects.filter(pk=honour.pk).values().get() == before
    assert not park.honours.exists()


def moves_of(label):
    admin_class = admin.site.get_model_admin(apps.get_model(label))
    return [move for move in admin_class.actions_detail if hasattr(admin_class, move)]


MOVES = [(label, move) for label in OF_A_PARK for move in moves_of(label)]


@pytest.mark.parametrize(("label", "move"), MOVES)
def test_an_officer_moves_no_row_of_a_neighbour(sign_in, park_officer, foreign, label, move):
    client, row = sign_in(park_officer), foreign[label]
    before = type(row).objects.filter(pk=row.pk).values().get()
    answers = {"reason": "Because", "comment": "Because", "answered": "yes"}
    page = address(row, "change").replace("/change/", f"/{move}/")

    alone = client.post(page, answers)
    client.post(
        address(type(row), "changelist"), answers | {"action": move, "_selected_action": row.pk}
    )

    assert (alone.status_code, alone.headers["Location"]) == (302, reverse("admin:index"))
    assert type(row).objects.filter(pk=row.pk).values().get() == before


def test_there_are_moves_to_try():
    assert {label for label, _move in MOVES} == {
        "companies.Company",
        "companies.Opening",
        "companies.OpeningReport",
        "companies.Session",
        "matching.Enrolment",
        "matching.MatchAlarm",
        "matching.MatchRun",
        "parks.Agreement",
        "parks.Base",
        "parks.ConsortiumMembership",
        "parks.CouncilTerm",
        "parks.Meeting",
        "parks.Membership",
        "parks.Obligation",
        "parks.Organisation",
        "parks.Resolution",
        "parks.Seat",
        "parks.SigningKey",
        "parks.Verification",
        "talent.Certificate",
        "talent.University",
    }


def test_an_officer_cannot_delete_even_by_a_forged_bulk_action(sign_in, park_officer, own):
    row = own["companies.Company"]
    forged = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}

    sign_in(park_officer).post(address(Company, "changelist"), forged)

    assert Company.objects.filter(pk=row.pk).exists()


def test_no_address_tells_where_a_row_is_to_who_cannot_see_it(sign_in, park_officer, foreign):
    kind = ContentType.objects.get_for_model(Opening)

    response = sign_in(park_officer).get(f"/admin/r/{kind.pk}/{foreign['companies.Opening'].pk}/")

    assert response.status_code == 404


def test_an_officer_who_also_recruits_elsewhere_has_no_office_there(sign_in, park_officer, foreign):
    company = foreign["companies.Company"]
    MembershipFactory(user=park_officer, organisation=company, role="admin")

    response = sign_in(park_officer).get(address(company, "change"))

    assert response.status_code == 302


def test_an_officer_cannot_enter_a_park_office(sign_in, park_officer, park):
    fields = {"name_en": "Shadow office", "kind": "park_office", "park": park.pk}

    response = sign_in(park_officer).post(address(Organisation, "add"), fields)

    assert response.context["adminform"].form.errors["kind"]
    assert not Organisation.objects.filter(name_en="Shadow office").exists()


@pytest.mark.django_db
def test_an_officer_does_not_read_in_the_trail_who_applied_where(park_officer, park, sign_in):
    LogEntryFactory(noun="matching.application", verb="submitted", park=park)
    LogEntryFactory(noun="companies.opening", verb="published", park=park)

    rows = sign_in(park_officer).get("/admin/parks/logentry/").context["cl"].result_list

    assert [row.noun for row in rows] == ["companies.opening"]


@pytest.mark.django_db
def test_an_officer_cannot_search_the_trail_by_address(park_officer, park, sign_in):
    LogEntryFactory(noun="companies.opening", park=park, actor=park_officer)
    client = sign_in(park_officer)

    rows = client.get("/admin/parks/logentry/?q=office@example").context["cl"].result_list

    assert list(rows) == []
