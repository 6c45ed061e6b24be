"""The office of a park has no grant to profiles: at bases and of hirings it reads no names."""

import pytest
from django.urls import reverse

from matching.models import BaseStay, Placement, PlacementCheck
from tests.factories.base_stays import BaseStayFactory
from tests.factories.companies import OpeningFactory
from tests.factories.placements import PlacementCheckFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


@pytest.mark.parametrize(
    ("model", "asked"),
    [(BaseStay, "profile"), (BaseStay, "profile__exact"), (Placement, "enrolment__in")],
)
def test_no_address_leads_from_somebody_known_by_name_to_their_code(
    sign_in, park_officer, model, asked
):
    base = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"

    assert sign_in(park_officer).get(reverse(base), {asked: "1"}).status_code == 400


def test_no_page_of_a_stay_or_a_hiring_names_the_person(sign_in, park_officer, park, profile):
    BaseStayFactory(profile=profile, base__agreement__park=park, quota=None)
    hired = {"application__profile": profile, "application__opening": OpeningFactory(park=park)}
    PlacementCheckFactory(**{f"placement__{name}": value for name, value in hired.items()})
    client = sign_in(park_officer)

    texts = {}
    for model in (BaseStay, Placement, PlacementCheck):
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = [model.objects.get().pk]
        for name, ids in (("changelist", []), ("change", row), ("history", row)):
            texts[model, name] = client.get(reverse(f"{base}_{name}", args=ids)).text

    named = [page for page, text in texts.items() if profile.user.full_name in text]
    assert named == []
    assert sum(profile.pseudonym in text for text in texts.values()) == 4
