"""One pair explained: the engine's numbers with the words of the active language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from companies.models import Opening
from matching import engine
from matching.loading.certified import CERTIFIED, Claimed, read_claims
from matching.loading.lines import (
    GateLine,
    PairExplanation,
    SessionLine,
    SkillLine,
    StepLine,
    gate_line,
    gate_state,
    skill_line,
    step_line,
    term_lines,
)
from matching.loading.market import LoadedMarket, load_market
from matching.loading.promises import promises
from matching.loading.sides import Case
from matching.models import MatchRun
from matching.queries.training_gaps import Teaching
from matching.queries.weights import engine_weights
from parks.models import Skill
from talent.models import Profile

STEPS_SHOWN = 3


def explain_pair(
    profile: Profile,
    opening: Opening,
    *,
    quoting: bool = True,
    dismissed: bool | None = None,
    teaching: Sequence[Teaching] = (),
) -> PairExplanation:
    """Explain one pair with the numbers of a run, and what would change it, in full.

    Quotes are a person's own words, which may name them: without a grant they are not for a
    company, nor are the serial numbers of certificates. The profile comes from `for_explaining()`,
    the opening from `with_company()`. `dismissed`: whether the person said that they are not
    interested; None where the reader is not to learn it, as a company is not. `teaching`: open
    sessions, each told with the points that the pair then has more.
    """
    loaded = _loaded([profile], [opening])
    words = _Words(loaded, _weights(loaded.published_run))
    claimed = read_claims(loaded, profile, opening.company_id, quoting=quoting)
    return words.in_full(profile, opening, claimed, dismissed=dismissed, teaching=teaching)


def explain_pairs(
    profiles: Sequence[Profile],
    openings: Sequence[Opening],
    *,
    advising: bool = False,
    teaching: Mapping[int, Sequence[Teaching]] | None = None,
) -> dict[tuple[int, int], PairExplanation]:
    """Explain every pair of these in brief, by profile id and opening id; one loading for all.

    For lists: the points and skills, without quotes. `advising` adds the state of each condition,
    without the words of both sides, and the one step that would raise the points most, with the
    sessions that teach it of those beside each opening (`teaching`, by its id).
    """
    loaded, beside = _loaded(profiles, openings), teaching or {}
    words = _Words(loaded, _weights(loaded.published_run))
    return {
        (int(profile_id), int(opening_id)): words.in_brief(
            row, column, advising=advising, teaching=beside.get(int(opening_id), ())
        )
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
    """What turns positions of the engine into labels."""

    loaded: LoadedMarket
    weights: engine.Weights

    def in_full(
        self,
        profile: Profile,
        opening: Opening,
        claimed: Claimed,
        *,
        dismissed: bool | None,
        teaching: Sequence[Teaching],
    ) -> PairExplanation:
        pair = self.loaded.market, self.weights, 0, 0
        result = engine.explain(*pair)
        steps = engine.next_steps(*pair, explained=result)[:STEPS_SHOWN]
        losses = engine.losses(*pair, explained=result)
        case = Case(profile, opening, *self._certificates(), dismissed=dismissed)
        training = promises(self.loaded, self.weights, 0, 0, teaching, explained=result)
        lost = {loss.skill: loss.loss for loss in losses}
        return _explanation(
            result,
            gates=[gate_line(each, case) for each in result.gates],
            steps=self._steps(steps, result, training),
            skills=[
                self._skill(asked, claimed, lost.get(asked.skill, 0), training)
                for asked in result.requirements
            ],
        )

    def _certificates(self) -> tuple[list[Skill], list[Skill]]:
        """Those that the opening requires, and those of them that the profile claims."""
        market, skills = self.loaded.market, self.loaded.skills
        required = market.openings.certificates.values
        held = np.intersect1d(required, market.graduates.claims.skill)
        return [skills[each] for each in required], [skills[each] for each in held]

    def in_brief(
        self, row: int, column: int, *, advising: bool, teaching: Sequence[Teaching]
    ) -> PairExplanation:
        pair = self.loaded.market, self.weights, row, column
        result, steps, training = engine.explain(*pair), (), {}
        if advising:
            steps = engine.next_steps(*pair, explained=result)[:1]
            training = promises(self.loaded, self.weights, row, column, teaching, explained=result)
        return _explanation(
            result,
            gates=[gate_state(each) for each in result.gates] if advising else [],
            steps=self._steps(steps, result, training),
            skills=[skill_line(asked, self.loaded.skills, "", 0) for asked in result.requirements],
        )

    def _steps(
        self,
        steps: Sequence[engine.Step],
        result: engine.Explanation,
        training: Mapping[int, tuple[SessionLine, ...]],
    ) -> list[StepLine]:
        skills, is_open = self.loaded.skills, result.state == engine.State.MET
        return [
            step_line(step, skills, is_open=is_open, sessions=training.get(step.skill, ()))
            for step in steps
        ]

    def _skill(
        self,
        result: engine.RequirementResult,
        claimed: Claimed,
        loss: int,
        training: Mapping[int, tuple[SessionLine, ...]],
    ) -> SkillLine:
        """Tell a skill, with the quote of what earns the points: itself or the related one."""
        skills, is_met = self.loaded.skills, result.standing == engine.Standing.MET
        earning = result.skill if result.through is None else result.through
        is_certified = result.through is None and result.evidence == CERTIFIED
        return skill_line(
            result,
            skills,
            claimed.quotes.get(skills[earning].pk, ""),
            loss,
            certificate=claimed.certificates.get(skills[earning].pk) if is_certified else None,
            sessions=() if is_met else training.get(result.skill, ()),
        )


def _explanation(
    result: engine.Explanation,
    *,
    gates: list[GateLine],
    steps: list[StepLine],
    skills: list[SkillLine],
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
        skills=skills,
        steps=steps,
    )
