import re
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parks.workflow import Moves


class SessionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open for enrolment")
    RUNNING = "running", pgettext_lazy("session", "Running")
    ASSESSED = "assessed", pgettext_lazy("session", "Assessed")
    CLOSED = "closed", pgettext_lazy("session", "Closed")
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
LONGEST_SESSION = timedelta(days=731)
ONLINE = re.compile(
    r"://|\bwww\.|[\w-]\.[a-z]{2,}/|\b\d{3}[ -]\d{3}[ -]\d{3}\b"
    r"|会议号|会议码|会议\s*id|meeting id|passcode|password|密码|zoom|腾讯会议|钉钉|飞书",
    re.IGNORECASE,
)


def is_online(place: str) -> bool:
    """Say whether a place is a link or the number of an online meeting: a key, not an address."""
    return bool(ONLINE.search(place))
