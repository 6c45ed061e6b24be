from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.workflow import Moves


class SessionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open for enrolment")
    RUNNING = "running", _("Running")
    ASSESSED = "assessed", _("Assessed")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


S = SessionState
SESSION_MOVES = Moves(
    SessionState,
    {
        S.DRAFT: frozenset({S.PLANNED, S.CANCELLED}),
        S.PLANNED: frozenset({S.OPEN, S.CANCELLED}),
        S.OPEN: frozenset({S.RUNNING, S.CANCELLED}),
        S.RUNNING: frozenset({S.ASSESSED, S.CANCELLED}),
        S.ASSESSED: frozenset({S.CLOSED}),
    },
)
PUBLIC_SESSIONS = (S.PLANNED, S.OPEN, S.RUNNING)
"""States in which everybody may read a session."""
