"""Telling somebody something: a line in the portal and a mail, from one text."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import Truncator

from parks.actions.letters import absolute, letter_from, lines_of
from parks.actions.mail import write_mail
from parks.actions.trail import record
from parks.choices.accounts import Language
from parks.choices.notices import ALWAYS_MAILED, NoticeKind
from parks.models import Notice, NoticePreference, OutboxMail, User, is_local_path

LONGEST_LINE = 300
LONGEST_ADDRESS = 300
KEPT_FOR = timedelta(days=90)


class Wish(NamedTuple):
    """Where somebody wants to be told of one kind of thing."""

    kind: NoticeKind
    by_mail: bool
    in_portal: bool


@transaction.atomic
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
    the subject and the notice, what follows the empty line is the mail. It is rendered in the
    person's language and time zone, with `context`, `user` and the whole `address`. `address` is
    the path of the page it is about. `mail` is handed to the outbox: `calendar`,
    `calendar_method`, `unsubscribe_url`.
    Raises ValueError for an address outside the portal.
    """
    if address and not is_local_path(address):
        raise ValueError(f"no page of the portal: {address!r}")
    wish = _wish(user, kind)
    values = {**context, "user": user, "address": absolute(address)}
    with timezone.override(user.time_zone):
        if wish.in_portal:
            _write_notice(user, kind, _short(address), _first_lines(template, values))
        return _mail(user, kind, template, values, mail) if wish.by_mail else None


def _wish(user: User, kind: NoticeKind) -> Wish:
    row = NoticePreference.objects.filter(user=user, kind=kind).first()
    wish = Wish(kind, row.by_mail, row.in_portal) if row else Wish(kind, True, True)
    return wish._replace(by_mail=_has_mailbox(user) and (wish.by_mail or kind in ALWAYS_MAILED))


def _has_mailbox(user: User) -> bool:
    """Imported people who never gave an address have one that cannot exist (RFC 2606)."""
    return not user.email.endswith(".invalid")


def _short(address: str) -> str:
    """Leave out the query of an address that is too long for a notice: the page stays right."""
    return address if len(address) <= LONGEST_ADDRESS else address.partition("?")[0]


def _first_lines(template: str, values: dict[str, Any]) -> dict[str, str]:
    lines = {}
    for language in Language.values:
        with translation.override(language):
            lines[language] = Truncator(lines_of(template, values)[0]).chars(LONGEST_LINE)
    return lines


def _write_notice(user: User, kind: NoticeKind, address: str, lines: dict[str, str]) -> Notice:
    return Notice.objects.create(
        user=user,
        kind=kind,
        text_zh=lines[Language.CHINESE],
        text_en=lines[Language.ENGLISH],
        address=address,
    )


def _mail(
    user: User, kind: NoticeKind, template: str, values: dict[str, Any], mail: dict[str, str]
) -> OutboxMail:
    extras = {**mail, "unsubscribe_url": absolute(mail.get("unsubscribe_url", ""))}
    with translation.override(user.language):
        letter = letter_from(template, values, kind=kind, unsubscribe_url=extras["unsubscribe_url"])
    return write_mail(
        recipient=user.email,
        user=user,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        **extras,
    )


def open_notice(notice: Notice) -> Notice:
    """Note that somebody has opened a notice; the first time counts."""
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=timezone.now())
    return notice


def read_notices(user: User, *, until: datetime) -> int:
    """Mark all that a person was told up to a moment as read; gives how many that were."""
    unread = Notice.objects.unread().filter(user=user, created_at__lte=until)
    return unread.update(read_at=timezone.now())


@transaction.atomic
def set_preferences(user: User, wishes: Iterable[Wish]) -> None:
    """Keep where a person wants to be told of what; kinds not named stay as they are."""
    rows = [
        NoticePreference(user=user, kind=kind, by_mail=by_mail, in_portal=in_portal)
        for kind, by_mail, in_portal in wishes
    ]
    NoticePreference.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["by_mail", "in_portal"],
    )
    record(user, "notice preferences chosen", by=user)


def purge_notices(now: datetime) -> int:
    """Delete the notices that have been kept for 90 days, read or not; gives how many."""
    return Notice.objects.filter(created_at__lt=now - KEPT_FOR).delete()[0]
