from collections import Counter
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from matching.demo.draws import dealt, draw, spread, uuid_of, weighted


def test_the_same_words_draw_the_same_numbers():
    first = [draw("opening", 1, 57).random() for _ in range(2)]

    assert first[0] == first[1]


def test_other_words_draw_other_numbers():
    drawn = {draw(*words).random() for words in (("a", 1), ("a", 2), ("b", 1), ("a", 1, 1))}

    assert len(drawn) == 4


def test_a_draw_is_pythons_own_seeded_by_the_words():
    """That seeding is documented to stay the same from release to release."""
    expected = Random("graduate/1/1")  # noqa: S311  made-up data, not a secret

    assert draw("graduate", 1, 1).random() == expected.random()


def test_a_uuid_follows_from_its_words_alone():
    assert uuid_of("opening", 1, 57) == uuid_of("opening", 1, 57)
    assert uuid_of("opening", 1, 57) != uuid_of("opening", 1, 58)


def test_a_uuid_is_made_of_a_name_as_rfc_9562_has_it():
    made = uuid_of("opening", 1, 57)

    assert isinstance(made, UUID)
    assert made.version == 5


def test_a_weight_of_nothing_is_never_drawn():
    source = draw("weights")

    assert {weighted(source, {"often": 3, "never": 0}) for _ in range(200)} == {"often"}


def test_weights_decide_how_often_a_thing_is_drawn():
    source = draw("weights")

    drawn = Counter(weighted(source, {"often": 9, "rarely": 1}) for _ in range(2000))

    assert 1700 < drawn["often"] < 1900


@given(st.integers(0, 50), st.integers(0, 5))
def test_every_pack_holds_each_card_exactly_once(number, seed):
    cards = "abcdefghij"

    pack = [dealt(cards, number * 10 + position, seed) for position in range(10)]

    assert sorted(pack) == list(cards)


def test_two_packs_are_shuffled_differently():
    packs = [[dealt("abcdefghij", start + card, 1) for card in range(10)] for start in (0, 10)]

    assert packs[0] != packs[1]


def test_a_share_of_one_keeps_everything_in_order():
    assert spread(draw("all"), [3, 1, 2], 1) == [3, 1, 2]


def test_a_share_of_nothing_keeps_nothing():
    assert spread(draw("none"), [3, 1, 2], 0) == []
