"""The lists and counts of docs/decisions/0004-engine.md, from the pairs of the oracle."""

from functools import cached_property

from matching.engine import Gate, State, Term
from tests.matching.engine.oracle import Oracle, together
from tests.matching.engine.worlds import Person

Entry = tuple[int, int]


def ranked(scored: dict[int, int], k: int) -> list[Entry]:
    """(member, points), most points first, then the smaller member, at most k."""
    return sorted(scored.items(), key=lambda item: (-item[1], item[0]))[:k]


def padded(entries: list[Entry], k: int) -> list[Entry]:
    return entries + [(-1, 0)] * (k - len(entries))


def says_nothing(person: Person) -> dict[Gate, bool]:
    """Where a graduate is the silent side; a certificate not claimed is not known to be missing."""
    return {
        Gate.KIND: not person.kinds,
        Gate.PLACE: not person.places and not person.anywhere,
        Gate.DEGREE: person.degree is None,
        Gate.DISCIPLINE: person.discipline is None,
        Gate.DATES: person.available_from is None,
        Gate.CERTIFICATES: True,
    }


class OracleLists(Oracle):
    """What a run over the world must publish."""

    @cached_property
    def eligible(self) -> dict[tuple[int, int], dict[Term, int]]:
        """The terms of every pair (graduate, opening) that meets all gates."""
        return {
            pair: self.terms(*pair)
            for pair in self.world.pairs()
            if together(self.states(*pair)) == State.MET
        }

    def _listed(self, pairs: list[tuple[int, tuple[int, int]]], k: int) -> list[Entry]:
        """Two stages: the best 64 without their text, then ranked by all points and cut."""
        terms = {member: self.eligible[pair] for member, pair in pairs}
        first = {member: sum(each.values()) - each[Term.TEXT] for member, each in terms.items()}
        second = {member: sum(terms[member].values()) for member, _ in ranked(first, 64)}
        return padded(ranked(second, k), k)

    def graduate_lists(self, k: int) -> list[list[Entry]]:
        rows: list[list[tuple[int, tuple[int, int]]]] = [[] for _ in self.world.persons]
        for graduate, opening in self.eligible:
            rows[graduate].append((opening, (graduate, opening)))
        return [self._listed(row, k) for row in rows]

    def opening_lists(self, k: int) -> list[list[Entry]]:
        rows: list[list[tuple[int, tuple[int, int]]]] = [[] for _ in self.world.posts]
        for graduate, opening in self.eligible:
            if self.world.persons[graduate].shown:
                rows[opening].append((graduate, (graduate, opening)))
        return [self._listed(row, k) for row in rows]

    @cached_property
    def undecided(self) -> dict[tuple[int, int], list[Gate]]:
        """Pairs that no gate refuses, with the gates that do not know."""
        found = {pair: self.states(*pair) for pair in self.world.pairs()}
        return {
            pair: [gate for gate, state in states.items() if state == State.UNKNOWN]
            for pair, states in found.items()
            if together(states) == State.UNKNOWN
        }

    def graduate_unknowns(self) -> list[list[int]]:
        """Per graduate and gate: openings that the graduate's silence leaves open."""
        counts = [[0] * len(Gate) for _ in self.world.persons]
        for (graduate, _), unknown in self.undecided.items():
            silent = says_nothing(self.world.persons[graduate])
            for gate in unknown:
                counts[graduate][gate] += silent.get(gate, False)
        return counts

    def opening_unknowns(self) -> list[list[int]]:
        """Per opening and gate: graduates left open because the opening states no place."""
        counts = [[0] * len(Gate) for _ in self.world.posts]
        for (_, opening), unknown in self.undecided.items():
            silent = self.world.posts[opening].place is None
            counts[opening][Gate.PLACE] += silent and Gate.PLACE in unknown
        return counts
