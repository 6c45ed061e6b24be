"""What every form of the web admin does: the trail, its page, and what an action refuses."""

import pytest
from django.urls import reverse

from parks.admin.base import follow
from parks.models import LogEntry, Park
from tests.factories.admin import address
from tests.factories.companies import CompanyFactory
from tests.factories.parks import LogEntryFactory, OrganisationFactory, ParkFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


def test_saving_a_row_writes_who_changed_which_fields(sign_in, park_officer, park, submit):
    submit(sign_in(park_officer), address(park, "change"), website="https://biobay.example")

    entry = LogEntry.objects.get(noun="parks.park", verb="changed")
    assert (entry.row_id, entry.actor, entry.park) == (park.pk, park_officer, park)
    assert entry.details == {"fields": ["website"]}


def test_the_trail_names_the_inlines_that_changed(sign_in, park_officer, park, submit):
    honour = {"honours-0-name_zh": "国家级孵化器", "honours-0-name_en": "State-level incubator"}
    honour |= {"honours-0-year": 2024, "honours-TOTAL_FORMS": 1, "honours-0-park": park.pk}

    submit(sign_in(park_officer), address(park, "change"), **honour)

    assert LogEntry.objects.get(verb="changed").details == {"fields": ["honours"]}
    assert park.honours.get().year == 2024


def test_a_new_row_is_written_down(sign_in, operator, submit):
    names = {"name_zh": "新园区", "name_en": "New Park", "slug": "new-park"}

    submit(sign_in(operator), address(Park, "add"), **names)

    park = Park.objects.get(slug="new-park")
    entry = LogEntry.objects.get(verb="created")
    assert (entry.noun, entry.row_id, entry.actor) == ("parks.park", park.pk, operator)


def test_a_deleted_row_is_written_down(sign_in, operator):
    organisation = OrganisationFactory()

    sign_in(operator).post(address(organisation, "delete"), {"post": "yes"})

    entry = LogEntry.objects.get(verb="deleted")
    assert (entry.noun, entry.row_id) == ("parks.organisation", organisation.pk)
    assert entry.park_id == organisation.park_id


def test_a_park_without_organisations_can_be_deleted(sign_in, operator):
    park = ParkFactory()

    sign_in(operator).post(address(park, "delete"), {"post": "yes"})

    assert not Park.objects.filter(pk=park.pk).exists()
    assert LogEntry.objects.get(verb="deleted").row_id == park.pk


def test_a_row_that_others_need_is_not_deleted(sign_in, operator, company, park):
    response = sign_in(operator).post(address(park, "delete"), {"post": "yes"})

    assert response.context["protected"]
    assert Park.objects.filter(pk=park.pk).exists()


def test_a_company_falls_with_its_verification(sign_in, operator, company):
    response = sign_in(operator).post(address(company, "delete"), {"post": "yes"})

    assert response.status_code == 302
    assert not type(company).objects.filter(pk=company.pk).exists()


def test_the_history_of_a_company_tells_what_was_decided_about_the_organisation(
    sign_in, park_officer, company
):
    about_it = LogEntryFactory(noun="parks.organisation", row_id=company.pk, verb="joined")
    changed = LogEntryFactory(noun="companies.company", row_id=company.pk, verb="changed")
    LogEntryFactory(noun="companies.opening", row_id=company.pk, verb="published")

    response = sign_in(park_officer).get(address(company, "history"))

    assert list(response.context["entries"]) == [changed, about_it]


def test_the_history_of_a_row_that_is_not_there_leads_home(sign_in, operator):
    response = sign_in(operator).get(reverse("admin:parks_park_history", args=["no-number"]))

    assert (response.status_code, response.headers["Location"]) == (302, reverse("admin:index"))


def test_an_officer_finds_their_only_park_filled_in(sign_in, park_officer, park):
    response = sign_in(park_officer).get(address(type(CompanyFactory.build()), "add"))

    field = response.context["adminform"].form["park"]
    assert (field.value(), field.field.required) == (park.pk, True)


def test_the_operator_may_leave_a_company_without_a_park(sign_in, operator):
    response = sign_in(operator).get(address(type(CompanyFactory.build()), "add"))

    assert response.context["adminform"].form.fields["park"].required is False


def test_the_button_to_the_public_page_leads_straight_there(sign_in, park_officer, company):
    response = sign_in(park_officer).get(address(company, "change"))

    assert response.context["absolute_url"] == company.get_absolute_url()


def test_a_lookup_is_followed_from_the_row(company):
    assert follow(company, "pk") == company.pk
    assert follow(company.verifications.get(), "organisation__park_id") == company.park_id
    assert follow(company, "") is None
