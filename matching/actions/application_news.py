"""What applicants and companies are told of an application."""

from typing import Any

from django.urls import reverse

from matching.models import Application
from matching.queries.anonymity import is_anonymous, masked, shown_name
from matching.queries.answering import people_of_company
from parks.actions.notices import tell
from parks.choices.notices import NoticeKind

MAIL = "matching/mail/"


def tell_applicant(
    application: Application,
    template: str,
    *,
    kind: NoticeKind = NoticeKind.APPLICATION,
    **context: Any,
) -> None:
    """Tell the applicant; the address is the page of the application."""
    tell(
        application.profile.user,
        kind=kind,
        template=MAIL + template,
        context=_facts(application) | context,
        address=application.get_absolute_url(),
    )


def tell_company(application: Application, template: str, **context: Any) -> None:
    """Tell everybody who acts for the company now; somebody of another one is told nothing.

    While the screening is anonymous they read a code for `applicant`, and no name in `letter`,
    which is what the applicant wrote.
    """
    facts = _facts(application) | _hiding(application) | context
    for reader in people_of_company(application.opening.company_id):
        tell(
            reader,
            kind=NoticeKind.DESK,
            template=MAIL + template,
            context=facts,
            address=reverse("matching:applicant", args=[application.uuid]),
        )


def _hiding(application: Application) -> dict[str, Any]:
    if not is_anonymous(application):
        return {"applicant": application.profile.user, "letter": application.message}
    letter = masked(application.message, application.profile)
    return {"applicant": shown_name(application), "letter": letter}


def _facts(application: Application) -> dict[str, Any]:
    return {
        "application": application,
        "opening": application.opening,
        "company": application.opening.company,
        "applicant": application.profile.user,
        "message": "",
        "days": None,
    }
