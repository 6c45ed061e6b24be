"""Telling somebody something: a line in the portal and a mail, from one template."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from parks.actions.mail import write_mail
from parks.choices.accounts import Language
from parks.choices.notices import ALWAYS_MAILED, NoticeKind
from parks.models import Notice, NoticePreference, OutboxMail, User

LONGEST_LINE = 300


def tell(
    user: User,
    *,
    kind: NoticeKind,
    template: str,
    context: dict[str, Any],
    address: str = "",
    **mail: str,
) -> OutboxMail | None:
    """Write a notice and a mail, as the person wants to be told of this kind; gives the mail.

    `template` names a text such as "matching/mail/offer_made" (".txt" is added): its first line is
    the subject and the notice, what follows the empty line is the mail. `address` is the path of
    the page it is about. `mail` is handed to the outbox: `calendar`, `calendar_method`,
    `unsubscribe_url`.
    """
    wish = NoticePreference.objects.filter(user=user, kind=kind).first()
    values = {**context, "user": user, "address": settings.SITE_URL + address if address else ""}
    if wish is None or wish.in_portal:
        texts = {language: _lines(template, values, language)[0] for language in Language.values}
        Notice.objects.create(
            user=user,
            kind=kind,
            text_zh=texts[Language.CHINESE][:LONGEST_LINE],
            text_en=texts[Language.ENGLISH][:LONGEST_LINE],
            address=address,
        )
    if wish is not None and not wish.by_mail and kind not in ALWAYS_MAILED:
        return None
    subject, text = _lines(template, values, user.language)
    html = _html(subject, text, values, user.language)
    return write_mail(
        recipient=user.email, user=user, subject=subject, text=text, html=html, **mail
    )


def _lines(template: str, values: dict[str, Any], language: str) -> tuple[str, str]:
    """Return the first line of a rendered template, and the rest."""
    with translation.override(language):
        subject, _sign, text = render_to_string(f"{template}.txt", values).strip().partition("\n")
    return " ".join(subject.split()), text.strip()


def _html(subject: str, text: str, values: dict[str, Any], language: str) -> str:
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    with translation.override(language):
        return render_to_string(
            "parks/mail/base.html",
            {**values, "subject": subject, "paragraphs": paragraphs, "language": language},
        )
