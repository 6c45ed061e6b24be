"""The form of an opening, between what was sent and the page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import uuid4

from django.http import QueryDict

from companies.choices.openings import OpeningState
from companies.forms.opening_sheet import Sheet, SheetForms
from companies.models import Company, Opening
from companies.queries.vocabulary import Words, words_of_vocabulary
from companies.recognition import Offer, recognise
from companies.wording import Breach, breaches_in
from matching.forms.reach import asked_in
from matching.loading.reach import FEW, count_reach
from matching.loading.wording import GATE_LABELS

ACCEPT, ACCEPT_ALL, DROP = "accept", "accept-all", "drop"
DRAFTS = (OpeningState.DRAFT, OpeningState.RETURNED)
WORDS_OF_A_QUESTION = ("text_zh", "text_en", "choices")


@dataclass
class Posting:
    """An opening being written.

    `key` will be the uuid of a new one, so that sending it twice makes one; `seen` is the version
    that was read; `theirs` what somebody else has written since, box by box.
    """

    companies: Sequence[Company]
    words: Words
    sheet: Sheet
    forms: SheetForms
    opening: Opening | None = None
    key: str = field(default_factory=lambda: str(uuid4()))
    seen: str = ""
    is_outdated: bool = False
    theirs: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def showing(cls, sheet: Sheet, companies: Sequence[Company], **about: Any) -> Self:
        words = words_of_vocabulary()
        return cls(companies, words, sheet, SheetForms.showing(sheet, companies, words), **about)

    @classmethod
    def blank(cls, companies: Sequence[Company]) -> Self:
        return cls.showing(Sheet(boxes={"company": companies[0].pk}), companies)

    @classmethod
    def of_opening(cls, opening: Opening, companies: Sequence[Company]) -> Self:
        seen = opening.updated_at.isoformat()
        return cls.showing(Sheet.of_opening(opening), companies, opening=opening, seen=seen)

    @classmethod
    def of_post(
        cls, data: QueryDict, companies: Sequence[Company], opening: Opening | None
    ) -> Self:
        """Take what was sent, as it was sent, so that errors stay in their places."""
        words = words_of_vocabulary()
        forms = SheetForms.reading(data, companies, words)
        sent = {"key": data.get("key", ""), "seen": data.get("seen", "")}
        return cls(companies, words, Sheet.of_post(data), forms, opening, **sent)

    @property
    def company(self) -> Company:
        """The company chosen, else the first."""
        chosen = str(self.sheet.boxes.get("company") or "")
        found = (company for company in self.companies if str(company.pk) == chosen)
        return next(found, self.companies[0])

    def answer(self, button: str) -> None:
        """Do what a button asks that stores nothing: settle the rows, accept or drop an offer."""
        self.sheet.settle()
        verb, _space, key = button.partition(" ")
        if verb == DROP:
            self.sheet.dropped.append(key)
        for offer in self.offers() if verb in (ACCEPT, ACCEPT_ALL) else ():
            if verb == ACCEPT_ALL or offer.key == key:
                self.sheet.accept(offer)
        self.forms = SheetForms.showing(self.sheet, self.companies, self.words)

    def offers(self) -> list[Offer]:
        """Read the text as an import would; leave out what is in the form or was dropped."""
        company = self.company
        about = {"park": company.park, "company": company.name_zh or company.name_en}
        return self.sheet.offers(recognise(self.sheet.texts, words=self.words, **about))

    def meet(self, theirs: Opening) -> None:
        """Set what somebody else wrote beside what is in the form; saving again overwrites it."""
        other = SheetForms.showing(Sheet.of_opening(theirs), self.companies, self.words).opening
        mine = self.forms.opening
        for name, value in self.sheet.boxes.items():
            written = str(other[name].value() or "") if name in other.fields else ""
            if written and written != str(value or ""):
                self.theirs.append((str(mine[name].label), written))
        self.opening, self.seen = theirs, theirs.updated_at.isoformat()
        self.is_outdated = True

    def context(self) -> dict[str, Any]:
        """Return all that the page shows."""
        return {
            "posting": self,
            "opening": self.opening,
            "forms": self.forms,
            "skill_rows": self.forms.name_skills(self.words),
            "lists": list(self.words.lists.items()),
            "is_draft": self.opening is None or self.opening.state in DRAFTS,
            "is_template": self.opening is not None and self.opening.is_template,
            "company": self.company,
            **self.reading(),
            **self.reach(),
        }

    def reading(self) -> dict[str, Any]:
        """Return what the text says: what can be taken over from it, and what must go."""
        return {"offers": self.offers(), "breaches": breaches_of(self.sheet)}

    def reach(self) -> dict[str, Any]:
        """Return the live count; a company that is not verified sees none."""
        company = self.company
        asked = asked_in(self.sheet, company, self.words)
        reach = count_reach(company.park, asked) if company.is_verified else None
        hardest = GATE_LABELS[reach.hardest] if reach and reach.hardest is not None else ""
        return {"reach": reach, "hardest": hardest, "few": FEW, "park": company.park}


def breaches_of(sheet: Sheet) -> list[Breach]:
    """Return what a sheet says that no posting may say, each wording once."""
    kind = str(sheet.boxes.get("kind") or "")
    texts = [words for pair in sheet.texts for words in pair]
    texts += [str(row.get(name) or "") for row in sheet.questions for name in WORDS_OF_A_QUESTION]
    texts.append(str(sheet.boxes.get("grade") or ""))
    found = [breach for text in texts for breach in breaches_in(text, kind=kind)]
    return list({(breach.rule.code, breach.quote): breach for breach in found}.values())
