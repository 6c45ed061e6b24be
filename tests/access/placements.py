"""Somebody hired in the world of the access matrix, under an agreement of the company."""

from datetime import date

from companies.models import Programme
from matching.models import Application, Placement
from parks.models import Agreement, AgreementParty
from tests.factories.placements import PlacementFactory

LONG_AGO = date(2020, 1, 15)
NAME = "Agreement with results"


def make_placement(application: Application) -> Placement:
    """Let the graduate be hired, under an agreement with a programme of the company."""
    company = application.opening.company
    agreement = Agreement.objects.create(
        park=company.park,
        kind="joint",
        name_en=NAME,
        starts_on=LONG_AGO,
        ends_on=date(2030, 1, 15),
    )
    AgreementParty.objects.create(agreement=agreement, organisation=company, side="employs")
    Programme.objects.create(
        park=company.park, organiser=company, agreement=agreement, name_en=NAME, listed=False
    )
    return PlacementFactory(application=application, agreement=agreement, hired_on=LONG_AGO)


def placement_arguments(application: Application) -> dict[str, dict[str, object]]:
    agreement = Agreement.objects.get(name_en=NAME)
    return {
        "matching:draft_from_gaps": {"uuid": agreement.programmes.get().uuid},
        "matching:placement_check": {"uuid": application.uuid, "months": 6},
        "matching:agreement_results": {"uuid": agreement.uuid},
        "matching:programme_results": {"uuid": agreement.programmes.get().uuid},
    }
