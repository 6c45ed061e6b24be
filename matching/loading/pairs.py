"""One pair explained: the engine's numbers with the words of the active language."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np

from companies.models import Opening
from matching import engine
from matching.loading.lines import (
    GateLine,
    PairExplanation,
    SkillLine,
    StepLine,
    gate_line,
    gate_state,
    skill_line,
    step_line,
    term_lines,
)
from matching.loading.market import LoadedMarket, load_market
from matching.loading.sides import Case
from matching.models import MatchRun
from matching.queries.weights import engine_weights
from parks.models import Skill
from talent.models import Profile, SkillClaim

STEPS_SHOWN = 3


def explain_pair(
    profile: Profile, opening: Opening, *, quoting: bool = True, dismissed: bool | None = None
) -> PairExplanation:
    """Explain one pair with the numbers of a run, and what would change it, in full.

    Quotes are a person's own words, which may name them: without a grant they are not for a
    company. The profile comes from `for_explaining()`, the opening from `with_company()`.
    `dismissed`: whether the person said that they are not interested; None where the reader is not
    to learn it, as a company is not.
    """
    loaded = _loaded([profile], [opening])
    words = _Words.of(loaded, [profile] if quoting else ())
    return words.in_full(profile, opening, dismissed=dismissed)


def explain_pairs(
    profiles: Sequence[Profile], openings: Sequence[Opening], *, advising: bool = False
) -> dict[tuple[int, int], PairExplanation]:
    """Explain every pair of these in brief, by profile id and opening id; one loading for all.

    For lists: the points and skills, without quotes. `advising` adds the state of each condition,
    without the words of both sides, and the one step that would raise the points most.
    """
    loaded = _loaded(profiles, openings)
    words = _Words.of(loaded, ())
    return {
        (int(profile_id), int(opening_id)): words.in_brief(row, column, advising=advising)
        for row, profile_id in enumerate(loaded.profile_ids)
        for column, opening_id in enumerate(loaded.opening_ids)
    }


def plan_training(
    profile: Profile, opening: Opening, offers: Sequence[Sequence[tuple[int, int, int]]]
) -> engine.TrainingPlan | None:
    """Choose the one or two offers after which the pair stands best, or None when none helps.

    Each offer lists what it teaches as (skill id, level 1..4, rank of the evidence 0..3). Raises
    KeyError for a skill that is not in the vocabulary.
    """
    loaded = _loaded([profile], [opening])
    positions = {skill.pk: position for position, skill in enumerate(loaded.skills)}
    taught = engine.Offers.of(
        [(positions[skill], level, evidence) for skill, level, evidence in offer]
        for offer in offers
    )
    return engine.best_training(loaded.market, _weights(loaded.published_run), 0, 0, taught)


def _loaded(profiles: Sequence[Profile], openings: Sequence[Opening]) -> LoadedMarket:
    return load_market(
        Profile.objects.filter(pk__in=[profile.pk for profile in profiles]),
        Opening.objects.filter(pk__in=[opening.pk for opening in openings]),
    )


def _weights(run_id: int | None) -> engine.Weights:
    """The weights of the published run, so that points agree with its lists."""
    return engine.Weights() if run_id is None else _weights_of_run(run_id)


@lru_cache(maxsize=16)
def _weights_of_run(run_id: int) -> engine.Weights:
    return engine_weights(MatchRun.objects.select_related("weights").get(pk=run_id).weights)


@dataclass(frozen=True)
class _Words:
    """What turns positions of the engine into labels and quotes."""

    loaded: LoadedMarket
    weights: engine.Weights
    quotes: dict[tuple[int, int], str]

    @classmethod
    def of(cls, loaded: LoadedMarket, quoted: Sequence[Profile]) -> Self:
        claims = SkillClaim.objects.filter(profile__in=[profile.pk for profile in quoted])
        quotes = claims.exclude(evidence="").order_by("-pk")
        columns = quotes.values_list("profile_id", "skill_id", "evidence")
        evidence = {(profile, skill): quote for profile, skill, quote in columns}
        return cls(loaded, _weights(loaded.published_run), evidence)

    def in_full(
        self, profile: Profile, opening: Opening, *, dismissed: bool | None
    ) -> PairExplanation:
        pair = self.loaded.market, self.weights, 0, 0
        result = engine.explain(*pair)
        steps = engine.next_steps(*pair, explained=result)[:STEPS_SHOWN]
        losses = engine.losses(*pair, explained=result)
        skills, is_open = self.loaded.skills, result.state == engine.State.MET
        case = Case(profile, opening, *self._certificates(), dismissed=dismissed)
        return self._explanation(
            result,
            profile.pk,
            gates=[gate_line(each, case) for each in result.gates],
            steps=[step_line(step, skills, is_open=is_open) for step in steps],
            losses={loss.skill: loss.loss for loss in losses},
        )

    def _certificates(self) -> tuple[list[Skill], list[Skill]]:
        """Those that the opening requires, and those of them that the profile claims."""
        market, skills = self.loaded.market, self.loaded.skills
        required = market.openings.certificates.values
        held = np.intersect1d(required, market.graduates.claims.skill)
        return [skills[each] for each in required], [skills[each] for each in held]

    def in_brief(self, row: int, column: int, *, advising: bool) -> PairExplanation:
        pair = self.loaded.market, self.weights, row, column
        result, steps = engine.explain(*pair), ()
        if advising:
            steps = engine.next_steps(*pair, explained=result)[:1]
        is_open = result.state == engine.State.MET
        return self._explanation(
            result,
            int(self.loaded.profile_ids[row]),
            gates=[gate_state(each) for each in result.gates] if advising else [],
            steps=[step_line(step, self.loaded.skills, is_open=is_open) for step in steps],
            losses={},
        )

    def _explanation(
        self,
        result: engine.Explanation,
        profile_id: int,
        *,
        gates: list[GateLine],
        steps: list[StepLine],
        losses: dict[int, int],
    ) -> PairExplanation:
        maxima = [term.maximum for term in result.terms if term.term.is_for_graduate]
        return PairExplanation(
            points=result.points,
            company_points=result.points_for_company,
            company_maximum=engine.FULL_POINTS - sum(maxima),
            graduate_points=result.points_for_graduate,
            graduate_maximum=sum(maxima),
            in_lists=result.state == engine.State.MET,
            terms=list(term_lines(result)),
            gates=gates,
            skills=[
                self._skill(asked, profile_id, losses.get(asked.skill, 0))
                for asked in result.requirements
            ],
            steps=steps,
        )

    def _skill(self, result: engine.RequirementResult, profile_id: int, loss: int) -> SkillLine:
        """Tell a skill, with the quote of what earns the points: itself or the related one."""
        skills = self.loaded.skills
        earning = result.skill if result.through is None else result.through
        quote = self.quotes.get((profile_id, skills[earning].pk), "")
        return skill_line(result, skills, quote, loss)
