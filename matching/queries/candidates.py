"""The candidates of an opening: last night's list as the company may see it today."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from companies.models import Opening, OpeningSkill
from matching.choices.applications import NOT_WITH_THE_COMPANY, InvitationToApplyState
from matching.choices.candidates import CandidateSort, CandidateStanding
from matching.models import Application, CandidateNote, Dismissal, InvitationToApply, PoolEntry
from matching.queries.anonymity import candidate_name, with_known
from parks.access import Viewer
from parks.language import in_language
from talent.models import Profile, WantedPlace
from talent.models.profiles import ProfileQuerySet

Choices = list[tuple[str, str]]
"""Values of a filter with their words."""


class Wanted(NamedTuple):
    """What of the list is shown, and in which order; an empty value asks for nothing."""

    degree: str = ""
    discipline: str = ""
    place: str = ""
    skills: Sequence[str] = ()
    free_by: date | None = None
    graduates: str = ""
    standing: str = ""
    sort: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything but the order is asked for."""
        return any(self._replace(sort=""))


class Facets(NamedTuple):
    """What the list can be filtered by: only what somebody in it has."""

    degrees: Choices
    disciplines: Choices
    places: Choices
    years: Choices
    skills: Choices


def with_asked(openings: QuerySet[Opening]) -> QuerySet[Opening]:
    """Add `asked`: the skills of the requirements, in their order, as ids with labels."""
    labels = JSONObject(id="skill_id", zh="skill__label_zh", en="skill__label_en")
    skills = OpeningSkill.objects.filter(opening=OuterRef("pk")).order_by("position", "pk")
    return openings.annotate(asked=ArraySubquery(skills.values(found=labels)))


def candidates_of(opening: Opening, viewer: Viewer, ids: Sequence[int]) -> list[Profile]:
    """Fetch who of these may be shown today, in the order given, with all that a line reads.

    Who has opted out of matching or left the opening out of their matches is in no list at once.
    """
    shown = Profile.objects.visible_to(viewer).filter(pk__in=ids, in_matching=True)
    dismissed = Dismissal.objects.filter(profile=OuterRef("pk"), opening=opening)
    rows = with_dealings(shown.filter(~Exists(dismissed)), viewer, opening).with_facts()
    places = {pk: place for place, pk in enumerate(ids)}
    return sorted(rows, key=lambda profile: places[profile.pk])


def with_dealings(profiles: ProfileQuerySet, viewer: Viewer, opening: Opening) -> ProfileQuerySet:
    """Add what there is between the company of an opening and these people, without a query.

    `is_known`; for the opening `applied` and `invitation`, their uuids, and `invited_as`, a state;
    `in_pool`, `has_notes`, and `places`: those wanted, as ids with labels.
    """
    mine = {"profile": OuterRef("pk")}
    sent = Application.objects.filter(**mine, opening=opening).exclude(
        state__in=NOT_WITH_THE_COMPANY
    )
    asked = InvitationToApply.objects.filter(**mine, opening=opening)
    labels = JSONObject(id="region_id", zh="region__label_zh", en="region__label_en")
    places = WantedPlace.objects.filter(**mine).order_by("position", "pk")
    ours = {"company": opening.company_id}
    return with_known(profiles, viewer, opening).annotate(
        applied=Subquery(sent.order_by("-submitted_at", "-pk").values("uuid")[:1]),
        invited_as=Subquery(asked.values("state")[:1]),
        invitation=Subquery(asked.values("uuid")[:1]),
        in_pool=Exists(PoolEntry.objects.filter(**mine, **ours)),
        has_notes=Exists(CandidateNote.objects.filter(**mine, **ours)),
        places=ArraySubquery(places.values(found=labels)),
    )


def name_of(profile: Profile, opening: Opening) -> str:
    """Return what the company calls a profile read `with_known`."""
    if profile.is_known:
        return str(profile)
    return candidate_name(profile, opening.company_id)


def standing_of(profile: Profile) -> str:
    """Return what there is between the company and a candidate; the pool is another matter."""
    if profile.applied:
        return CandidateStanding.APPLIED
    if profile.invited_as == InvitationToApplyState.DECLINED:
        return CandidateStanding.DECLINED
    return CandidateStanding.INVITED if profile.invited_as else CandidateStanding.NEW


def labelled(rows: Iterable[dict[str, Any]]) -> Choices:
    """Turn ids with labels of both languages into choices."""
    return [(str(row["id"]), in_language(row["zh"], row["en"])) for row in rows]


def facets_of(opening: Opening, people: Sequence[Profile]) -> Facets:
    """Return what the list of an opening read `with_asked` can be filtered by."""
    return Facets(
        degrees=_chosen_from((p.degree_id, str(p.degree)) for p in people if p.degree_id),
        disciplines=_chosen_from(
            (p.discipline_id, str(p.discipline)) for p in people if p.discipline_id
        ),
        places=_chosen_from(pair for p in people for pair in labelled(p.places)),
        years=_chosen_from(
            (p.graduates_on.year, str(p.graduates_on.year)) for p in people if p.graduates_on
        ),
        skills=labelled(opening.asked),
    )


def _chosen_from(pairs: Iterable[tuple[object, str]]) -> Choices:
    found = {str(value): words for value, words in pairs}
    return sorted(found.items(), key=lambda pair: (pair[1], pair[0]))


def chosen(people: Sequence[Profile], wanted: Wanted, met: dict[int, set[str]]) -> list[Profile]:
    """Return who fits, in the order wanted; `met` are the labels of the skills each one meets.

    Who declined is left out unless asked for. Where a fact is not stated it does not fit.
    """
    tests = _tests(wanted, met)
    found = [person for person in people if all(test(person) for test in tests)]
    if wanted.sort == CandidateSort.STARTS:
        return sorted(found, key=lambda person: (person.starts is None, person.starts or date.max))
    return found


def _tests(wanted: Wanted, met: dict[int, set[str]]) -> list[Callable[[Profile], bool]]:
    asked: list[tuple[object, Callable[[Profile], bool]]] = [
        (wanted.degree, lambda p: str(p.degree_id) == wanted.degree),
        (wanted.discipline, lambda p: str(p.discipline_id) == wanted.discipline),
        (wanted.place, lambda p: p.anywhere or wanted.place in dict(labelled(p.places))),
        (wanted.graduates, lambda p: _year_of(p) == wanted.graduates),
        (wanted.free_by, lambda p: p.starts is not None and p.starts <= wanted.free_by),
        (wanted.skills, lambda p: set(wanted.skills) <= met[p.pk]),
        (True, lambda p: _stands(p, wanted.standing)),
    ]
    return [test for value, test in asked if value]


def _year_of(profile: Profile) -> str:
    return str(profile.graduates_on.year) if profile.graduates_on else ""


def _stands(profile: Profile, standing: str) -> bool:
    if not standing:
        return standing_of(profile) != CandidateStanding.DECLINED
    if standing == CandidateStanding.POOL:
        return profile.in_pool
    return standing_of(profile) == standing
