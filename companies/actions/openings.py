"""Openings: written, changed, moved from state to state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.actions.opening_announcements import announce_opening
from companies.actions.opening_errors import ChangedMeanwhileError, OpeningError
from companies.actions.opening_news import tell_company_of_move, tell_office_of_moves
from companies.actions.opening_wording import require_lawful
from companies.choices.openings import (
    MAY_BE_EDITED,
    OPENING_MOVES,
    REVIEWED_FIELDS,
    WITHOUT_REVIEW,
    Importance,
    OpeningState,
    QuestionKind,
)
from companies.models import Opening, OpeningQuestion, OpeningSkill
from parks.actions.trail import record
from parks.choices.work import SkillLevel
from parks.models import Discipline, Skill, User
from parks.queue import enqueue

ON_SHOW = (OpeningState.PUBLISHED, OpeningState.PAUSED)


@dataclass(frozen=True)
class Requirement:
    """One skill asked for; a posting that names no level asks for the lowest."""

    skill: Skill
    importance: Importance = Importance.WANTED
    level: SkillLevel = SkillLevel.AWARE


@dataclass(frozen=True)
class Question:
    """A question to everybody who applies; a choice has at least two `choices`."""

    text_zh: str = ""
    text_en: str = ""
    kind: QuestionKind = QuestionKind.TEXT
    choices: tuple[str, ...] = ()
    is_required: bool = True


@transaction.atomic
def create_opening(
    *,
    requirements: Iterable[Requirement] = (),
    disciplines: Iterable[Discipline] = (),
    questions: Iterable[Question] = (),
    by: User | None,
    **fields: Any,
) -> Opening:
    """Write a new draft with all that belongs to it; `fields` are columns of Opening."""
    opening = Opening.objects.create(**fields)
    set_requirements(opening, requirements)
    opening.disciplines.set(disciplines)
    set_questions(opening, questions)
    record_opening(opening, "created", by)
    return opening


@transaction.atomic
def change_opening(
    opening: Opening,
    *,
    requirements: Iterable[Requirement],
    disciplines: Iterable[Discipline],
    questions: Sequence[Question],
    by: User,
    seen_at: datetime | None = None,
    **fields: Any,
) -> Opening:
    """Write an opening anew; `fields` are columns of Opening, those not named stay.

    What is on show stays on show after small changes. New words, questions, pay or another kind go
    back to the park office, unless the company is trusted: otherwise anybody could have a harmless
    posting approved and then write what they like. Until it is approved the opening is in no list;
    applications that came in go on. `seen_at` is the `updated_at` of the version that was read.

    Raise ChangedMeanwhileError where that is not the present one, WordingError for words that no
    posting on show may have, OpeningError in a state in which nothing is changed, or where a
    question would go that somebody has answered.
    """
    opening = _editable(opening, seen_at)
    before = _reviewed(opening)
    for name, value in fields.items():
        setattr(opening, name, value)
    opening.save()
    set_requirements(opening, requirements)
    opening.disciplines.set(disciplines)
    set_questions(opening, questions)
    changed = [name for name, value in _reviewed(opening).items() if value != before[name]]
    is_unseen = bool(changed) and opening.state in ON_SHOW and opening.company.trusted
    unseen = {WITHOUT_REVIEW: True} if is_unseen else {}
    record_opening(opening, "changed", by, fields=changed, **unseen)
    return _reviewed_again(opening, changed, by) if opening.state in ON_SHOW else opening


def _editable(opening: Opening, seen_at: datetime | None) -> Opening:
    opening = locked(opening)
    if seen_at is not None and opening.updated_at != seen_at:
        raise ChangedMeanwhileError(opening)
    if opening.state not in MAY_BE_EDITED:
        state = opening.get_state_display()
        raise OpeningError(_("It cannot be changed while it is “%s”.") % state)
    return opening


def _reviewed_again(opening: Opening, changed: Sequence[str], by: User) -> Opening:
    require_lawful(opening)
    if not changed or opening.company.trusted:
        return opening
    return move_opening(opening, state=OpeningState.SUBMITTED, by=by)


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


def set_questions(opening: Opening, questions: Iterable[Question]) -> None:
    """Replace the questions of an opening; one that stays as it is keeps its row and its answers.

    Raise OpeningError where one would go that somebody has answered.
    """
    rows = {question_of(row): row for row in opening.questions.order_by("-pk")}
    wanted = list(dict.fromkeys(questions))
    try:
        opening.questions.exclude(pk__in=[rows[one].pk for one in wanted if one in rows]).delete()
    except ProtectedError as error:
        raise OpeningError(
            _("A question that somebody has answered stays as it is; add another one instead.")
        ) from error
    for position, question in enumerate(wanted):
        row = rows.get(question) or OpeningQuestion(opening=opening, **_columns(question))
        row.position = position
        row.save()


def question_of(row: OpeningQuestion) -> Question:
    choices = tuple(row.choices)
    return Question(row.text_zh, row.text_en, QuestionKind(row.kind), choices, row.is_required)


@transaction.atomic
def move_opening(
    opening: Opening,
    *,
    state: OpeningState,
    comment: str = "",
    without_review: bool = False,
    by: User | None,
) -> Opening:
    """Take an opening to another state; returning it needs a comment for the company.

    Published anew it counts as new, but not after a pause. Its company is told what others do, the
    park office what waits for it. `without_review` says that nobody of the office has seen what is
    published; the trail keeps it.
    """
    opening = locked(opening)
    before = opening.state
    _require_no_template(opening)
    OPENING_MOVES.require(before, state)
    if state == OpeningState.RETURNED and not comment.strip():
        raise OpeningError(_("Say what has to change before the opening can be published."))
    opening.state, opening.review_comment = state, comment.strip()
    is_resumed = before == OpeningState.PAUSED and opening.published_at is not None
    is_published = state == OpeningState.PUBLISHED and not is_resumed
    if is_published:
        opening.published_at = timezone.now()
    if state == OpeningState.SUBMITTED:
        opening.submitted_at = timezone.now()
    times = ("submitted_at", "published_at", "updated_at")
    opening.save(update_fields=["state", "review_comment", *times])
    said = {"comment": opening.review_comment} if opening.review_comment else {}
    seen = {WITHOUT_REVIEW: without_review} if is_published else {}
    record_opening(opening, state.value, by, **said, **seen)
    tell_company_of_move(opening, by=by)
    tell_office_of_moves([opening], by=by)
    return opening


def locked(opening: Opening) -> Opening:
    """Read an opening anew, with its company, and let nobody else change it meanwhile."""
    rows = Opening.objects.select_for_update(of=("self",)).select_related("company")
    return rows.get(pk=opening.pk)


def record_opening(opening: Opening, verb: str, by: User | None, **details: object) -> None:
    """Note what was done in the trail, and have the search entry written anew."""
    scope = {"organisation_id": opening.company_id, "park_id": opening.park_id}
    record(opening, verb, by=by, **scope, **details)
    announce_opening(opening, verb)
    enqueue("companies.index_openings")


def _require_no_template(opening: Opening) -> None:
    if opening.is_template:
        raise OpeningError(_("This is a template. Start an opening from it."))


def _reviewed(opening: Opening) -> dict[str, object]:
    """Return what the park office looks at."""
    questions = [question_of(row) for row in opening.questions.order_by("position", "pk")]
    return {name: getattr(opening, name) for name in REVIEWED_FIELDS} | {"questions": questions}


def _columns(question: Question) -> dict[str, Any]:
    return {
        "text_zh": question.text_zh,
        "text_en": question.text_en,
        "kind": question.kind,
        "choices": list(question.choices),
        "is_required": question.is_required,
    }
