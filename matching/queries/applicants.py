"""The applicants of an opening as a list: filtered, sorted and searched by name."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Case, F, IntegerField, Value, When

from companies.models import Opening
from matching.choices.applications import ApplicantSort, ApplicationState
from matching.models import Application
from matching.models.applications import ApplicationQuerySet
from matching.queries.applicant_names import known_by_name, with_names
from parks.access import Viewer


def applicants_of(
    opening: Opening,
    viewer: Viewer,
    *,
    state: str = "",
    sort: str = "",
    q: str = "",
    points: Mapping[int, int],
) -> ApplicationQuerySet:
    """Return who applied, `with_names` and `points`, in a whole order.

    A name that the reader is not to know is neither found nor sorted by. `points` are those of the
    last night's list, by profile.
    """
    sent = Application.objects.sent_to(viewer.organisation_ids).filter(opening=opening)
    rows = with_names(sent, viewer).annotate(points=_points(points))
    if state:
        rows = rows.filter(state=state)
    if q.strip():
        rows = rows.filter(known_by_name(opening), profile__user__full_name__icontains=q.strip())
    people = rows.select_related("profile__user", "profile__degree", "profile__discipline")
    return people.order_by(*_order(sort, opening), "-pk")


def _points(points: Mapping[int, int]) -> Case:
    listed = [When(profile=pk, then=Value(number)) for pk, number in points.items()]
    return Case(*listed, default=None, output_field=IntegerField())


def _order(sort: str, opening: Opening) -> list[object]:
    names = Case(When(known_by_name(opening), then=F("profile__user__full_name")), default=None)
    orders = {
        ApplicantSort.OLDEST: [F("submitted_at").asc()],
        ApplicantSort.POINTS: [F("points").desc(nulls_last=True)],
        ApplicantSort.NAME: [names.asc(nulls_last=True)],
    }
    return orders.get(sort, [F("changed_at").desc()])


def chosen_applicants(opening: Opening, uuids: Iterable[str], viewer: Viewer) -> list[Application]:
    """Return who was ticked, also who has withdrawn since, with all that is written to them."""
    ours = Application.objects.filter(
        opening=opening, opening__company__in=viewer.organisation_ids, submitted_at__isnull=False
    ).exclude(state=ApplicationState.DRAFT)
    known = [uuid for uuid in map(_uuid, uuids) if uuid is not None]
    rows = with_names(ours.filter(uuid__in=known), viewer).with_opening()
    return list(rows.select_related("profile__user").order_by("submitted_at", "pk"))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
