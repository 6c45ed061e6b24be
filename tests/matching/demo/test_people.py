import re

from matching.demo.draws import draw
from matching.demo.people import Person, person
from matching.demo.reading import words

BOTH_SCRIPTS = re.compile(r"[\u4e00-\u9fff]{2,3} [A-Z][a-zü]+ [A-Z][a-z]+")
ADDRESS = re.compile(r"[a-z]+\.[a-z]+")


def drawn(count: int) -> list[Person]:
    return [person(draw("person", number)) for number in range(count)]


def test_everybody_has_a_name_in_both_scripts():
    assert [one.full_name for one in drawn(300) if not BOTH_SCRIPTS.fullmatch(one.full_name)] == []


def test_a_handle_holds_only_what_an_address_may_hold():
    assert [one.handle for one in drawn(300) if not ADDRESS.fullmatch(one.handle)] == []


def test_the_surname_comes_first_in_the_name_and_last_in_the_handle():
    one = person(draw("person", 1))

    surname, given = one.full_name.split()[1:]

    assert one.handle == f"{given}.{surname}".lower()


def test_the_letter_ü_is_written_v_in_an_address_as_on_a_keyboard():
    handles = {one.handle for one in drawn(3000) if "Lü" in one.full_name}

    assert handles
    assert {handle.rpartition(".")[2] for handle in handles} == {"lv"}


def test_no_name_is_listed_twice():
    names = words("names")

    assert len(set(names["surnames"])) == len(names["surnames"])
    assert len(set(names["given_names"])) == len(names["given_names"])
