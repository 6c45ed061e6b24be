"""What a company writes at a stage: its templates, with the words of one applicant filled in."""

import re
from collections.abc import Mapping

from django.utils import translation

from matching.choices.applications import ApplicationState
from matching.models import Application, MessageTemplate
from parks.choices.accounts import Language

S = ApplicationState
STAGES = (S.SHORTLISTED, S.INTERVIEWING, S.OFFERED, S.HIRED, S.REFUSED)
"""The stages that come with a message of the company; of an offer, its terms."""
PLACEHOLDER = re.compile(r"\{(name|opening|company)\}")
Texts = Mapping[str, str]
"""A message by language; whoever has none in theirs reads the other one."""


def templates_of(company_id: int) -> dict[str, MessageTemplate]:
    """Return the templates of a company by stage, in one query."""
    rows = MessageTemplate.objects.filter(company=company_id).order_by("pk")
    return {row.state: row for row in rows}


def template_texts(company_id: int, state: str) -> Texts:
    """Return what a company has prepared for a stage, by language; empty where it has nothing."""
    row = MessageTemplate.objects.filter(company=company_id, state=state).first()
    chinese, english = (row.text_zh, row.text_en) if row else ("", "")
    return {Language.CHINESE: chinese, Language.ENGLISH: english}


def text_for(texts: Texts, language: str) -> str:
    """Return the text in a language, or the other one where that is empty."""
    return texts.get(language) or next(filter(None, texts.values()), "")


def filled(text: str, application: Application, *, naming: bool = True) -> str:
    """Put the name, the opening and the company into a text, in the language of the applicant.

    The application is read with its profile's user and its opening's company. Without `naming`
    the place of the name stays, for a reader who is not to know it; it is filled on sending.
    """
    user = application.profile.user
    with translation.override(user.language):
        values = {
            "opening": application.opening.title,
            "company": str(application.opening.company),
            "name": (user.full_name or str(user)) if naming else "{name}",
        }
    return PLACEHOLDER.sub(lambda found: values[found[1]], text)


def prepared(application: Application, state: str, *, naming: bool) -> str:
    """Return the message a company has prepared for a stage, as this applicant would read it."""
    texts = template_texts(application.opening.company_id, state)
    text = text_for(texts, application.profile.user.language)
    return filled(text, application, naming=naming)
