"""Ways to claim a place on a roster: a code from the career office, a link in a mail."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parks.actions.letters import absolute, letter_from
from parks.actions.mail import write_mail
from parks.actions.trail import record
from parks.choices.accounts import Language
from parks.models import User
from parks.queries.organisations import is_verified
from talent.actions.roster import RosterError
from talent.models import RosterEntry, University

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that are read for one another: 0 and O, 1, I and L."""
HALF = 6
"""A code has two halves: 31 signs in 12 places are 59 bits, too many to try at ten an hour."""
SALT = "talent.roster"
MOST_CODES = 500
MOST_MAILS = 100
"""At once, so that the page answers; the rest goes with the next press of the button."""


class HandedOut(NamedTuple):
    """A student and the code, which is nowhere else and is shown once."""

    entry: RosterEntry
    code: str


@transaction.atomic
def hand_out_codes(
    university: University, *, ids: Collection[int], by: User, now: datetime
) -> list[HandedOut]:
    """Make a code for each of these students who has not claimed; their earlier codes end.

    At most 500, those first who had none; only the digests are kept. Raise RosterError for a
    university that is not verified, or when there is nobody to give a code to.
    """
    rows = _unclaimed(university, ids)[:MOST_CODES]
    handed_out = [HandedOut(row, _new_code()) for row in rows]
    for row, code in handed_out:
        row.code_digest, row.code_sent_at = digest_of(code), now
    RosterEntry.objects.bulk_update(rows, ["code_digest", "code_sent_at"], batch_size=200)
    _note(university, "codes handed out", by, len(rows))
    return handed_out


@transaction.atomic
def mail_links(university: University, *, ids: Collection[int], by: User, now: datetime) -> int:
    """Write to each of these students who has not claimed, at the university's address of them.

    At most a hundred, those first who had none; return how many. Raise RosterError as
    `hand_out_codes` does.
    """
    rows = [row for row in _unclaimed(university, ids) if row.email][:MOST_MAILS]
    if not rows:
        raise RosterError(_("None of these students has an e-mail address on the roster."))
    for row in rows:
        _mail_link(row)
        row.code_sent_at = now
    RosterEntry.objects.bulk_update(rows, ["code_sent_at"])
    _note(university, "claim links mailed", by, len(rows))
    return len(rows)


def digest_of(code: str) -> str:
    """Hash a code as typed: case, spaces and dashes do not matter."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def link_of(entry: RosterEntry) -> str:
    """Return the path of the page on which the owner of the entry's address claims it."""
    token = signing.dumps({"entry": entry.uuid.hex, "email": entry.email}, salt=SALT)
    return reverse("talent:confirm_roster", args=[token])


def _unclaimed(university: University, ids: Collection[int]) -> list[RosterEntry]:
    if not is_verified(university.pk):
        raise RosterError(_("Your university is not verified yet: students cannot claim."))
    rows = RosterEntry.objects.select_for_update(of=("self",)).select_related("university")
    chosen = rows.unclaimed().filter(university=university, pk__in=ids)
    found = list(chosen.order_by(F("code_sent_at").asc(nulls_first=True), "student_number", "pk"))
    if not found:
        raise RosterError(_("Choose students who have not claimed their place yet."))
    return found


def _new_code() -> str:
    halves = ("".join(secrets.choice(SIGNS) for _place in range(HALF)) for _half in range(2))
    return "-".join(halves)


def _mail_link(row: RosterEntry) -> None:
    """Nobody is signed in who could have chosen a language: it is the one of the university."""
    values = {"entry": row, "address": absolute(link_of(row))}
    with translation.override(Language.CHINESE):
        letter = letter_from("talent/mail/claim_link", values)
    write_mail(recipient=row.email, subject=letter.subject, text=letter.text, html=letter.html)


def _note(university: University, verb: str, by: User, students: int) -> None:
    scope = {"organisation_id": university.pk, "park_id": university.park_id}
    record(university, verb, by=by, **scope, students=students)
