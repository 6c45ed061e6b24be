from dataclasses import FrozenInstanceError

import pytest
from django.apps import apps
from django.db import models

from parks.access import ANONYMOUS, ScopedQuerySet, Viewer
from parks.models import Park
from tests.factories.admin import rows_of_a_park
from tests.factories.parks import ParkFactory

OPERATOR = Viewer(user_id=1, is_operator=True)
NOBODY_SPECIAL = Viewer(user_id=-1)
PUBLIC = {
    "companies.Company",
    "companies.Opening",
    "companies.Programme",
    "companies.Session",
    "parks.AnnualTarget",
    "parks.Base",
    "parks.CertificateScheme",
    "parks.Consortium",
    "parks.ConsortiumMembership",
    "parks.Organisation",
    "parks.Park",
    "parks.Seat",
    "talent.University",
}


def scoped_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if isinstance(model._default_manager.all(), ScopedQuerySet)
    ]


def test_a_viewer_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        ANONYMOUS.is_operator = True


def test_equal_rights_are_equal_viewers():
    assert Viewer(user_id=3, organisation_ids=frozenset({1})) == Viewer(3, frozenset({1}))


@pytest.mark.parametrize(("viewer", "signed_in"), [(ANONYMOUS, False), (Viewer(user_id=3), True)])
def test_a_viewer_without_a_person_is_not_signed_in(viewer, signed_in):
    assert viewer.is_signed_in is signed_in


def test_somebody_signed_out_has_no_rights():
    assert Viewer(None, frozenset(), frozenset(), frozenset(), is_operator=False) == ANONYMOUS


@pytest.mark.parametrize("gate", ["visible_to", "editable_by"])
def test_a_noun_that_forgets_to_say_who_sees_it_shows_nothing(gate):
    rows = ScopedQuerySet(Park)

    with pytest.raises(NotImplementedError):
        getattr(rows, gate)(NOBODY_SPECIAL)


@pytest.mark.django_db
@pytest.mark.parametrize("gate", ["visible_to", "editable_by"])
def test_the_operator_passes_every_gate(gate):
    park = ParkFactory(listed=False)

    assert list(getattr(Park.objects.filter(pk=park.pk), gate)(OPERATOR)) == [park]


@pytest.mark.django_db
@pytest.mark.parametrize("viewer", [ANONYMOUS, NOBODY_SPECIAL], ids=["signed out", "signed in"])
def test_only_what_is_public_is_read_by_somebody_without_rights(viewer):
    rows_of_a_park(ParkFactory())

    seen = {model._meta.label for model in scoped_models() if model.objects.visible_to(viewer)}

    assert seen <= PUBLIC
    assert {"companies.Company", "parks.Park"} <= seen


@pytest.mark.django_db
@pytest.mark.parametrize("viewer", [ANONYMOUS, NOBODY_SPECIAL], ids=["signed out", "signed in"])
def test_nothing_at_all_is_changed_by_somebody_without_rights(viewer):
    rows_of_a_park(ParkFactory())

    changed = [model._meta.label for model in scoped_models() if model.objects.editable_by(viewer)]

    assert changed == []


@pytest.mark.django_db
def test_every_noun_with_a_gate_was_tried():
    rows = rows_of_a_park(ParkFactory())

    assert {model._meta.label for model in scoped_models()} <= set(rows)
