"""The applicants of an opening in columns: the first of each, and how many there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Case, Count, F, FloatField, Q, Value, When, Window
from django.db.models.functions import Cast, Extract, RowNumber
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from companies.models import Opening
from matching.choices.applications import ApplicationState
from matching.choices.runs import RunState
from matching.models import Application, OpeningMatches
from matching.models.applications import ApplicationQuerySet
from matching.queries.applicant_names import Named, named, with_names
from matching.queries.matches import unpacked_ids, unpacked_points
from matching.queries.possible_moves import PossibleMove, possible_moves
from matching.queries.privacy import with_readable
from parks.access import Viewer

S = ApplicationState
FIRST_SHOWN, STEP, MOST_SHOWN = 20, 20, 200


@dataclass(frozen=True)
class Kind:
    """One column: its states and its heading."""

    code: str
    states: tuple[ApplicationState, ...]
    label: str | Promise


KINDS = (
    Kind(S.SUBMITTED.value, (S.SUBMITTED,), S.SUBMITTED.label),
    Kind(S.SHORTLISTED.value, (S.SHORTLISTED,), S.SHORTLISTED.label),
    Kind(S.INTERVIEWING.value, (S.INTERVIEWING,), S.INTERVIEWING.label),
    Kind(S.OFFERED.value, (S.OFFERED,), S.OFFERED.label),
    Kind(S.HIRED.value, (S.ACCEPTED, S.HIRED), _("Accepted and hired")),
    Kind(S.REFUSED.value, (S.REFUSED, S.LAPSED), _("Refused or lapsed")),
)
KIND_OF = {state: kind for kind in KINDS for state in kind.states}
ENDED = (S.HIRED, S.REFUSED, S.LAPSED)
AFTER_THE_WAITING = 1e11  # more than twice the seconds of any day


@dataclass(frozen=True)
class Card:
    """An applicant on the board; `points` of 4096 are those of the last night's list."""

    application: Application
    name: Named
    points: int | None
    moves: list[PossibleMove]

    @property
    def differs(self) -> bool:
        """Whether the state is another than the heading of the column says."""
        return len(KIND_OF[S(self.application.state)].states) > 1


@dataclass(frozen=True)
class Column:
    kind: Kind
    total: int
    cards: list[Card]
    shown: int

    @property
    def left(self) -> int:
        return self.total - len(self.cards)

    @property
    def next_shown(self) -> int:
        """How many cards “show more” shows, or none when the list is the better place."""
        return self.shown + STEP if self.left and self.shown < MOST_SHOWN else 0


def board_of(opening: Opening, viewer: Viewer, shown: Mapping[str, int]) -> list[Column]:
    """Return the columns of an opening in three queries, however many have applied.

    `shown` says how many cards of a column are wanted, by its code; 20 where it says nothing. Who
    has waited longest stands first, and in the columns of those who have ended the newest.
    """
    applications = Application.objects.sent_to(viewer.organisation_ids).filter(opening=opening)
    totals = _totals(applications)
    points = points_for(opening)
    limits = {kind.code: shown.get(kind.code, FIRST_SHOWN) for kind in KINDS}
    cards: dict[str, list[Card]] = {kind.code: [] for kind in KINDS}
    for row in _first_rows(with_names(applications, viewer), limits):
        card = Card(row, named(row, opening), points.get(row.profile_id), possible_moves(row))
        cards[KIND_OF[S(row.state)].code].append(card)
    return [Column(kind, totals[kind.code], cards[kind.code], limits[kind.code]) for kind in KINDS]


def _totals(applications: ApplicationQuerySet) -> dict[str, int]:
    rows = applications.order_by("state").values_list("state").annotate(count=Count("pk"))
    counts = dict(rows)
    return {kind.code: sum(counts.get(state, 0) for state in kind.states) for kind in KINDS}


def _first_rows(
    applications: ApplicationQuerySet, limits: Mapping[str, int]
) -> ApplicationQuerySet:
    columns = [When(state__in=kind.states, then=Value(kind.code)) for kind in KINDS]
    numbered = applications.annotate(
        column=Case(*columns, default=Value("")), order=order_on_board()
    ).annotate(place=Window(RowNumber(), partition_by=F("column"), order_by=("order", "pk")))
    wanted = (Q(column=code, place__lte=limit) for code, limit in limits.items())
    people = numbered.filter(reduce(or_, wanted)).order_by("column", "place")
    return people.select_related("profile__user", "profile__degree", "profile__discipline")


def order_on_board() -> Case:
    """Seconds that put the longest waiting first; after them who has ended, the newest first."""
    seconds = Cast(Extract("changed_at", "epoch"), FloatField())
    return Case(When(state__in=ENDED, then=AFTER_THE_WAITING - seconds), default=seconds)


def points_for(opening: Opening) -> dict[int, int]:
    """Return the points of last night's list of an opening, by profile, in one query."""
    lists = OpeningMatches.objects.filter(opening=opening, run__state=RunState.PUBLISHED)
    row = lists.first()
    if row is None:
        return {}
    return dict(zip(unpacked_ids(row.profile_ids), unpacked_points(row.points), strict=True))


def neighbours_on_board(application: Application, viewer: Viewer) -> tuple[object, object]:
    """Return the uuids of the applicants before and after one in its column, None at the ends."""
    kind = KIND_OF.get(S(application.state))
    states = kind.states if kind else (application.state,)
    column = Application.objects.sent_to(viewer.organisation_ids).filter(
        opening=application.opening_id, state__in=states
    )
    order = with_readable(column, viewer).filter(is_readable=True).annotate(order=order_on_board())
    uuids = list(order.order_by("order", "pk").values_list("uuid", flat=True))
    place = uuids.index(application.uuid) if application.uuid in uuids else -1
    before = uuids[place - 1] if place > 0 else None
    return before, uuids[place + 1] if 0 <= place < len(uuids) - 1 else None
