"""The rules of docs/decisions/0004-engine.md once more: one pair at a time, plain Python.

Written from that page, not from the engine, and slow on purpose: it is what the engine must equal.
"""

from fractions import Fraction
from math import floor

from matching.engine import Gate, Importance, State, Term, Weights
from tests.matching.engine.worlds import DISCIPLINE_PARENTS, PLACE_PARENTS, Person, Post, World


def chain(parents: tuple[int, ...], node: int) -> list[int]:
    nodes = [node]
    while parents[nodes[-1]] != -1:
        nodes.append(parents[nodes[-1]])
    return nodes


def place_choice(person: Person, post: Post) -> int | None:
    """Which of the person's choices the post's place is, from 0; None when it is not accepted."""
    if post.place is not None:
        containing = chain(PLACE_PARENTS, post.place)
        for choice, place in enumerate(person.places):
            if place in containing:
                return choice
    return len(person.places) if person.anywhere else None


def discipline_distance(person: Person, post: Post) -> int | None:
    if person.discipline is None:
        return None
    for distance, node in enumerate(chain(DISCIPLINE_PARENTS, person.discipline)):
        if node in post.disciplines:
            return distance
    return None


def decided(stated: bool, met: bool) -> State:
    if not stated:
        return State.UNKNOWN
    return State.MET if met else State.NOT_MET


def place_state(person: Person, post: Post) -> State:
    if place_choice(person, post) is not None:
        return State.MET
    stated = bool(person.places) and post.place is not None
    return decided(stated, False)


def degree_state(person: Person, post: Post) -> State:
    if post.degree == 0:
        return State.MET
    return decided(person.degree is not None, (person.degree or 0) >= post.degree)


def discipline_state(person: Person, post: Post) -> State:
    if not post.disciplines:
        return State.MET
    stated = person.discipline is not None
    return decided(stated, discipline_distance(person, post) is not None)


def dates_state(person: Person, post: Post) -> State:
    if post.latest_start is None:
        return State.MET
    stated = person.available_from is not None
    return decided(stated, stated and person.available_from <= post.latest_start)


def states(world: World, graduate: int, opening: int) -> dict[Gate, State]:
    person, post = world.persons[graduate], world.posts[opening]
    return {
        Gate.KIND: decided(bool(person.kinds), post.kind in person.kinds),
        Gate.PLACE: place_state(person, post),
        Gate.DEGREE: degree_state(person, post),
        Gate.DISCIPLINE: discipline_state(person, post),
        Gate.DATES: dates_state(person, post),
        Gate.OPEN_TO_MATCHING: decided(True, person.matchable),
        Gate.NOT_ALREADY_DEALT_WITH: decided(True, opening not in person.excluded),
    }


def together(found: dict[Gate, State]) -> State:
    if State.NOT_MET in found.values():
        return State.NOT_MET
    return State.UNKNOWN if State.UNKNOWN in found.values() else State.MET


def stepped(share: int, steps: int | None) -> int:
    if steps is None:
        return 0
    return floor(share * (1 - Fraction(min(steps, 3), 4)))


def maxima(post: Post, weights: Weights) -> dict[Term, int]:
    most = {
        Term.ALL_MUSTS: weights.all_musts
        if any(r[2] == Importance.MUST for r in post.requirements)
        else 0,
        Term.DISCIPLINE: weights.discipline if post.disciplines else 0,
        Term.DEGREE: weights.degree if post.degree else 0,
        Term.PLACE: weights.place if post.place is not None else 0,
    }
    return {Term.SKILLS: 4096 - sum(most.values()), **most}


def requirement_maxima(post: Post, weights: Weights) -> dict[int, int]:
    """The most each required skill can earn: largest remainder, then the smaller skill first."""
    value = {Importance.MUST: weights.must, Importance.WANTED: weights.wanted}
    weight = {skill: value.get(how, weights.nice) for skill, _, how in post.requirements}
    skills = maxima(post, weights)[Term.SKILLS]
    exact = {skill: Fraction(skills * w, sum(weight.values())) for skill, w in weight.items()}
    shares = {skill: floor(quota) for skill, quota in exact.items()}
    by_remainder = sorted(exact, key=lambda skill: (shares[skill] - exact[skill], skill))
    for skill in by_remainder[: skills - sum(shares.values()) if exact else 0]:
        shares[skill] += 1
    return shares


def held_level(person: Person, skill: int) -> int:
    return max((level for claimed, level, _ in person.skills if claimed == skill), default=0)


def requirement_points(person: Person, post: Post, weights: Weights) -> dict[int, int]:
    most = requirement_maxima(post, weights)
    return {
        skill: floor(most[skill] * Fraction(min(held_level(person, skill), level), level))
        for skill, level, _ in post.requirements
    }


def every_must_met(person: Person, post: Post) -> bool:
    return all(
        held_level(person, skill) >= level
        for skill, level, importance in post.requirements
        if importance == Importance.MUST
    )


def terms(world: World, graduate: int, opening: int, weights: Weights) -> dict[Term, int]:
    person, post = world.persons[graduate], world.posts[opening]
    most = maxima(post, weights)
    above = None
    if person.degree is not None and person.degree >= post.degree:
        above = person.degree - post.degree
    return {
        Term.SKILLS: sum(requirement_points(person, post, weights).values()),
        Term.ALL_MUSTS: most[Term.ALL_MUSTS] if every_must_met(person, post) else 0,
        Term.DISCIPLINE: stepped(most[Term.DISCIPLINE], discipline_distance(person, post)),
        Term.DEGREE: stepped(most[Term.DEGREE], above),
        Term.PLACE: stepped(most[Term.PLACE], place_choice(person, post)),
    }


def eligible(world: World, weights: Weights) -> dict[tuple[int, int], int]:
    """The score of every pair (graduate, opening) that meets all gates."""
    return {
        (graduate, opening): sum(terms(world, graduate, opening, weights).values())
        for graduate in range(len(world.persons))
        for opening in range(len(world.posts))
        if together(states(world, graduate, opening)) == State.MET
    }


def ranked(scored: dict[int, int], k: int) -> list[tuple[int, int]]:
    """(member, points), most points first, then the smaller member, padded with (-1, 0) to k."""
    best = sorted(scored.items(), key=lambda item: (-item[1], item[0]))[:k]
    return best + [(-1, 0)] * (k - len(best))


def graduate_lists(world: World, weights: Weights, k: int) -> list[list[tuple[int, int]]]:
    found = eligible(world, weights)
    return [
        ranked({o: points for (g, o), points in found.items() if g == graduate}, k)
        for graduate in range(len(world.persons))
    ]


def opening_lists(world: World, weights: Weights, k: int) -> list[list[tuple[int, int]]]:
    found = eligible(world, weights)
    return [
        ranked(
            {
                g: points
                for (g, o), points in found.items()
                if o == opening and world.persons[g].shown
            },
            k,
        )
        for opening in range(len(world.posts))
    ]


def says_nothing(person: Person) -> dict[Gate, bool]:
    return {
        Gate.KIND: not person.kinds,
        Gate.PLACE: not person.places and not person.anywhere,
        Gate.DEGREE: person.degree is None,
        Gate.DISCIPLINE: person.discipline is None,
        Gate.DATES: person.available_from is None,
    }


def graduate_unknowns(world: World, graduate: int) -> list[int]:
    """Per gate: openings that no gate refuses and this one, for want of a word, leaves open."""
    silent = says_nothing(world.persons[graduate])
    found = [states(world, graduate, opening) for opening in range(len(world.posts))]
    undecided = [each for each in found if together(each) == State.UNKNOWN]
    return [
        sum(each[gate] == State.UNKNOWN and silent.get(gate, False) for each in undecided)
        for gate in Gate
    ]


def opening_unknowns(world: World, opening: int) -> list[int]:
    found = [states(world, graduate, opening) for graduate in range(len(world.persons))]
    undecided = [each for each in found if together(each) == State.UNKNOWN]
    silent = world.posts[opening].place is None
    return [
        sum(gate == Gate.PLACE and silent and each[gate] == State.UNKNOWN for each in undecided)
        for gate in Gate
    ]
