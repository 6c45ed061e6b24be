"""Every term that the kernel adds up stretch by stretch, against the reference, alone."""

import numpy as np
import pytest

from matching.engine import Term, Weights, points
from tests.matching.engine.results import scored
from tests.matching.engine.worlds import Person, Post, certified, holds, market, musts, nice

STANDARD = Weights()
BARE = 96 + 160
"""What a person earns for kind and place of an opening that asks for nothing."""
CHANNEL = 64


def by_kernel(person: Person, *posts: Post) -> list[int | None]:
    """The points of each opening in the kernel's list, None where it is not listed."""
    lists = scored(market(person, *posts)).graduate_lists
    found = dict(zip(lists.indices[0].tolist(), lists.points[0].tolist(), strict=True))
    return [found.get(opening) for opening in range(len(posts))]


def by_reference(person: Person, *posts: Post) -> list[int]:
    count = len(posts)
    terms = points(market(person, *posts), STANDARD, np.zeros(count, int), np.arange(count))
    return np.delete(terms, Term.TEXT, axis=0).sum(axis=0).tolist()


@pytest.mark.parametrize("degree", [None, 0, 1, 2, 3, 4, 5, 127])
def test_every_degree_against_every_degree_asked(degree):
    person, posts = Person(degree=degree), [Post(degree=asked) for asked in (0, 1, 2, 3, 4, 127)]

    expected = [
        points if post.degree == 0 or (degree is not None and degree >= post.degree) else None
        for post, points in zip(posts, by_reference(person, *posts), strict=True)
    ]
    assert by_kernel(person, *posts) == expected


@pytest.mark.parametrize("channel", [None, 0, 1])
def test_every_channel_against_every_channel(channel):
    posts = [Post(channel=offered) for offered in (None, 0, 1)]

    found = by_kernel(Person(channel=channel), *posts)

    assert found == [
        BARE + CHANNEL * (channel is not None and channel == post.channel) for post in posts
    ]


@pytest.mark.parametrize("wanted", [None, 0, 1, 2, 7, 10, 100, 3333, 2**31 - 1])
def test_every_pay_against_every_pay(wanted):
    offers = [None, 0, 1, 2, 6, 7, 8, 9, 10, 69, 70, 79, 80, 89, 90, 99, 100, 2334, 2**31 - 1]
    person, posts = Person(pay=wanted), [Post(pay=offered) for offered in offers]

    assert by_kernel(person, *posts) == by_reference(person, *posts)


@pytest.mark.parametrize("wanted", range(1, 60))
def test_the_tenths_of_a_pay_are_begun_at_the_same_amount_by_both(wanted):
    person, posts = Person(pay=wanted), [Post(pay=offered) for offered in range(62)]

    assert by_kernel(person, *posts) == by_reference(person, *posts)


@pytest.mark.parametrize("free", [None, 0, 1, 100, 2**31 - 2])
def test_every_day_against_every_latest_start(free):
    days = [None, 0, 1, 91, 92, 99, 100, 191, 192, 284, 376, 2**31 - 2]
    person, posts = Person(available_from=free), [Post(latest_start=day) for day in days]

    expected = [
        points if day is None or (free is not None and free <= day) else None
        for day, points in zip(days, by_reference(person, *posts), strict=True)
    ]
    assert by_kernel(person, *posts) == expected


@pytest.mark.parametrize("evidence", range(4))
@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_every_level_and_proof_against_every_level_asked(level, evidence):
    person = Person(skills=((0, level, evidence),))
    posts = [make((0, required)) for required in (1, 2, 3, 4) for make in (musts, nice)]

    openings = [Post(requirements=each + nice((1, 1))) for each in posts]

    assert by_kernel(person, *openings) == by_reference(person, *openings)


@pytest.mark.parametrize("discipline", range(6))
def test_every_discipline_against_every_node_accepted(discipline):
    person = Person(discipline=discipline)
    posts = [Post(disciplines=(node,)) for node in range(6)]

    found = by_kernel(person, *posts)

    whole = by_reference(person, *posts)
    accepted = [each > BARE for each in whole]
    assert found == [each if met else None for each, met in zip(whole, accepted, strict=True)]
    assert any(accepted)


@pytest.mark.parametrize("length", [1, 15, 16, 17, 63, 64, 65, 77])
def test_stretches_of_any_length_are_added_up_to_their_end(length):
    posts = [
        Post(
            degree=index % 3,
            channel=index % 2,
            pay=100 + index,
            latest_start=90 + index,
            requirements=musts((index % 3, 1 + index % 4)),
        )
        for index in range(length)
    ]
    person = Person(
        channel=1, pay=140, available_from=90, degree=4, skills=certified((0, 4)) + holds((1, 2))
    )

    assert by_kernel(person, *posts) == by_reference(person, *posts)


def test_a_missing_certificate_outweighs_all_points():
    person = Person(skills=certified((0, 4)))
    posts = [Post(requirements=musts((0, 1))), Post(requirements=musts((0, 1)), certificates=(1,))]

    found = by_kernel(person, *posts)

    assert found[0] is not None
    assert found[1] is None


def test_all_musts_is_paid_only_where_there_is_a_must():
    person = Person(skills=holds((0, 1)))
    posts = [Post(), Post(requirements=nice((0, 1))), Post(requirements=musts((0, 1)))]

    # Skills: 4096 − 2048 − 128 − 416 of the graduate's half without a start, and 2048 more without
    # a must
    assert by_kernel(person, *posts) == [BARE, BARE + 3552, BARE + 1504 + 2048]
