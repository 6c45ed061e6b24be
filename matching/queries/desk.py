from django.db.models import Count, DateTimeField, ExpressionWrapper, F, Min, Q

from companies.models import Opening
from companies.models.openings import OpeningQuerySet
from matching.choices.applications import NOT_WITH_THE_COMPANY, TIME_TO_ANSWER, ApplicationState
from parks.access import Viewer
from parks.models import Organisation, OrganisationQuerySet


def my_organisations(viewer: Viewer) -> OrganisationQuerySet:
    """Return the organisations somebody acts for, with `is_verified`."""
    mine = Organisation.objects.filter(pk__in=viewer.organisation_ids).with_verified()
    return mine.select_related("park").order_by("pk")


def desk_openings(viewer: Viewer, *, state: str = "", company: str = "") -> OpeningQuerySet:
    """Return the openings of the viewer's companies, those whose applicants wait longest first.

    `state` and `company`, a slug, narrow them down; templates are no openings.
    """
    openings = my_openings(viewer).with_company()
    if state:
        openings = openings.filter(state=state)
    if company:
        openings = openings.filter(company__slug=company)
    waiting = F("oldest_unanswered").asc(nulls_last=True)
    return counted(openings).order_by(waiting, "-published_at", "-pk")


def my_openings(viewer: Viewer) -> OpeningQuerySet:
    return Opening.objects.filter(company__in=viewer.organisation_ids, is_template=False)


def my_templates(viewer: Viewer) -> OpeningQuerySet:
    """Return what the viewer's companies keep to start new openings from, the newest first."""
    mine = Opening.objects.filter(company__in=viewer.organisation_ids, is_template=True)
    return mine.with_company().order_by("-updated_at", "-pk")


def counted(openings: OpeningQuerySet) -> OpeningQuerySet:
    """Add how many have applied, how many of them wait for an answer, and since when."""
    sent = ~Q(applications__state__in=NOT_WITH_THE_COMPANY)
    unanswered = Q(applications__state=ApplicationState.SUBMITTED)
    return openings.annotate(
        applicant_count=Count("applications", filter=sent),
        unanswered_count=Count("applications", filter=unanswered),
        oldest_unanswered=Min("applications__submitted_at", filter=unanswered),
        answer_by=ExpressionWrapper(F("oldest_unanswered") + TIME_TO_ANSWER, DateTimeField()),
    )


def counts_by_state(viewer: Viewer, *, company: str = "") -> dict[str, int]:
    """Return how many openings are in each state, those states only that occur."""
    rows = my_openings(viewer).filter(company__slug=company) if company else my_openings(viewer)
    counts = rows.order_by("state").values_list("state").annotate(openings=Count("pk"))
    return dict(counts)
