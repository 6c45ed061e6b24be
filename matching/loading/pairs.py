"""One pair explained: the engine's numbers with the words of the active language."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from companies.choices.openings import Importance
from companies.models import Opening
from matching import engine
from matching.loading.market import LoadedMarket, load_market
from parks.choices.work import OpeningKind, SkillLevel
from parks.models import Skill
from talent.choices.profiles import ClaimSource
from talent.models import Profile, SkillClaim

TERM_LABELS = {
    engine.Term.SKILLS: gettext_lazy("Skills asked for"),
    engine.Term.ALL_MUSTS: gettext_lazy("Every required skill is met"),
    engine.Term.DISCIPLINE: gettext_lazy("Discipline"),
    engine.Term.DEGREE: gettext_lazy("Degree"),
    engine.Term.PLACE: gettext_lazy("Place"),
}
GATE_LABELS = {
    engine.Gate.KIND: gettext_lazy("Kind of opening"),
    engine.Gate.PLACE: gettext_lazy("Place"),
    engine.Gate.DEGREE: gettext_lazy("Degree"),
    engine.Gate.DISCIPLINE: gettext_lazy("Discipline"),
    engine.Gate.DATES: gettext_lazy("Start date"),
    engine.Gate.OPEN_TO_MATCHING: gettext_lazy("Open to matching"),
    engine.Gate.NOT_ALREADY_DEALT_WITH: gettext_lazy("Not applied for yet"),
}
STATE_LABELS = {
    engine.State.MET: gettext_lazy("met"),
    engine.State.UNKNOWN: gettext_lazy("not known"),
    engine.State.NOT_MET: gettext_lazy("not met"),
}
STANDING_LABELS = {
    engine.Standing.MET: gettext_lazy("met"),
    engine.Standing.BELOW_LEVEL: gettext_lazy("below the level"),
    engine.Standing.MISSING: pgettext_lazy("a skill", "missing"),
}
EVIDENCE_LABELS = dict(zip(engine.Evidence, (source.label for source in ClaimSource), strict=True))
IMPORTANCE_LABELS = {
    engine.Importance.MUST: Importance.MUST.label,
    engine.Importance.WANTED: Importance.WANTED.label,
    engine.Importance.NICE: Importance.NICE.label,
}
CSS_OF_STATE = {
    engine.State.MET: "met",
    engine.State.UNKNOWN: "partial",
    engine.State.NOT_MET: "missing",
}
CSS_OF_STANDING = {
    engine.Standing.MET: "met",
    engine.Standing.BELOW_LEVEL: "partial",
    engine.Standing.MISSING: "missing",
}


@dataclass(frozen=True)
class TermLine:
    """A term of the score; `offset` is where its segment starts on the meter of 4096."""

    name: str
    label: str
    points: int
    maximum: int
    offset: int


@dataclass(frozen=True)
class GateLine:
    """A condition: what the opening asks, what the profile says, and what follows."""

    label: str
    state: str
    css: str
    asked: str
    stated: str


@dataclass(frozen=True)
class SkillLine:
    """A skill asked for and how it is held; `evidence` quotes the profile."""

    label: str
    importance: str
    required: str
    held: str
    standing: str
    css: str
    source: str
    evidence: str
    points: int
    maximum: int


@dataclass(frozen=True)
class PairExplanation:
    """Why a pair has its points; the terms' points add up to `points` exactly."""

    points: int
    in_lists: bool
    terms: list[TermLine]
    gates: list[GateLine]
    skills: list[SkillLine]

    @property
    def open_gates(self) -> list[GateLine]:
        return [gate for gate in self.gates if gate.css != "met"]


def explain_pair(profile: Profile, opening: Opening) -> PairExplanation:
    """Explain one pair with the numbers of a run, in the active language."""
    return explain_pairs([profile], [opening])[profile.pk, opening.pk]


def explain_pairs(
    profiles: Sequence[Profile],
    openings: Sequence[Opening],
    *,
    quoting: bool = True,
    brief: bool = False,
) -> dict[tuple[int, int], PairExplanation]:
    """Explain every pair of these, by profile id and opening id; one loading for all.

    Quotes are a person's own words, which may name them: without a grant they are not for a
    company. A list wants the points and skills only (`brief`); else profiles come from
    `for_explaining()` and openings from `with_requirements()`, which the conditions read.
    """
    loaded = load_market(
        Profile.objects.filter(pk__in=[profile.pk for profile in profiles]),
        Opening.objects.filter(pk__in=[opening.pk for opening in openings]),
    )
    words = _Words.of(loaded, profiles if quoting and not brief else (), brief=brief)
    people = {profile.pk: profile for profile in profiles}
    offers = {opening.pk: opening for opening in openings}
    return {
        (int(profile_id), int(opening_id)): words.explain(
            engine.explain(loaded.market, engine.Weights(), row, column),
            people[profile_id],
            offers[opening_id],
        )
        for row, profile_id in enumerate(loaded.profile_ids)
        for column, opening_id in enumerate(loaded.opening_ids)
    }


@dataclass(frozen=True)
class _Words:
    """What turns positions of the engine into labels and quotes."""

    skills: list[Skill]
    evidence: dict[tuple[int, int], str]
    brief: bool

    @classmethod
    def of(cls, loaded: LoadedMarket, quoted: Sequence[Profile], *, brief: bool) -> Self:
        positions = np.unique(loaded.market.openings.requirements.skill)
        asked = [loaded.skills[position].pk for position in positions]
        people = [profile.pk for profile in quoted]
        claims = SkillClaim.objects.filter(profile__in=people, skill__in=asked)
        quotes = claims.exclude(evidence="").order_by("-pk")
        columns = quotes.values_list("profile_id", "skill_id", "evidence")
        evidence = {(profile, skill): quote for profile, skill, quote in columns}
        return cls(loaded.skills, evidence, brief)

    def explain(
        self, result: engine.Explanation, profile: Profile, opening: Opening
    ) -> PairExplanation:
        return PairExplanation(
            points=result.points,
            in_lists=result.state == engine.State.MET,
            terms=list(_terms(result)),
            gates=[] if self.brief else [_gate(each, profile, opening) for each in result.gates],
            skills=[self.skill(asked, profile) for asked in result.requirements],
        )

    def skill(self, result: engine.RequirementResult, profile: Profile) -> SkillLine:
        skill = self.skills[result.skill]
        return _skill(result, skill, self.evidence.get((profile.pk, skill.pk), ""))


def _terms(result: engine.Explanation) -> Iterator[TermLine]:
    offset = 0
    for term in result.terms:
        if term.maximum:
            label = str(TERM_LABELS[term.term])
            yield TermLine(term.term.name.lower(), label, term.points, term.maximum, offset)
        offset += term.points


def _gate(result: engine.GateResult, profile: Profile, opening: Opening) -> GateLine:
    asked, stated = SIDES[result.gate](profile, opening)
    return GateLine(
        label=str(GATE_LABELS[result.gate]),
        state=str(STATE_LABELS[result.state]),
        css=CSS_OF_STATE[result.state],
        asked=asked,
        stated=stated or _("not stated"),
    )


def _skill(result: engine.RequirementResult, skill: Skill, evidence: str) -> SkillLine:
    return SkillLine(
        label=skill.label,
        importance=str(IMPORTANCE_LABELS[result.importance]),
        required=str(SkillLevel(result.required).label),
        held="" if result.held is None else str(SkillLevel(result.held).label),
        standing=str(STANDING_LABELS[result.standing]),
        css=CSS_OF_STANDING[result.standing],
        source="" if result.evidence is None else str(EVIDENCE_LABELS[result.evidence]),
        evidence=evidence,
        points=result.points,
        maximum=result.maximum,
    )


Sides = tuple[str, str]


def _kinds(profile: Profile, opening: Opening) -> Sides:
    wanted = [str(OpeningKind(kind).label) for kind in profile.wanted_kinds]
    return opening.get_kind_display(), _(", ").join(wanted)


def _places(profile: Profile, opening: Opening) -> Sides:
    wanted = [str(place.region) for place in profile.wanted_places.all()]
    anywhere = [_("anywhere")] if profile.anywhere else []
    return opening.nearest_place or _("not stated"), _(", ").join(wanted + anywhere)


def _degrees(profile: Profile, opening: Opening) -> Sides:
    least = opening.min_degree
    asked = _("%(degree)s or higher") % {"degree": least} if least else _("any")
    return asked, str(profile.degree or "")


def _disciplines(profile: Profile, opening: Opening) -> Sides:
    accepted = [str(discipline) for discipline in opening.disciplines.all()]
    return _(", ").join(accepted) or _("any"), str(profile.discipline or "")


def _dates(profile: Profile, opening: Opening) -> Sides:
    asked = _("by %(day)s") % {"day": _day(opening.starts_by)} if opening.starts_by else _("any")
    return asked, _("from %(day)s") % {"day": _day(profile.starts)} if profile.starts else ""


def _matching(profile: Profile, opening: Opening) -> Sides:
    return "", _("yes") if profile.in_matching else _("no")


def _applied(profile: Profile, opening: Opening) -> Sides:
    return "", " "


def _day(day: object) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


SIDES: dict[engine.Gate, Callable[[Profile, Opening], Sides]] = {
    engine.Gate.KIND: _kinds,
    engine.Gate.PLACE: _places,
    engine.Gate.DEGREE: _degrees,
    engine.Gate.DISCIPLINE: _disciplines,
    engine.Gate.DATES: _dates,
    engine.Gate.OPEN_TO_MATCHING: _matching,
    engine.Gate.NOT_ALREADY_DEALT_WITH: _applied,
}
