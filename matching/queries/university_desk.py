"""What a career office does next, the most urgent first."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.queries.students import Progress, Waiting
from parks.models import Organisation

MOST_STEPS = 3


class Advice(NamedTuple):
    """One thing to do: words, and the page on which it is done."""

    text: str
    address: str


def advice_for(university: Organisation, waiting: Waiting) -> list[Advice]:
    """Return at most three things to do; `university` is one with `is_verified`."""
    return list(_advice(university, waiting))[:MOST_STEPS]


def _advice(university: Organisation, waiting: Waiting) -> Iterator[Advice]:
    roster = reverse("matching:roster", args=[university.uuid])
    if not university.is_verified:
        page = reverse("companies:organisation", args=[university.uuid])
        yield Advice(_("Have your university verified: students can claim only then"), page)
    if not waiting.students:
        yield Advice(_("Put your students on the roster"), roster)
    if waiting.without_code:
        yield Advice(_unasked(waiting.without_code), f"{roster}?standing=unclaimed")
    if waiting.not_answering:
        yield Advice(_silent(waiting.not_answering), f"{roster}?standing=unclaimed")
    if waiting.claimed:
        page = reverse("matching:curriculum", args=[university.uuid])
        yield Advice(_("See which skills companies ask for and your students lack"), page)


def _unasked(number: int) -> str:
    said = ngettext(
        "Ask %(number)d student to claim their place",
        "Ask %(number)d students to claim their places",
        number,
    )
    return said % {"number": number}


def _silent(number: int) -> str:
    said = ngettext(
        "%(number)d student has not claimed for two weeks: ask again",
        "%(number)d students have not claimed for two weeks: ask again",
        number,
    )
    return said % {"number": number}


class Figure(NamedTuple):
    """A number of the start page; `least` where the others may not be counted."""

    label: str
    number: int
    is_least: bool
    address: str


def figures_of(university: Organisation, waiting: Waiting, progress: Progress) -> list[Figure]:
    """Return the numbers of the start page: on the roster, claimed, and how far they came."""
    roster = reverse("matching:roster", args=[university.uuid])
    steps = reverse("matching:progress", args=[university.uuid])
    first = [
        Figure(_("On the roster"), waiting.students, False, roster),
        Figure(_("Claimed their place"), waiting.claimed, False, f"{roster}?standing=claimed"),
    ]
    return first + [
        Figure(
            str(each.step.label),
            each.named if each.together is None else each.together,
            each.together is None,
            steps,
        )
        for each in progress.steps[1:]
    ]
