"""What an officer decides by: the posting as the public will read it, and what is found in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from companies.actions.opening_wording import breaches_of
from companies.choices.openings import OpeningState
from companies.models import Opening, OpeningQuestion, OpeningSkill
from companies.queries.vocabulary import words_of_vocabulary
from companies.recognition import recognise
from companies.wording import Breach

TITLES = {"zh": "zh-hans", "en": "en"}


@dataclass(frozen=True)
class Version:
    """A posting in one language; words that no posting may have are marked."""

    language: str
    title: SafeString
    text: SafeString


@dataclass(frozen=True)
class Preview:
    versions: list[Version]
    asked: Sequence[OpeningSkill]
    questions: Sequence[OpeningQuestion]
    also_named: list[str]
    breaches: list[Breach]


def preview_of(
    opening: Opening, *, asked: Sequence[OpeningSkill], questions: Sequence[OpeningQuestion]
) -> Preview:
    """Return the posting with its findings; rows that the page has read already are handed in.

    Skills that the text names without asking for them are recognised while it waits for review.
    """
    breaches = breaches_of(opening, questions)
    quotes = {breach.quote for breach in breaches}
    waits = opening.state == OpeningState.SUBMITTED
    return Preview(
        versions=list(_versions(opening, quotes)),
        asked=asked,
        questions=questions,
        also_named=_also_named(opening, asked) if waits else [],
        breaches=breaches,
    )


def _versions(opening: Opening, quotes: set[str]) -> Iterable[Version]:
    for short, language in TITLES.items():
        title, text = getattr(opening, f"title_{short}"), getattr(opening, f"text_{short}")
        if title or text:
            yield Version(language, marked(title, quotes), marked(text, quotes))


def marked(text: str, quotes: Iterable[str]) -> SafeString:
    """Return a text as HTML in which the quotes stand out; all of it is escaped."""
    longest_first = sorted(filter(None, quotes), key=len, reverse=True)
    if not longest_first:
        return escape(text)
    parts = re.split(f"({'|'.join(map(re.escape, longest_first))})", text)
    html = "".join(
        f"<mark>{escape(part)}</mark>" if number % 2 else escape(part)
        for number, part in enumerate(parts)
    )
    return mark_safe(html)  # noqa: S308 - every part of it is escaped above


def _also_named(opening: Opening, asked: Sequence[OpeningSkill]) -> list[str]:
    words = words_of_vocabulary()
    if not words.state:
        return []
    texts = [(opening.title_zh, opening.text_zh), (opening.title_en, opening.text_en)]
    company = opening.company.name_zh or opening.company.name_en
    offers = recognise(texts, words=words, park=opening.park, company=company)
    ids = {str(row.skill_id) for row in asked}
    skills = (offer for offer in offers if offer.field == "skill")
    return [
        f"{offer.label} · {offer.detail}"
        for offer in skills
        if offer.value.split(":")[0] not in ids
    ]
