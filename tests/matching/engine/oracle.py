"""The rules of docs/decisions/0004-engine.md once more: one pair at a time, plain Python.

Written from that page, not from the engine, and slow on purpose: it is what the engine must equal.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from math import ceil, floor, log1p

from matching.engine import Gate, Importance, State, Term, Weights
from tests.matching.engine.worlds import Person, Post, World

FULL = 4096
STANDARD = Weights()


def upwards(parents: Sequence[int], node: int) -> list[int]:
    nodes = [node]
    while parents[nodes[-1]] != -1:
        nodes.append(parents[nodes[-1]])
    return nodes


def kind_steps(person: Person, post: Post) -> int | None:
    return person.kinds.index(post.kind) if post.kind in person.kinds else None


def channel_steps(person: Person, post: Post) -> int | None:
    return 0 if person.channel is not None and person.channel == post.channel else None


def degree_steps(person: Person, post: Post) -> int | None:
    if person.degree is None or person.degree < post.degree:
        return None
    return person.degree - post.degree


def pay_steps(person: Person, post: Post) -> int | None:
    """Begun tenths of the pay wanted that are missing; more than three are too many."""
    if person.pay == 0:
        return 0
    if person.pay is None or post.pay is None:
        return None
    missing = ceil(Fraction(10 * (person.pay - post.pay), person.pay))
    return max(missing, 0) if missing <= 3 else None


def start_steps(person: Person, post: Post) -> int | None:
    if person.available_from is None or post.latest_start is None:
        return None
    waiting = post.latest_start - person.available_from
    return waiting // 92 if waiting >= 0 else None


def stepped(share: int, steps: int | None) -> int:
    return 0 if steps is None else floor(Fraction(share * (4 - min(steps, 3)), 4))


def strongest_claim(person: Person, skill: int) -> tuple[int, int] | None:
    """Level and evidence of the claim that counts: the highest level, then the best evidence."""
    claims = [(level, evidence) for held, level, evidence in person.skills if held == skill]
    return max(claims, default=None)


def saturation(count: int, size: int, mean: int) -> int:
    return floor(Fraction(256 * 58 * count * mean, 10 * count * mean + 12 * mean + 36 * size))


def topics(words: tuple[tuple[int, int], ...]) -> int:
    """How much a text says: its topics, the odd terms, in quarters."""
    return sum(count for term, count in words if term % 2)


def together(found: dict[Gate, State]) -> State:
    if State.NOT_MET in found.values():
        return State.NOT_MET
    return State.UNKNOWN if State.UNKNOWN in found.values() else State.MET


def decided(stated: bool, met: bool) -> State:
    if not stated:
        return State.UNKNOWN
    return State.MET if met else State.NOT_MET


def largest_remainder(total: int, weights: dict[int, int]) -> dict[int, int]:
    """Divide `total`: one each if there are enough, the rest by Hamilton's method."""
    if not weights:
        return {}
    each = 1 if total >= len(weights) else 0
    rest = total - each * len(weights)
    exact = {
        name: Fraction(rest * weight, sum(weights.values())) for name, weight in weights.items()
    }
    shares = {name: floor(quota) for name, quota in exact.items()}
    by_remainder = sorted(exact, key=lambda name: (shares[name] - exact[name], name))
    for name in by_remainder[: rest - sum(shares.values())]:
        shares[name] += 1
    return {name: share + each for name, share in shares.items()}


def maxima(post: Post, weights: Weights) -> dict[Term, int]:
    """The most each term can earn, 4096 in all."""
    has_must = any(importance == Importance.MUST for _, _, importance in post.requirements)
    most = {
        Term.SKILLS: 0,
        Term.ALL_MUSTS: weights.all_musts * has_must,
        Term.EVIDENCE: weights.evidence * bool(post.requirements),
        Term.DISCIPLINE: weights.discipline * bool(post.disciplines),
        Term.DEGREE: weights.degree * bool(post.degree),
        Term.TEXT: weights.text * bool(post.words),
        Term.KIND: weights.kind,
        Term.PLACE: weights.place,
        Term.CHANNEL: weights.channel,
        Term.PAY: weights.pay,
        Term.START: weights.start * (post.latest_start is not None),
    }
    not_asked = FULL - sum(most.values()) - weights.skills
    if post.requirements and post.words:
        part = Fraction(weights.text, weights.skills + weights.text)
        most[Term.TEXT] += floor(not_asked * part)
    return {**most, Term.SKILLS: FULL - sum(most.values())}


@dataclass(frozen=True)
class Asked:
    """One skill asked for: 48ths held, through which other skill, and the points that gives."""

    parts: int
    through: int | None
    is_met: bool
    points: int
    evidence_points: int


class Oracle:
    """A world and weights, and everything that the page says of them."""

    def __init__(self, world: World, weights: Weights = STANDARD) -> None:
        self.world, self.weights = world, weights
        self.maxima = cache(lambda opening: maxima(world.posts[opening], weights))
        self.skill_maxima = cache(lambda opening: self._shares(opening, Term.SKILLS))
        self.evidence_maxima = cache(lambda opening: self._shares(opening, Term.EVIDENCE))

    @cached_property
    def rarity(self) -> list[int]:
        counted = self.world.counted
        return [self._rarity(skill) if counted else 1 for skill in range(self.world.skill_count)]

    def _rarity(self, skill: int) -> int:
        people, posts = self.world.persons, self.world.posts
        naming = [person.skills for person in people] + [post.requirements for post in posts]
        count = sum(any(named == skill for named, _, _ in skills) for skills in naming)
        return min(max(round(4 * log1p(len(naming) / (1 + count)) ** 2), 1), 255)

    @cached_property
    def words_holding(self) -> dict[int, int]:
        texts = [each.words for each in (*self.world.persons, *self.world.posts)]
        return Counter(term for words in texts for term, _ in words)

    def word_weight(self, term: int) -> int:
        if not self.world.counted:
            return 64
        texts = len(self.world.persons) + len(self.world.posts)
        squared = log1p(texts / (1 + self.words_holding[term])) ** 2
        return min(round(4 * squared if term % 2 else squared / 2), 255)

    @cached_property
    def mean_length(self) -> int:
        if not self.world.counted:
            return 100
        written = [size for size in (topics(each.words) for each in self.world.persons) if size]
        return max(sum(written) // max(len(written), 1), 1)

    def place_steps(self, person: Person, post: Post) -> int | None:
        if post.place is None:
            return None
        around = upwards(self.world.places, post.place)
        for position, place in enumerate(person.places):
            if place in around:
                return position
        return len(person.places) if person.anywhere else None

    def discipline_steps(self, person: Person, post: Post) -> int | None:
        if person.discipline is None:
            return None
        for levels, node in enumerate(upwards(self.world.disciplines, person.discipline)):
            if node in post.disciplines:
                return levels
        return None

    def steps(self, graduate: int, opening: int) -> dict[Term, int | None]:
        both = self.world.persons[graduate], self.world.posts[opening]
        return {
            Term.DISCIPLINE: self.discipline_steps(*both),
            Term.DEGREE: degree_steps(*both),
            Term.KIND: kind_steps(*both),
            Term.PLACE: self.place_steps(*both),
            Term.CHANNEL: channel_steps(*both),
            Term.PAY: pay_steps(*both),
            Term.START: start_steps(*both),
        }

    def states(self, graduate: int, opening: int) -> dict[Gate, State]:
        person, post = self.world.persons[graduate], self.world.posts[opening]
        steps = self.steps(graduate, opening)
        somewhere = bool(person.places) or person.anywhere
        free, latest = person.available_from, post.latest_start
        licensed = all(strongest_claim(person, skill) for skill in post.certificates)
        return {
            Gate.KIND: decided(bool(person.kinds), steps[Term.KIND] is not None),
            Gate.PLACE: decided(
                somewhere and post.place is not None, steps[Term.PLACE] is not None
            ),
            Gate.DEGREE: decided(
                post.degree == 0 or person.degree is not None,
                post.degree == 0 or steps[Term.DEGREE] is not None,
            ),
            Gate.DISCIPLINE: decided(
                not post.disciplines or person.discipline is not None,
                not post.disciplines or steps[Term.DISCIPLINE] is not None,
            ),
            Gate.DATES: decided(
                latest is None or free is not None, latest is None or (free or 0) <= latest
            ),
            Gate.CERTIFICATES: State.MET if licensed else State.UNKNOWN,
            Gate.OPEN_TO_MATCHING: decided(True, person.matchable),
            Gate.NOT_ALREADY_DEALT_WITH: decided(True, opening not in person.excluded),
        }

    def _shares(self, opening: int, term: Term) -> dict[int, int]:
        worth = self.weights
        by_importance = dict(zip(Importance, (worth.nice, worth.wanted, worth.must), strict=True))
        weight = {
            skill: by_importance[importance] * self.rarity[skill]
            for skill, _, importance in self.world.posts[opening].requirements
        }
        return largest_remainder(self.maxima(opening)[term], weight)

    def held(self, person: Person, skill: int, required: int) -> tuple[int, int | None]:
        """48ths held of a skill asked for, and the related skill that gives them, if one does."""
        claim = strongest_claim(person, skill)
        best = floor(Fraction(48 * min(claim[0], required), required)) if claim else 0
        through = None
        for related, asked, quarters in sorted(self.world.related):
            claim = strongest_claim(person, related) if asked == skill else None
            parts = (
                floor(Fraction(12 * quarters * min(claim[0], required), required)) if claim else 0
            )
            if parts > best:
                best, through = parts, related
        return best, through

    def asked(self, graduate: int, opening: int) -> dict[int, Asked]:
        person, found = self.world.persons[graduate], {}
        for skill, level, _ in self.world.posts[opening].requirements:
            parts, through = self.held(person, skill, level)
            claim = strongest_claim(person, skill)
            is_met = claim is not None and claim[0] >= level
            points = floor(Fraction(self.skill_maxima(opening)[skill] * parts, 48))
            rank = claim[1] if is_met else 0
            proven = floor(Fraction(self.evidence_maxima(opening)[skill] * rank, 3))
            found[skill] = Asked(parts, through, is_met, points, proven)
        return found

    def text_points(self, graduate: int, opening: int) -> int:
        written = dict(self.world.persons[graduate].words)
        asked = {
            term: self.word_weight(term) * min(count, 32)
            for term, count in self.world.posts[opening].words
        }
        share, size = self.maxima(opening)[Term.TEXT], topics(tuple(written.items()))
        common = sum(
            weight * saturation(written[term], size, self.mean_length)
            for term, weight in asked.items()
            if term in written
        )
        whole = 2 * common + 256 * sum(asked.values())
        return floor(Fraction(share * 2 * common, whole)) if whole else 0

    def terms(self, graduate: int, opening: int) -> dict[Term, int]:
        most, asked = self.maxima(opening), self.asked(graduate, opening)
        musts = [
            asked[skill].is_met
            for skill, _, importance in self.world.posts[opening].requirements
            if importance == Importance.MUST
        ]
        earned = {
            Term.SKILLS: sum(each.points for each in asked.values()),
            Term.ALL_MUSTS: most[Term.ALL_MUSTS] * all(musts),
            Term.EVIDENCE: sum(each.evidence_points for each in asked.values()),
            Term.TEXT: self.text_points(graduate, opening),
        }
        for term, steps in self.steps(graduate, opening).items():
            earned[term] = stepped(most[term], steps)
        return {term: earned[term] for term in Term}
