"""Who teaches and who examines a session is told when they are named."""

from typing import Any, NamedTuple

from django.db import transaction
from django.urls import reverse

from companies.actions.sessions import create_session
from companies.models import Programme, Session
from parks.actions.notices import tell
from parks.choices.notices import NoticeKind
from parks.models import User


class Staff(NamedTuple):
    """The ids of those who teach and of those who examine a session."""

    trainers: frozenset[int] = frozenset()
    examiners: frozenset[int] = frozenset()


@transaction.atomic
def plan_session(*, programme: Programme, by: User, **what: Any) -> Session:
    """Write a new draft as `create_session` does, and tell those who are named in it."""
    session = create_session(programme=programme, by=by, **what)
    tell_new_staff(session, before=Staff(), by=by)
    return session


def staff_of(session: Session) -> Staff:
    roles = (session.trainers, session.examiners)
    return Staff(*(frozenset(role.values_list("pk", flat=True)) for role in roles))


def tell_new_staff(session: Session, *, before: Staff, by: User) -> None:
    """Tell whoever was not named `before`, but for the person who names."""
    known = {by.pk}
    for user in session.trainers.exclude(pk__in=known | before.trainers).order_by("pk"):
        _tell(user, session, "matching:teaching")
    for user in session.examiners.exclude(pk__in=known | before.examiners).order_by("pk"):
        _tell(user, session, "matching:session_results", examines=True)


def _tell(user: User, session: Session, page: str, **context: Any) -> None:
    programme = session.programme
    context |= {"programme": programme, "organiser": programme.organiser, "session": session}
    tell(
        user,
        kind=NoticeKind.TRAINING,
        template="matching/mail/session_named",
        context=context,
        address=reverse(page, args=[session.uuid]),
    )
