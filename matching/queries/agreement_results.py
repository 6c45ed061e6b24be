"""What came of an agreement or a programme: people from enrolment to where they are years later.

People are counted, each once. Whoever may not know the persons reads no group under five, nor a
figure that would give one away by subtraction.
"""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from companies.models import Opening, Programme
from matching.choices.applications import ApplicationState
from matching.choices.enrolments import HOLDS_A_PLACE, EnrolmentState, HiredThrough
from matching.choices.placements import LOOKS_BACK
from matching.models import Application, Enrolment, Placement, PlacementCheck
from matching.queries.small_groups import is_safe_part, published_steps
from parks.access import Viewer
from parks.choices.work import CareerChannel
from parks.models import Agreement, AgreementParty, Organisation
from talent.models import Education, Profile, RosterEntry

WAYS = (HiredThrough.AGREEMENT, HiredThrough.TRAINING, HiredThrough.MATCH, HiredThrough.OPEN)
Figure = int | None
"""People; None where it may not be told."""


class Look(NamedTuple):
    """Of those hired: of how many it is known so many months later, who is there and promoted, and
    on which career channel."""

    known: Figure
    there: Figure
    promoted: Figure
    management: Figure = 0
    technical: Figure = 0


class Results(NamedTuple):
    """`through` has the hired by way, more than one of which can be true; `looks` by months."""

    enrolled: Figure
    passed: Figure
    certified: Figure
    applied: Figure
    hired: Figure
    through: Mapping[HiredThrough, Figure]
    looks: Mapping[int, Look]


def may_know_people(owner: Agreement | Programme, viewer: Viewer) -> bool:
    """Say whether somebody reads whole figures: the park office and the operator.

    A party knows its own people and not those of the others, so that it reads none under five.
    """
    return viewer.is_operator or owner.park_id in viewer.steward_of


def results(agreement: Agreement, *, knows_people: bool = False) -> Results:
    """Count the people of an agreement, in four queries.

    Enrolled, passed, certified: in sessions of its programmes; a revoked certificate is none.
    Applied: people enrolled there, or of a university among its parties, who have sent an
    application to a company among its parties. Hired: by such a company, through the agreement or
    its training.
    """
    parties = AgreementParty.objects.filter(agreement=agreement).order_by()
    companies = parties.values("organisation")
    hired = Placement.objects.filter(
        Q(agreement=agreement) | Q(enrolment__session__programme__agreement=agreement),
        application__opening__company__in=companies,
    )
    enrolments = Enrolment.objects.filter(session__programme__agreement=agreement)
    people = _people_of(enrolments, hired) | _students_of(companies)
    openings = Opening.objects.filter(company__in=companies)
    return _results(enrolments, hired, _applied(people, openings), knows_people)


def programme_results(programme: Programme, *, knows_people: bool = False) -> Results:
    """Count the people of a programme, in four queries.

    Applied: people enrolled who have sent an application to an opening that asks for a skill the
    programme teaches. Hired: through this training.
    """
    enrolments = Enrolment.objects.filter(session__programme=programme)
    hired = Placement.objects.filter(enrolment__session__programme=programme)
    taught = programme.skills.order_by().values("skill")
    openings = Opening.objects.filter(requirements__skill__in=taught)
    applied = _applied(_people_of(enrolments, hired), openings)
    return _results(enrolments, hired, applied, knows_people)


def _people_of(enrolments: QuerySet[Enrolment], hired: QuerySet[Placement]) -> Q:
    enrolled = enrolments.filter(state__in=HOLDS_A_PLACE).order_by().values("profile")
    return Q(pk__in=enrolled) | Q(pk__in=hired.order_by().values("application__profile"))


def _students_of(universities: QuerySet[Organisation]) -> Q:
    roster = RosterEntry.objects.filter(university__in=universities, user=OuterRef("user"))
    schools = Education.objects.filter(university__in=universities, profile=OuterRef("pk"))
    return Q(Exists(roster)) | Q(Exists(schools))


def _applied(people: Q, openings: QuerySet[Opening]) -> int:
    sent = Application.objects.exclude(state=ApplicationState.DRAFT).filter(
        profile=OuterRef("pk"), opening__in=openings.order_by().values("pk")
    )
    return Profile.objects.filter(people, Exists(sent)).count()


def _results(
    enrolments: QuerySet[Enrolment],
    hired: QuerySet[Placement],
    applied: int,
    knows_people: bool,
) -> Results:
    trained = enrolments.order_by().aggregate(**_training_counts())
    placed = hired.order_by().aggregate(**_hiring_counts())
    looks = _looks(hired)
    whole = placed.pop("hired")
    figures = Results(
        **trained,
        applied=applied,
        hired=whole,
        through={way: placed[way.value] for way in WAYS},
        looks={months: looks.get(months, Look(0, 0, 0)) for months in LOOKS_BACK},
    )
    return figures if knows_people else without_small_groups(figures)


def _people(where: Q, column: str) -> Count:
    return Count(column, distinct=True, filter=where)


def _training_counts() -> dict[str, Count]:
    passed = Q(state=EnrolmentState.PASSED)
    certified = Q(certificate__isnull=False, certificate__revoked_at=None)
    return {
        "enrolled": _people(Q(state__in=HOLDS_A_PLACE), "profile"),
        "passed": _people(passed, "profile"),
        "certified": _people(passed & certified, "profile"),
    }


def _hiring_counts() -> dict[str, Count]:
    person = "application__profile"
    ways = {way.value: _people(Q(through__contains=[way.value]), person) for way in WAYS}
    return {"hired": Count(person, distinct=True), **ways}


def _looks(hired: QuerySet[Placement]) -> dict[int, Look]:
    person = "placement__application__profile"
    there = Q(is_there=True)
    rows = (
        PlacementCheck.objects.filter(placement__in=hired.order_by().values("pk"))
        .order_by()
        .values_list("months")
        .annotate(
            people=Count(person, distinct=True),
            there=_people(there, person),
            promoted=_people(there & Q(is_promoted=True), person),
            management=_people(there & Q(channel=CareerChannel.MANAGEMENT), person),
            technical=_people(there & Q(channel=CareerChannel.TECHNICAL), person),
        )
    )
    return {months: Look(*numbers) for months, *numbers in rows}


def without_small_groups(figures: Results) -> Results:
    """Leave out what would tell of fewer than five people, alone or by subtraction."""
    training = _steps(figures.enrolled, figures.passed, figures.certified)
    applied, hired = _steps(figures.applied, figures.hired)
    return Results(
        *training,
        applied=applied,
        hired=hired,
        through={
            way: part if hired is not None and is_safe_part(part, hired) else None
            for way, part in figures.through.items()
        },
        looks={months: _safe_look(figures.hired, look) for months, look in figures.looks.items()},
    )


def _safe_look(hired: int, look: Look) -> Look:
    """The channels are parts of those promoted, and told as parts are."""
    known, there, promoted = _steps(hired, look.known, look.there, look.promoted)[1:]
    channels = (look.management, look.technical)
    is_told = promoted is not None and all(_is_told(each, promoted) for each in channels)
    return Look(known, there, promoted, *(channels if is_told else (None, None)))


def _is_told(part: int, whole: int) -> bool:
    return part == whole == 0 or is_safe_part(part, whole)


def _steps(*reached: int) -> list[Figure]:
    """Tell of steps, each of which holds the next."""
    beyond = [*reached[1:], 0]
    return published_steps([here - next_ for here, next_ in zip(reached, beyond, strict=True)])
