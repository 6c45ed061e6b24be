"""Names and addresses of people who do not exist."""

from random import Random
from typing import NamedTuple

from matching.demo.reading import words


class Person(NamedTuple):
    """`full_name` in both scripts, such as “林悦 Lin Yue”; `handle` fits into an e-mail address."""

    full_name: str
    handle: str


def person(source: Random) -> Person:
    """Draw a common surname and a given name."""
    names = words("names")
    surname, surname_latin = source.choice(names["surnames"]).split()
    given, given_latin = source.choice(names["given_names"]).split()
    full_name = f"{surname}{given} {surname_latin} {given_latin}"
    return Person(full_name, f"{given_latin}.{surname_latin}".lower().replace("ü", "v"))
