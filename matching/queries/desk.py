from django.db.models import Count, F, Min, Q

from companies.models import Opening
from companies.models.openings import OpeningQuerySet
from matching.choices.applications import NOT_WITH_THE_COMPANY, ApplicationState
from parks.access import Viewer
from parks.models import Organisation, OrganisationQuerySet


def my_organisations(viewer: Viewer) -> OrganisationQuerySet:
    """Return the organisations somebody acts for, with `is_verified`."""
    mine = Organisation.objects.filter(pk__in=viewer.organisation_ids).with_verified()
    return mine.select_related("park").order_by("pk")


def desk_openings(viewer: Viewer) -> OpeningQuerySet:
    """Return the openings of the viewer's companies, those whose applicants wait longest first."""
    sent = ~Q(applications__state__in=NOT_WITH_THE_COMPANY)
    unanswered = Q(applications__state=ApplicationState.SUBMITTED)
    openings = Opening.objects.filter(company__in=viewer.organisation_ids).with_company()
    return openings.annotate(
        applicant_count=Count("applications", filter=sent),
        unanswered_count=Count("applications", filter=unanswered),
        oldest_unanswered=Min("applications__submitted_at", filter=unanswered),
    ).order_by(F("oldest_unanswered").asc(nulls_last=True), "-published_at", "-pk")
