"""A student claims their place on a university's roster, shares progress or not, and ends it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from parks.models import OutboxMail, User
from parks.queries.organisations import is_verified
from talent.actions.roster import note
from talent.actions.roster_codes import SALT, digest_of
from talent.actions.vouching import carry_facts
from talent.imports.forgetting import forget_claim
from talent.models import RosterEntry
from talent.models.roster import RosterEntryQuerySet

LINK_LASTS = timedelta(days=30)


class ClaimError(Exception):
    """The place cannot be claimed so; says why."""


def entry_of_code(code: str) -> RosterEntry:
    """Return the entry this code was handed out for; raise ClaimError for a wrong code."""
    entry = _rows().filter(code_digest=digest_of(code)).order_by("pk").first()
    if entry is None:
        raise ClaimError(_("This code is wrong, or a newer one was handed out. Check each sign."))
    return entry


def entry_of_link(token: str) -> RosterEntry:
    """Return the entry of a link that was mailed; raise ClaimError when it is not valid now."""
    try:
        said = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.BadSignature as error:
        raise ClaimError(_("This link is not valid any more. Ask for a new one.")) from error
    entry = _rows().filter(uuid=UUID(said["entry"])).first()
    if entry is None or entry.email != said["email"]:
        raise ClaimError(_("This link is not valid any more. Ask for a new one."))
    return entry


@transaction.atomic
def claim_entry(
    entry: RosterEntry, *, by: User, shares_progress: bool, now: datetime
) -> RosterEntry:
    """Make somebody the owner of an entry; its facts enter their profile and are fixed there.

    Claiming one's own entry again changes nothing. Raise ClaimError when somebody else has it,
    when the student has left, or when the person is on this roster already.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    read = entry
    entry = _rows().select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.user_id == by.pk:
        return entry
    _require_free(entry, read, by)
    entry.user, entry.claimed_at, entry.shares_progress = by, now, shares_progress
    entry.save(update_fields=["user", "claimed_at", "shares_progress"])
    carry_facts(by.pk)
    note(entry, "claimed", by=by, shares_progress=shares_progress)
    return entry


@transaction.atomic
def share_progress(entry: RosterEntry, *, shares: bool, by: User) -> RosterEntry:
    """Let the career office see one's steps, or no longer: it counts from the next look."""
    entry = _rows().select_for_update(of=("self",)).get(pk=entry.pk, user=by)
    if entry.shares_progress != shares:
        entry.shares_progress = shares
        entry.save(update_fields=["shares_progress"])
        note(entry, "progress shared" if shares else "progress no longer shared", by=by)
    return entry


@transaction.atomic
def end_claim(entry: RosterEntry, *, by: User) -> RosterEntry:
    """Part a person from a roster: the facts stay in the profile as their own, and are free."""
    entry = _rows().select_for_update(of=("self",)).get(pk=entry.pk, user=by)
    _forget(entry)
    note(entry, "claim ended", by=by)
    return entry


def leave_rosters(user: User) -> None:
    """Forget who claimed, and the mails written to them; the roster is the university's record.

    Call inside the transaction of an erasure.
    """
    for entry in _rows().select_for_update(of=("self",)).filter(user=user).order_by("pk"):
        if entry.email:
            OutboxMail.objects.filter(recipient__iexact=entry.email).delete()
        _forget(entry)


def _rows() -> RosterEntryQuerySet:
    return RosterEntry.objects.select_related("university")


def _require_free(entry: RosterEntry, read: RosterEntry, by: User) -> None:
    if entry.user_id is not None:
        raise ClaimError(_("Somebody has claimed this place already. Ask your career office."))
    if (entry.code_digest, entry.email) != (read.code_digest, read.email):
        raise ClaimError(_("A newer code or address was set meanwhile. Use that one."))
    if entry.left_at is not None:
        raise ClaimError(_("This student is no longer on the roster. Ask your career office."))
    if not is_verified(entry.university_id):
        raise ClaimError(_("This university is not verified here. Try again later."))
    if RosterEntry.objects.filter(university=entry.university_id, user=by).exists():
        raise ClaimError(_("You are on the roster of this university already."))


def _forget(entry: RosterEntry) -> None:
    entry.user = entry.claimed_at = entry.code_sent_at = None
    entry.code_digest, entry.shares_progress = "", False
    entry.save(
        update_fields=["user", "claimed_at", "code_sent_at", "code_digest", "shares_progress"]
    )
    forget_claim(entry)
