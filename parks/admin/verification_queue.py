"""The queue of requests: what waits for whom, and what may be done with it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.actions.verifications import two_decline
from parks.choices.organisations import VERIFICATION_MOVES, VerificationState
from parks.http import PortalRequest
from parks.models import Verification


class WaitingFilter(SimpleListFilter):
    title = _("decision")
    parameter_name = "decision"

    def lookups(self, request: PortalRequest, model_admin: object) -> list[tuple[str, Any]]:
        return [
            ("waits", _("Waits for a decision")),
            ("second", _("Waits for a second officer")),
            ("asked", _("Waits for the organisation")),
            ("made", _("Decided")),
        ]

    def queryset(self, request: PortalRequest, rows: models.QuerySet) -> models.QuerySet:
        asked = models.Q(state=VerificationState.ASKED)
        proposed = models.Q(decline_proposed_at__isnull=False)
        decided = models.Q(state__in=(VerificationState.APPROVED, VerificationState.DECLINED))
        waits = ~asked & ~decided | proposed
        wanted = {"waits": waits, "second": proposed, "asked": asked, "made": decided}
        return rows.filter(wanted.get(self.value(), models.Q()))


def decided_by_one(state: VerificationState) -> Callable[[Verification], bool]:
    """Offer a decision where the table allows it and no decline is proposed."""

    def offered(row: Verification) -> bool:
        is_proposed = row.decline_proposed_at is not None
        return VERIFICATION_MOVES.allows(row.state, state) and not is_proposed

    return offered


def may_be_declined(row: Verification) -> bool:
    return decided_by_one(VerificationState.DECLINED)(row) and not two_decline(row)


def may_be_proposed(row: Verification) -> bool:
    return decided_by_one(VerificationState.DECLINED)(row) and two_decline(row)


def is_proposed(row: Verification) -> bool:
    return row.decline_proposed_at is not None


def waiting_since(row: Verification) -> datetime | None:
    is_open = row.state in (VerificationState.PENDING, VerificationState.IN_REVIEW)
    return row.submitted_at if is_open else row.decline_proposed_at
