"""Interviews of the recruiter's desk: times with their panel, scorecards, and notes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from companies.models import Opening
from matching.actions.panels import busy_of, clashes_with
from matching.calendars.cutting import Stretch
from matching.choices.applications import ApplicationState, Rating
from matching.choices.interviews import InterviewState
from matching.demo.days import PARK_TIME, after, between, office_hour
from matching.demo.desk_plans import Part
from matching.demo.draws import draw, uuid_of
from matching.demo.opening_plans import opening_uuid
from matching.demo.reading import words
from matching.demo.store.team import Team
from matching.models import (
    Application,
    CandidateNote,
    Interview,
    InterviewSlot,
    Scorecard,
    SkillRating,
    SlotInterviewer,
)

LASTS, BUFFER = timedelta(minutes=45), 5
HANDED_IN_AFTER = timedelta(hours=2)
RATED = 5  # skills
Pairs = Sequence[tuple[Part, Application]]


def slot_uuid(number: int) -> UUID:
    return uuid_of("desk slot", number)


def put_slots(openings: int, seed: int, today: date, team: Team) -> None:
    """Offer the times that are not there yet; they are at the first openings, for every seed."""
    plans = {slot_uuid(number): row for number, row in enumerate(words("desk")["slot"])}
    there = set(InterviewSlot.objects.filter(uuid__in=plans).values_list("uuid", flat=True))
    rows = [
        _slot(uuid, row, seed, today, team)
        for uuid, row in plans.items()
        if uuid not in there and row["opening"] < openings
    ]
    slots = InterviewSlot.objects.bulk_create(rows)
    panel = [team.colleague, team.interviewer]
    busy = clashes_with(panel, [_stretch(slot) for slot in slots])
    SlotInterviewer.objects.bulk_create(
        SlotInterviewer(slot=slot, interviewer=person, busy=busy_of(slot))
        for slot in slots
        if _stretch(slot) not in busy
        for person in panel
    )


def _slot(uuid: UUID, row: Mapping[str, Any], seed: int, today: date, team: Team) -> InterviewSlot:
    day = after(today, row["day"])
    starts_at = datetime.combine(day, time(row["hour"]), PARK_TIME)
    return InterviewSlot(
        uuid=uuid,
        opening=Opening.objects.get(uuid=opening_uuid(seed, row["opening"])),
        starts_at=starts_at,
        ends_at=starts_at + LASTS,
        place=row.get("place", ""),
        video_url=row.get("video_url", ""),
        buffer_minutes=BUFFER,
        offered_by=team.recruiter,
    )


def _stretch(slot: InterviewSlot) -> Stretch:
    return Stretch(slot.starts_at, slot.ends_at).widened(slot.buffer_minutes)


def put_interviews(pairs: Pairs, today: date, team: Team) -> None:
    """Give those who were just stored their interview, with what was found there, and notes."""
    asked = [(part, row) for part, row in pairs if "interview" in part.facts]
    slots = _free_slots()
    rows = [_interview(part, row, slots) for part, row in asked]
    interviews = Interview.objects.bulk_create(rows)
    for (part, _row), interview in zip(asked, interviews, strict=True):
        days = dict(part.steps)[ApplicationState.INTERVIEWING]
        interview.created_at = interview.changed_at = office_hour(after(today, -days), 0.5)
    Interview.objects.bulk_update(interviews, ["created_at", "changed_at"])
    for (part, _row), interview in zip(asked, interviews, strict=True):
        if interview.state == InterviewState.HELD:
            _put_scorecards(part, interview, team)
    for part, row in pairs:
        if "notes" in part.facts:
            _put_notes(row, words("desk")["notes"][part.facts["notes"]], today, team)


def _free_slots() -> dict[UUID, InterviewSlot]:
    """Return the times that nobody has: another seed may have come first."""
    numbers = range(len(words("desk")["slot"]))
    rows = InterviewSlot.objects.filter(uuid__in=[slot_uuid(number) for number in numbers])
    return {slot.uuid: slot for slot in rows.filter(interviews=None).order_by("pk")}


def _interview(
    part: Part, application: Application, slots: Mapping[UUID, InterviewSlot]
) -> Interview:
    facts = part.facts["interview"]
    slot = slots.get(slot_uuid(facts["slot"])) if "slot" in facts else None
    state = InterviewState.SCHEDULED if slot else InterviewState.INVITED
    if slot and "scores" in facts:
        state = InterviewState.HELD
    return Interview(
        uuid=uuid_of("desk interview", part.uuid), application=application, slot=slot, state=state
    )


def _put_scorecards(part: Part, interview: Interview, team: Team) -> None:
    """Those who sat there have handed in what they found."""
    application, slot = interview.application, interview.slot
    people = (team.interviewer, team.colleague)
    texts = words("desk")["scorecards"]["texts"]
    handed_in_at = slot.ends_at + HANDED_IN_AFTER
    cards = Scorecard.objects.bulk_create(
        Scorecard(
            application=application,
            interviewer=person,
            recommendation=recommendation,
            text="\n".join(text),
            submitted_at=handed_in_at,
        )
        for person, recommendation, text in zip(
            people, part.facts["interview"]["scores"], texts, strict=True
        )
    )
    skills = application.opening.requirements.order_by("position").values_list("skill", flat=True)
    SkillRating.objects.bulk_create(
        SkillRating(scorecard=card, skill_id=skill, rating=_rating(part, number, skill))
        for number, card in enumerate(cards)
        for skill in skills[:RATED]
    )
    Scorecard.objects.filter(pk__in=[card.pk for card in cards]).update(
        begun_at=between(slot.starts_at, handed_in_at, 0.9)
    )


def _rating(part: Part, number: int, skill: int) -> int:
    return draw(part.uuid, number, "rating", skill).choice(
        (Rating.PARTLY, *[Rating.SOLID] * 3, Rating.OUTSTANDING)
    )


def _put_notes(
    application: Application, notes: Sequence[Mapping[str, Any]], today: date, team: Team
) -> None:
    """What two colleagues wrote to each other; each names the other."""
    for note in notes:
        author, other = team.recruiter, team.colleague
        if note["by"] == "colleague":
            author, other = other, author
        row = CandidateNote.objects.create(
            company=team.company,
            profile_id=application.profile_id,
            application=application,
            author=author,
            text="\n".join(note["text"]),
        )
        row.mentioned.add(other)
        written_at = office_hour(after(today, -note["days"]), 0.3)
        CandidateNote.objects.filter(pk=row.pk).update(written_at=written_at)
