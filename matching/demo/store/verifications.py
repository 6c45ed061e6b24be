"""Verified organisations, and those that wait for it, as the park offices left them."""

from collections.abc import Sequence
from datetime import date, timedelta

from matching.demo.days import after, midnight, office_hour
from matching.demo.draws import draw
from matching.demo.reading import words
from parks.choices.organisations import VerificationState
from parks.models import Organisation, User, Verification

DECIDED = {VerificationState.APPROVED, VerificationState.DECLINED}


def new_verification(
    organisation: Organisation,
    state: VerificationState,
    *,
    submitted_by: User,
    officer: User,
    today: date,
) -> Verification:
    """Return an unsaved request; when its state is a decision, the officer took it before today."""
    source = draw("verification", organisation.slug)
    decided = state in DECIDED
    decided_at = office_hour(after(today, -source.randint(3, 120)), source.random())
    declined = state == VerificationState.DECLINED
    return Verification(
        organisation=organisation,
        state=state,
        submitted_by=submitted_by,
        decided_by=officer if decided else None,
        decided_at=decided_at if decided else None,
        reason=words("phrases")["review"]["declined"] if declined else "",
    )


def put_verifications(verifications: Sequence[Verification], today: date) -> None:
    """Save new requests; the column that the database stamps itself gets its day afterwards."""
    rows = Verification.objects.bulk_create(verifications)
    for row in rows:
        waited = draw("waited", row.organisation.slug).randint(1, 6)
        until = row.decided_at or midnight(today)
        row.submitted_at = until - timedelta(days=waited, hours=waited)
    Verification.objects.bulk_update(rows, ["submitted_at"])
