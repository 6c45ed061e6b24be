"""What open training would give a pair: each session scored again as if it were passed."""

from collections.abc import Sequence

from matching import engine
from matching.loading.lines import SessionLine
from matching.loading.market import LoadedMarket
from matching.queries.training_gaps import Teaching

MOST_PER_SKILL = 2


def promises(
    loaded: LoadedMarket,
    weights: engine.Weights,
    row: int,
    column: int,
    teaching: Sequence[Teaching],
    *,
    explained: engine.Explanation,
) -> dict[int, tuple[SessionLine, ...]]:
    """Return for each skill, by its position, the sessions that teach it and help the pair most.

    The promise is the score of the pair with what a session counts for claimed too: what its
    certificate proves where the programme leads to one, else what it teaches on the person's word.
    So it holds when they pass. Sessions that change nothing are left out; of equal gains the next
    one comes first.
    """
    if not teaching:
        return {}
    offers = taught_by(loaded, teaching)
    pair = loaded.market, weights, row, column
    found: dict[int, list[SessionLine]] = {}
    plans = engine.after_each(*pair, offers, explained=explained)
    for session, plan in sorted(zip(teaching, plans, strict=True), key=_best_first):
        is_open = explained.state == engine.State.MET
        if plan.gain > 0 or plan.state > explained.state:
            line = session_line(session, plan, is_open=is_open)
            for skill in offers.take([plan.offers[0]]).skill.tolist():
                found.setdefault(skill, []).append(line)
    return {skill: tuple(lines[:MOST_PER_SKILL]) for skill, lines in found.items()}


def taught_by(loaded: LoadedMarket, teaching: Sequence[Teaching]) -> engine.Offers:
    """What each session teaches in the engine's numbers; skills that it does not know are none."""
    positions = {skill.pk: position for position, skill in enumerate(loaded.skills)}
    return engine.Offers.of(
        [
            (positions[skill], level, evidence_of(is_certified=session.is_certified))
            for skill, level in session.skills
            if skill in positions
        ]
        for session in teaching
    )


def evidence_of(*, is_certified: bool) -> engine.Evidence:
    """Who says that a skill is held after training: a certificate, or only the person."""
    return engine.Evidence.CERTIFICATE if is_certified else engine.Evidence.SELF


def _best_first(pair: tuple[Teaching, engine.TrainingPlan]) -> tuple[int, object, str]:
    session, plan = pair
    return -plan.gain, session.starts_on, session.uuid


def session_line(session: Teaching, plan: engine.TrainingPlan, *, is_open: bool) -> SessionLine:
    return SessionLine(
        name=session.name,
        starts_on=session.starts_on,
        organiser=session.organiser,
        address=session.address,
        gain=plan.gain,
        opens=plan.state == engine.State.MET and not is_open,
        is_certified=session.is_certified,
        is_full=session.is_full,
        standing=session.standing,
    )
