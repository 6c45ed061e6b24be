"""Openings: written, checked, published, closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.choices.openings import OPENING_MOVES, Importance, OpeningState
from companies.models import Opening, OpeningSkill
from parks.actions.trail import record
from parks.choices.work import SkillLevel
from parks.models import Discipline, Skill, User
from parks.queue import enqueue


class OpeningError(Exception):
    """The opening does not allow what was asked; says why."""


@dataclass(frozen=True)
class Requirement:
    """One skill asked for; a posting that names no level asks for the lowest."""

    skill: Skill
    importance: Importance = Importance.WANTED
    level: SkillLevel = SkillLevel.AWARE


@transaction.atomic
def create_opening(
    *,
    requirements: Iterable[Requirement] = (),
    disciplines: Iterable[Discipline] = (),
    by: User | None,
    **fields: Any,
) -> Opening:
    """Write a new draft with its requirements; `fields` are columns of Opening."""
    opening = Opening.objects.create(**fields)
    set_requirements(opening, requirements)
    opening.disciplines.set(disciplines)
    _record(opening, "created", by)
    return opening


def set_requirements(opening: Opening, requirements: Iterable[Requirement]) -> None:
    """Replace the skills an opening asks for, in the order given."""
    opening.requirements.all().delete()
    OpeningSkill.objects.bulk_create(
        OpeningSkill(
            opening=opening,
            skill=requirement.skill,
            importance=requirement.importance,
            level=requirement.level,
            position=position,
        )
        for position, requirement in enumerate(requirements)
    )


@transaction.atomic
def move_opening(
    opening: Opening, *, state: OpeningState, comment: str = "", by: User | None
) -> Opening:
    """Take an opening to another state; returning it needs a comment for the company."""
    opening = Opening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    OPENING_MOVES.require(opening.state, state)
    if state == OpeningState.RETURNED and not comment.strip():
        raise OpeningError(_("Say what has to change before the opening can be published."))
    opening.state, opening.review_comment = state, comment.strip()
    if state == OpeningState.PUBLISHED:
        opening.published_at = timezone.now()
    opening.save(update_fields=["state", "review_comment", "published_at", "updated_at"])
    _record(opening, state.value, by)
    return opening


def _record(opening: Opening, verb: str, by: User | None) -> None:
    record(opening, verb, by=by, organisation_id=opening.company_id, park_id=opening.park_id)
    enqueue("companies.index_openings")
