"""Openings between rows and what machines send: codes become rows, rows become codes."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db.models import Model, Prefetch
from django.utils.translation import gettext as _

from companies.actions.openings import Question, Requirement
from companies.choices.openings import Importance, QuestionKind
from companies.models import Opening, OpeningQuestion
from companies.models.openings import OpeningQuerySet
from companies.queries.external_ids import own_id
from matching.api.opening_fields import OpeningContent, QuestionAsked
from matching.api.problems import ProblemError
from parks.choices.work import SkillLevel
from parks.models import ChainStage, DegreeLevel, Discipline, Occupation, Region, Skill

PLAIN = (
    *("kind", "title_zh", "title_en", "text_zh", "text_en", "min_years", "place_text"),
    *("headcount", "salary_min", "salary_max", "salary_currency", "salary_period"),
    *("grade", "starts_by", "closes_on"),
)
"""Fields that are the same in a row and on the wire."""
REFERENCES = {
    "min_degree": DegreeLevel,
    "occupation": Occupation,
    "chain_stage": ChainStage,
    "region": Region,
}


def columns_of(content: OpeningContent) -> dict[str, Any]:
    """Return what `create_opening` and `change_opening` take.

    Raises ProblemError naming each code that the vocabulary does not have.
    """
    faults: list[tuple[str, str]] = []
    columns = {name: getattr(content, name) for name in PLAIN}
    columns["career_channel"] = content.career_channel or ""
    for name, model in REFERENCES.items():
        columns[name] = _row(model, getattr(content, name), f"body.{name}", faults)
    columns["disciplines"] = _rows(Discipline, content.disciplines, "body.disciplines", faults)
    skills = _rows(Skill, [each.skill for each in content.skills], "body.skills", faults)
    if faults:
        detail = _("The vocabulary does not have a code that was sent; see “errors”.")
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, detail, faults=faults)
    asked = zip(skills, content.skills, strict=True)
    columns["requirements"] = [
        Requirement(skill, Importance(each.importance), SkillLevel(each.level))
        for skill, each in asked
    ]
    columns["questions"] = [_question(each) for each in content.questions]
    return columns


def with_all(rows: OpeningQuerySet) -> OpeningQuerySet:
    """Fetch along all that `whole` reads."""
    questions = OpeningQuestion.objects.order_by("position", "pk")
    related = rows.select_related(*REFERENCES, "company", "park")
    return related.with_requirements().prefetch_related(Prefetch("questions", questions))


def summary(opening: Opening) -> dict[str, Any]:
    return {
        "id": opening.uuid,
        "external_id": own_id(opening),
        "state": opening.state,
        "kind": opening.kind,
        "title_zh": opening.title_zh,
        "title_en": opening.title_en,
        "closes_on": opening.closes_on,
        "published_at": opening.published_at,
        "updated_at": opening.updated_at,
        "page": settings.SITE_URL + opening.get_absolute_url(),
    }


def whole(opening: Opening) -> dict[str, Any]:
    """Return an opening with all that it says; it comes from `with_all`."""
    return (
        {name: getattr(opening, name) for name in PLAIN}
        | {name: _code(getattr(opening, name)) for name in REFERENCES}
        | summary(opening)
        | {
            "career_channel": opening.career_channel or None,
            "disciplines": sorted(each.code for each in opening.disciplines.all()),
            "skills": [
                {"skill": each.skill.code, "importance": each.importance, "level": each.level}
                for each in opening.requirements.all()
            ],
            "questions": [
                {name: getattr(each, name) for name in QuestionAsked.model_fields}
                for each in opening.questions.all()
            ],
            "review_comment": opening.review_comment,
            "created_at": opening.created_at,
        }
    )


def _row(model: type[Model], code: str, place: str, faults: list[tuple[str, str]]) -> Model | None:
    found = _rows(model, [code] if code else [], place, faults)
    return found[0] if found else None


def _rows(
    model: type[Model], codes: Iterable[str], place: str, faults: list[tuple[str, str]]
) -> list[Model]:
    """Return the rows with these codes in their order, and note the codes that have none."""
    wanted = list(dict.fromkeys(codes))
    found = {row.code: row for row in model.objects.filter(code__in=wanted)} if wanted else {}
    faults += [(place, _("unknown code: %s") % code) for code in wanted if code not in found]
    return [found[code] for code in wanted if code in found]


def _code(row: Model | None) -> str:
    return row.code if row else ""


def _question(asked: QuestionAsked) -> Question:
    return Question(
        text_zh=asked.text_zh.strip(),
        text_en=asked.text_en.strip(),
        kind=QuestionKind(asked.kind),
        choices=tuple(asked.choices),
        is_required=asked.is_required,
    )
