"""What applicants and companies are told of an application."""

from typing import Any

from django.urls import reverse

from matching.models import Application
from parks.actions.notices import tell
from parks.choices.notices import NoticeKind
from parks.models import Membership, User

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
    """Tell everybody who acts for the company now; somebody of another one is told nothing."""
    members = Membership.objects.live().filter(organisation=application.opening.company_id)
    readers = User.objects.filter(pk__in=members.values("user"), is_active=True)
    facts = _facts(application) | context
    for reader in readers.order_by("pk"):
        tell(
            reader,
            kind=NoticeKind.DESK,
            template=MAIL + template,
            context=facts,
            address=reverse("matching:applicant", args=[application.uuid]),
        )


def _facts(application: Application) -> dict[str, Any]:
    return {
        "application": application,
        "opening": application.opening,
        "company": application.opening.company,
        "applicant": application.profile.user,
        "message": "",
    }
