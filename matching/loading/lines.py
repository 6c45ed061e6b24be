"""An explanation in words of the active language, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from matching import engine
from matching.loading import wording
from matching.loading.sides import Case, sides_of
from parks.choices.taxonomy import SkillKind
from parks.choices.work import SkillLevel
from parks.models import Skill


@dataclass(frozen=True)
class TermLine:
    """A term of the score; `offset` is where its segment starts on the meter of 4096."""

    name: str
    label: str
    points: int
    maximum: int
    offset: int
    is_for_graduate: bool


@dataclass(frozen=True)
class GateLine:
    """A condition: what the opening asks, what the profile says, and what follows.

    Each side is empty where there is nothing to say.
    """

    label: str
    state: str
    css: str
    asked: str
    stated: str


@dataclass(frozen=True)
class CertificateLine:
    """The certificate that a claim comes from; without a serial number for who may not trace it.

    `address` is where a stranger checks that it stands, empty without the number.
    """

    name: str
    serial: str = ""
    address: str = ""


@dataclass(frozen=True)
class SessionLine:
    """Open training that would raise the pair, and the points it then has more, scored again.

    `opens` says that then all conditions are met; `standing` is the state of the reader's own
    enrolment, or "".
    """

    name: str
    starts_on: date
    organiser: str
    address: str
    gain: int
    opens: bool
    is_certified: bool
    is_full: bool
    standing: str


@dataclass(frozen=True)
class SkillLine:
    """A skill asked for and how it is held; `evidence` quotes the profile.

    `through` names the related skill by which it is held in part; `loss` is what the pair would
    lose without the skill, scored again. `certificate`: what the claim that counts comes from, if
    it is one; `sessions` teach the skill where it is not met.
    """

    label: str
    importance: str
    required: str
    held: str
    through: str
    standing: str
    css: str
    source: str
    evidence: str
    points: int
    maximum: int
    evidence_points: int
    evidence_maximum: int
    loss: int
    certificate: CertificateLine | None = None
    sessions: tuple[SessionLine, ...] = ()


@dataclass(frozen=True)
class StepLine:
    """One skill to learn, and the points that the pair then has more, scored again.

    `level` is empty for a certificate; `opens` says that then all conditions are met; `sessions`
    teach it.
    """

    label: str
    level: str
    gain: int
    opens: bool
    sessions: tuple[SessionLine, ...] = ()


@dataclass(frozen=True)
class PairExplanation:
    """Why a pair has its points; the terms' points add up to `points` exactly.

    The two halves say how the graduate fits the company and how the opening fits the graduate.
    """

    points: int
    company_points: int
    company_maximum: int
    graduate_points: int
    graduate_maximum: int
    in_lists: bool
    terms: list[TermLine]
    gates: list[GateLine]
    skills: list[SkillLine]
    steps: list[StepLine]

    @property
    def open_gates(self) -> list[GateLine]:
        return [gate for gate in self.gates if gate.css != "met"]

    @property
    def met_gates(self) -> list[GateLine]:
        return [gate for gate in self.gates if gate.css == "met"]

    @property
    def company_terms(self) -> list[TermLine]:
        return [term for term in self.terms if not term.is_for_graduate]

    @property
    def graduate_terms(self) -> list[TermLine]:
        return [term for term in self.terms if term.is_for_graduate]


def term_lines(result: engine.Explanation) -> Iterator[TermLine]:
    """Yield the terms that can earn anything, in the order of the meter."""
    offset = 0
    for term in result.terms:
        if term.maximum:
            yield TermLine(
                name=term.term.name.lower(),
                label=str(wording.TERM_LABELS[term.term]),
                points=term.points,
                maximum=term.maximum,
                offset=offset,
                is_for_graduate=term.term.is_for_graduate,
            )
        offset += term.points


def gate_line(result: engine.GateResult, case: Case) -> GateLine:
    sides = sides_of(result.gate, case, is_met=result.state == engine.State.MET)
    return gate_state(result, *sides)


def gate_state(result: engine.GateResult, asked: str = "", stated: str = "") -> GateLine:
    """Tell a condition and its state, with the words of both sides where they are known."""
    return GateLine(
        label=str(wording.GATE_LABELS[result.gate]),
        state=str(wording.STATE_LABELS[result.state]),
        css=wording.CSS_OF_STATE[result.state],
        asked=asked,
        stated=stated,
    )


def skill_line(
    result: engine.RequirementResult,
    skills: list[Skill],
    evidence: str,
    loss: int,
    *,
    certificate: CertificateLine | None = None,
    sessions: tuple[SessionLine, ...] = (),
) -> SkillLine:
    """Tell how a skill is held; `skills` by the engine's positions."""
    through = "" if result.through is None else skills[result.through].label
    return SkillLine(
        label=skills[result.skill].label,
        importance=str(wording.IMPORTANCE_LABELS[result.importance]),
        required=str(SkillLevel(result.required).label),
        held="" if result.held is None else str(SkillLevel(result.held).label),
        through=through,
        standing=str(wording.STANDING_LABELS[result.standing]),
        css=wording.CSS_OF_STANDING[result.standing],
        source="" if result.evidence is None else str(wording.EVIDENCE_LABELS[result.evidence]),
        evidence=evidence,
        points=result.points,
        maximum=result.maximum,
        evidence_points=result.evidence_points,
        evidence_maximum=result.evidence_maximum,
        loss=loss,
        certificate=certificate,
        sessions=sessions,
    )


def step_line(
    step: engine.Step,
    skills: list[Skill],
    *,
    is_open: bool,
    sessions: tuple[SessionLine, ...] = (),
) -> StepLine:
    """Tell what a skill would change; `is_open`: whether all conditions are met already."""
    skill = skills[step.skill]
    is_certificate = skill.kind == SkillKind.CERTIFICATE
    return StepLine(
        label=skill.label,
        level="" if is_certificate else str(SkillLevel(step.level).label),
        gain=step.gain,
        opens=step.state == engine.State.MET and not is_open,
        sessions=sessions,
    )
