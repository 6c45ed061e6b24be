"""Which skills count when a programme is passed: what its certificate proves, or what it teaches.

A programme that leads to a certificate which is issued at present counts with the skills of the
scheme, at its levels: a pass writes these and no others. Any other programme counts with what it
says it teaches, on the word of the person.
"""

from collections.abc import Collection, Iterable, Mapping

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, OuterRef, Q, When
from django.db.models.functions import JSONObject

from companies.models import Programme, TaughtSkill
from parks.models import GrantedSkill
from talent.queries.certificates import can_be_issued


def counted_skills(programme: Programme) -> Iterable[TaughtSkill | GrantedSkill]:
    """Return the skills that count; with those of `programmes_of` it asks no query."""
    return programme.scheme.skills.all() if is_certified(programme) else programme.skills.all()


def is_certified(programme: Programme) -> bool:
    """Say whether who passes gets a certificate, which then proves the skills."""
    return can_be_issued(programme.scheme)


def certified(programme: str = "") -> ExpressionWrapper:
    """`is_certified` for the database; `programme` is the way to it, such as "programme__"."""
    issued = Q((f"{programme}scheme__is_current", True))
    issued &= Q((f"{programme}scheme__park__isnull", False))
    return ExpressionWrapper(issued, BooleanField())


def counts_any(skills: object) -> Q:
    """Say which sessions, annotated with `is_certified`, count any of these skills."""
    taught, granted = _of_sessions()
    return Q(Exists(granted.filter(skill__in=skills)), is_certified=True) | Q(
        Exists(taught.filter(skill__in=skills)), is_certified=False
    )


def counted_ids(skills: Collection[int]) -> Case:
    """The ids of those of these skills that a session counts, as `counts_any`."""
    taught, granted = _of_sessions()
    return _either(
        granted.filter(skill__in=skills).order_by("pk").values("skill"),
        taught.filter(skill__in=skills).order_by("pk").values("skill"),
    )


def counted_pairs() -> Case:
    """All skills that a session counts with their levels, as `counts_any`."""
    pair = JSONObject(skill="skill", level="level")
    taught, granted = (rows.order_by("pk").annotate(pair=pair) for rows in _of_sessions())
    return _either(granted.values("pair"), taught.values("pair"))


def levels_by_programme(
    programmes: Iterable[Programme], skills: Collection[int]
) -> Mapping[int, list[tuple[Programme, int]]]:
    """Return for each skill the programmes that count it, with the level; they are prefetched."""
    found: dict[int, list[tuple[Programme, int]]] = {pk: [] for pk in skills}
    for programme in programmes:
        for each in counted_skills(programme):
            if each.skill_id in found:
                found[each.skill_id].append((programme, each.level))
    return found


def _of_sessions() -> tuple:
    return (
        TaughtSkill.objects.filter(programme=OuterRef("programme")),
        GrantedSkill.objects.filter(scheme=OuterRef("programme__scheme")),
    )


def _either(granted: object, taught: object) -> Case:
    return Case(When(is_certified=True, then=ArraySubquery(granted)), default=ArraySubquery(taught))
