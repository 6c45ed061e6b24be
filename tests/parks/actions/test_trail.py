import pytest

from parks.actions.trail import record
from parks.models import LogEntry
from tests.factories.parks import OrganisationFactory, ParkFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_which_row_and_where():
    park, user = ParkFactory(), UserFactory()
    organisation = OrganisationFactory(park=park)

    entry = record(
        organisation, "moved", by=user, organisation_id=organisation.pk, park_id=park.pk, step=2
    )

    row = LogEntry.objects.get(pk=entry.pk)
    assert (row.noun, row.row_id, row.verb) == ("parks.organisation", organisation.pk, "moved")
    assert (row.actor, row.organisation_id, row.park) == (user, organisation.pk, park)
    assert (row.details, str(row)) == ({"step": 2}, f"parks.organisation {organisation.pk}: moved")


def test_what_the_system_did_has_no_actor():
    entry = record(ParkFactory(), "counted", by=None)

    assert (entry.actor, entry.organisation_id, entry.park_id, entry.details) == (
        None,
        None,
        None,
        {},
    )


def test_the_log_outlives_the_organisation_it_tells_of():
    organisation = OrganisationFactory()
    entry = record(organisation, "created", by=None, organisation_id=organisation.pk)

    organisation.delete()

    assert LogEntry.objects.filter(pk=entry.pk).exists()
