"""The parts of a person's data that consist of rows within rows."""

from django.db.models import Prefetch, Q, QuerySet

from companies.models import Opening
from matching.choices.runs import RunState
from matching.models import (
    Alert,
    Answer,
    Application,
    GraduateMatches,
    Interview,
    Offer,
    Scorecard,
)
from matching.queries.matches import unpacked_ids, unpacked_points
from matching.queries.personal_rows import Row, row_data, rows_data
from matching.queries.timeline import timeline_of
from parks.models import OutboxMail, User
from talent.models import Document, Profile, ProfileGrant

FULL_POINTS = 4096


def profile_rows(user: User) -> list[Row]:
    rows = Profile.objects.filter(user=user).with_facts().prefetch_related("parks")
    return [row_data(row) | {"parks": _names(row.parks.all())} for row in rows]


def application_rows(user: User) -> list[Row]:
    """Applications, each with its answers, files, interviews, offers and every state it took."""
    rows = Application.objects.filter(profile__user=user).with_opening().order_by("pk")
    return [_application(row) for row in rows.prefetch_related("documents")]


def _application(row: Application) -> Row:
    mine = {"application": row}
    interviews = Interview.objects.filter(**mine).select_related("slot")
    return row_data(row, leave_out=["opening"]) | {
        "opening": _opening(row.opening),
        "documents": _names(row.documents.all()),
        "answers": rows_data(Answer.objects.filter(**mine), leave_out=["application"]),
        "interviews": [_interview(interview) for interview in interviews.order_by("pk")],
        "scorecards": scorecard_rows(row),
        "offers": rows_data(Offer.objects.filter(**mine), leave_out=["application"]),
        "timeline": [
            {"state": step.label, "happened_at": step.happened_at, "text": step.text}
            for step in timeline_of(row)
        ],
    }


def _interview(row: Interview) -> Row:
    slot = row_data(row.slot, leave_out=["opening", "offered_by"]) if row.slot else None
    return row_data(row, leave_out=["application", "slot"]) | {"slot": slot}


def scorecard_rows(application: Application) -> list[Row]:
    """What was handed in about the applicant; who wrote it stays with the company."""
    cards = Scorecard.objects.handed_in().filter(application=application)
    return [
        row_data(card, leave_out=["application", "interviewer"])
        | {"ratings": rows_data(card.ratings.all(), leave_out=["scorecard"])}
        for card in cards.order_by("pk")
    ]


def _opening(opening: Opening) -> Row:
    return {
        "uuid": opening.uuid,
        "title": opening.title,
        "company": str(opening.company),
        "park": str(opening.park),
    }


def alert_rows(user: User) -> list[Row]:
    rows = Alert.objects.filter(profile__user=user).prefetch_related("openings__opening")
    return [
        row_data(row) | {"openings": _names(told.opening for told in row.openings.all())}
        for row in rows.order_by("pk")
    ]


def grant_rows(user: User) -> list[Row]:
    rows = ProfileGrant.objects.filter(profile__user=user).select_related("organisation")
    files = Prefetch("documents", Document.objects.order_by("pk"))
    return [
        row_data(row) | {"documents": _names(row.documents.all())}
        for row in rows.prefetch_related(files).order_by("pk")
    ]


def mails_of(user: User) -> QuerySet[OutboxMail]:
    """Return the mails that were written to a person, by account or by address."""
    return OutboxMail.objects.filter(Q(user=user) | Q(recipient__iexact=user.email))


def mail_rows(user: User) -> list[Row]:
    rows = mails_of(user).prefetch_related("tries").order_by("pk")
    return [
        row_data(row) | {"tries": [row_data(attempt, leave_out=["mail"]) for attempt in tries]}
        for row, tries in ((row, row.tries.all()) for row in rows)
    ]


def match_rows(user: User) -> list[Row]:
    """The present lists, with the points that each opening has."""
    lists = GraduateMatches.objects.filter(
        profile__user=user, run__state=RunState.PUBLISHED
    ).select_related("run__park")
    return [row for found in lists.order_by("pk") for row in _list(found)]


def _list(found: GraduateMatches) -> list[Row]:
    ids = unpacked_ids(found.opening_ids)
    openings = Opening.objects.with_company().in_bulk(ids)
    pairs = zip(ids, unpacked_points(found.points), strict=True)
    return [
        _opening(openings[pk]) | {"points": points, "of": FULL_POINTS, "night": found.run.night}
        for pk, points in pairs
        if pk in openings
    ]


def _names(rows: object) -> list[str]:
    return [str(row) for row in rows]
