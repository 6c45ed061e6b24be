"""Open training that teaches what somebody lacks: by skill, and beside the openings that ask."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils import timezone

from companies.choices.training import SessionState
from companies.models import Opening, OpeningSkill, Session
from matching.models import Enrolment
from matching.queries.programme_skills import certified, counted_ids, counted_pairs, counts_any
from parks.access import Viewer
from parks.language import in_language

MOST_SESSIONS = 20
"""So many sessions are looked at for one opening, those that begin first."""


class Teaching(NamedTuple):
    """An open session as advice needs it; `skills` are (skill id, level).

    `is_certified`: whether who passes gets a certificate; then the skills are those it proves.
    `standing`: the state of the viewer's enrolment, "" for none.
    """

    uuid: str
    name: str
    organiser: str
    starts_on: date
    skills: list[tuple[int, int]]
    is_certified: bool
    is_full: bool
    standing: str

    @property
    def address(self) -> str:
        return reverse("matching:session", args=[self.uuid])


def open_sessions() -> QuerySet[Session]:
    """Return the sessions that anybody may still enrol in, the next one first."""
    rows = Session.objects.public().filter(state=SessionState.OPEN)
    return rows.filter(enrol_by__gte=timezone.localdate()).order_by("starts_on", "pk")


def sessions_for_skills(skill_ids: Collection[int], viewer: Viewer) -> dict[int, list[Session]]:
    """Return the open sessions that teach each of these skills, the next one first; one query.

    Of a programme that leads to a certificate the skills that it proves count, and no others.
    `standing` is the state of the viewer's enrolment, such as "waiting", and "" for none.
    """
    rows = open_sessions().annotate(is_certified=certified("programme__"))
    rows = rows.filter(counts_any(skill_ids)).select_related("programme__organiser")
    rows = rows.annotate(taught_ids=counted_ids(skill_ids), standing=_standing(viewer))
    found: dict[int, list[Session]] = {skill: [] for skill in skill_ids}
    for session in rows if found else ():
        for skill in session.taught_ids:
            found[skill].append(session)
    return found


def with_teaching(openings: QuerySet[Opening], viewer: Viewer) -> QuerySet[Opening]:
    """Add `teaching`, which `teaching_for` reads: open sessions that teach what an opening asks."""
    asked = OpeningSkill.objects.filter(opening=OuterRef(OuterRef(OuterRef("pk"))))
    rows = open_sessions().annotate(is_certified=certified("programme__"))
    rows = rows.filter(counts_any(asked.values("skill"))).annotate(
        told=JSONObject(
            uuid="uuid",
            zh="programme__name_zh",
            en="programme__name_en",
            by_zh="programme__organiser__name_zh",
            by_en="programme__organiser__name_en",
            starts_on="starts_on",
            skills=counted_pairs(),
            is_certified="is_certified",
            is_full=ExpressionWrapper(Q(taken__gte=F("capacity")), BooleanField()),
            standing=_standing(viewer),
        )
    )
    return openings.annotate(teaching=ArraySubquery(rows.values("told")[:MOST_SESSIONS]))


def teaching_for(opening: Opening) -> list[Teaching]:
    """Return what an opening `with_teaching` has beside it."""
    return [_teaching(told) for told in opening.teaching]


def _teaching(told: dict[str, Any]) -> Teaching:
    return Teaching(
        uuid=told["uuid"],
        name=in_language(told["zh"], told["en"]),
        organiser=in_language(told["by_zh"], told["by_en"]),
        starts_on=date.fromisoformat(told["starts_on"]),
        skills=[(pair["skill"], pair["level"]) for pair in told["skills"]],
        is_certified=told["is_certified"],
        is_full=told["is_full"],
        standing=told["standing"],
    )


def _standing(viewer: Viewer) -> Coalesce | Value:
    if viewer.user_id is None:
        return Value("")
    mine = Enrolment.objects.live().filter(session=OuterRef("pk"), profile__user=viewer.user_id)
    return Coalesce(Subquery(mine.order_by("pk").values("state")[:1]), Value(""))
