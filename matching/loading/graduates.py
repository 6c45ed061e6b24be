"""Profiles as the engine's columns: no model instances."""

from dataclasses import dataclass

import numpy as np
from django.db.models import F, Func, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from matching import engine
from matching.choices.applications import ApplicationState
from matching.engine.tables import offsets_of
from matching.loading.columns import (
    NULL,
    OWNER,
    DayNumber,
    Details,
    Positions,
    Whole,
    grouped,
    rank_in,
)
from matching.loading.copying import Table
from matching.loading.reading import Reading, Side
from matching.loading.vocabulary import VocabularyIndex
from matching.models import Application, Dismissal
from parks.choices.work import CareerChannel, OpeningKind
from talent.choices.profiles import ClaimSource, Visibility
from talent.models import Profile, SkillClaim, WantedPlace

EVIDENCE = {
    ClaimSource.SELF: engine.Evidence.SELF,
    ClaimSource.ROSTER: engine.Evidence.ROSTER,
    ClaimSource.ASSESSED: engine.Evidence.ASSESSED,
    ClaimSource.CERTIFICATE: engine.Evidence.CERTIFICATE,
}


class FirstPlace(Func):
    """Where a text stands first in an array, from 1; NULL when it does not."""

    function = "array_position"
    output_field = IntegerField()


READING = Reading(
    Profile,
    facts={
        "anywhere": Whole(F("anywhere"), "b1"),
        "in_matching": Whole(F("in_matching"), "b1"),
        "shown": Whole(Q(visibility=Visibility.PARK_COMPANIES), "b1"),
        "degree": Whole("degree__rank", "i2"),
        "discipline": Whole("discipline_id"),
        "available": Whole(DayNumber(Coalesce("available_from", "graduates_on")), "i4"),
        "channel": rank_in("career_channel", CareerChannel.values),
        "pay": Whole("pay_wanted", "i4"),
        **{
            kind: Whole(FirstPlace("wanted_kinds", Value(kind)), "i2")
            for kind in OpeningKind.values
        },
    },
    details={
        "claims": Details(
            SkillClaim.objects.order_by(),
            "profile",
            {
                "skill": Whole("skill_id", "i4"),
                "level": Whole(Coalesce("level", Value(int(engine.Level.AWARE))), "i2"),
                "evidence": rank_in("source", sorted(EVIDENCE, key=EVIDENCE.get)),
            },
        ),
        "places": Details(
            WantedPlace.objects.order_by(),
            "profile",
            {
                "place": Whole("region_id", "i4"),
                "position": Whole("position", "i4"),
                "pk": Whole("pk"),
            },
        ),
        "applications": Details(
            Application.objects.exclude(state=ApplicationState.DRAFT).order_by(),
            "profile",
            {"opening": Whole("opening_id"), "hired": rank_in("state", [ApplicationState.HIRED])},
        ),
        "dismissals": Details(
            Dismissal.objects.order_by(), "profile", {"opening": Whole("opening_id")}
        ),
    },
)


@dataclass(frozen=True)
class LoadedGraduates:
    """Profiles in the order of their ids: `ids` int64 (n,) and the engine's columns."""

    ids: NDArray[np.int64]
    columns: engine.Graduates


def load_graduates(
    profiles: QuerySet[Profile],
    index: VocabularyIndex,
    opening_ids: NDArray[np.int64],
    *,
    few: bool = False,
) -> LoadedGraduates:
    """Read profiles into the engine's columns; `few` does it by one query instead of six.

    `opening_ids`, ascending, are the ids of the loaded openings, for the pairs to leave out.
    """
    side = READING.read_few(profiles) if few else READING.read(profiles)
    return LoadedGraduates(side.ids, _columns(side, index, Positions.in_order(opening_ids)))


def _columns(side: Side, index: VocabularyIndex, openings: Positions) -> engine.Graduates:
    people = Positions.in_order(side.ids)
    facts, details = side.facts, side.details
    return engine.Graduates(
        kinds=_kinds(facts),
        places=_places(details.pop("places"), people, index),
        anywhere=facts["anywhere"],
        degree=facts["degree"],
        discipline=index.discipline_positions.find(facts["discipline"]),
        available_from=facts["available"],
        channel=facts["channel"],
        pay=facts["pay"],
        claims=_claims(details.pop("claims"), people, index),
        texts=side.texts,
        matchable=facts["in_matching"] & ~_hired(details["applications"], people),
        shown=facts["shown"],
        excluded=_excluded([details["applications"], details["dismissals"]], people, openings),
    )


def _kinds(facts: Table) -> engine.Lists:
    """The kinds of each profile, in order: `facts` tells where each kind is named first."""
    named = np.stack([facts[kind] for kind in OpeningKind.values], axis=1)
    order = np.argsort(np.where(named == NULL, np.iinfo(np.int16).max, named), axis=1)
    lengths = (named != NULL).sum(axis=1)
    return engine.Lists(offsets_of(lengths), order[np.arange(named.shape[1]) < lengths[:, None]])


def _places(places: Table, people: Positions, index: VocabularyIndex) -> engine.Lists:
    place = index.place_positions.find(places["place"])
    rows = np.where(place >= 0, people.find(places[OWNER]), NULL)
    offsets, order = grouped(rows, people.ids.size, places["position"], places["pk"])
    return engine.Lists(offsets, place[order])


def _claims(claims: Table, people: Positions, index: VocabularyIndex) -> engine.Claims:
    """The claims of each profile by skill, then evidence, then level.

    Each is packed into one number, because numbers are sorted ten times as fast as rows.
    """
    skills, levels = max(len(index.labelled), 1), engine.Level.EXPERT + 1
    rows, skill = people.find(claims.pop(OWNER)), index.skill_positions.find(claims.pop("skill"))
    known = (rows >= 0) & (skill >= 0)
    packed = rows * skills + skill
    packed = packed * len(EVIDENCE) + _within(claims.pop("evidence"), 0, len(EVIDENCE) - 1)
    packed = packed * levels + _within(claims.pop("level"), 1, levels - 1)
    packed = np.sort(packed[known])
    packed, level = _split(packed, levels)
    packed, evidence = _split(packed, len(EVIDENCE))
    rows, skill = np.divmod(packed, skills)
    return engine.Claims(
        offsets_of(np.bincount(rows, minlength=people.ids.size)), skill, level, evidence
    )


def _within(values: NDArray, lowest: int, highest: int) -> NDArray:
    """The values, which are a part of packed numbers and must not reach into the others."""
    if values.size and not lowest <= values.min() <= values.max() <= highest:
        raise engine.EngineInputError(f"a claim has a value outside {lowest}..{highest}")
    return values


def _split(packed: NDArray[np.int64], values: int) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    rest = packed // values
    return rest, (packed - rest * values).astype(np.int8)


def _hired(applications: Table, people: Positions) -> NDArray[np.bool_]:
    rows = people.find(applications[OWNER][applications["hired"] != NULL])
    return np.bincount(rows[rows >= 0], minlength=people.ids.size) > 0


def _excluded(dealt_with: list[Table], people: Positions, openings: Positions) -> engine.Lists:
    """The rows of the openings each profile has dealt with, ascending, each once."""
    owners, opening_ids = (
        np.concatenate([table[column] for table in dealt_with]) for column in (OWNER, "opening")
    )
    count = max(openings.ids.size, 1)
    rows, opening = people.find(owners), openings.find(opening_ids)
    pairs = np.unique((rows * count + opening)[(rows >= 0) & (opening >= 0)])
    rows, opening = np.divmod(pairs, count)
    return engine.Lists(offsets_of(np.bincount(rows, minlength=people.ids.size)), opening)
