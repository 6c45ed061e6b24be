"""Through what somebody was hired, and which looks back at a hiring are due."""

from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from companies.models import Opening, TaughtSkill
from matching.choices.applications import ApplicationSource
from matching.choices.enrolments import HOLDS_A_PLACE, EnrolmentState
from matching.models import Application, BaseStay, Enrolment, Placement
from matching.queries.matches import graduates_for, openings_for
from parks.models import Agreement, AgreementParty, Discipline, LogEntry
from talent.models import Education, Profile, RosterEntry

AMONG_THE_MATCHES = "was among the matches"
"""What the log of an application says when one of the two lists held the other side that day."""


class Studies(NamedTuple):
    """What somebody studied where: the degree and the discipline decide on a quota."""

    university_id: int
    degree_id: int | None
    discipline_id: int | None


def stands_in_a_list(profile: Profile, opening: Opening) -> bool:
    """Say whether a published list holds the pair: the person's openings or the opening's people.

    Asked on the day of applying: whoever has applied is left out of the lists of the next night.
    """
    if opening.pk in openings_for(profile).ids:
        return True
    return profile.pk in graduates_for(opening).ids


def came_by_match(application: Application) -> bool:
    """Say whether a list held the pair on the day of applying.

    The log tells; of an application that is older than this line of the log, the link it came by.
    """
    if application.source == ApplicationSource.MATCHES:
        return True
    return LogEntry.objects.about(application).filter(verb=AMONG_THE_MATCHES).exists()


def studies_of(profile: Profile) -> list[Studies]:
    """Return where a person studies or studied: claims of rosters first, then their education.

    The newest comes first, each university once. What a roster or an education leaves open is
    taken from the profile.
    """
    claims = RosterEntry.objects.filter(user=profile.user_id).order_by("-graduates_on", "pk")
    schools = Education.objects.filter(profile=profile).exclude(university=None).newest_first()
    columns = ("university_id", "degree_id", "discipline_id")
    found: dict[int, Studies] = {}
    for row in (*claims.values_list(*columns), *schools.values_list(*columns)):
        degree_id, discipline_id = row[1] or profile.degree_id, row[2] or profile.discipline_id
        found.setdefault(row[0], Studies(row[0], degree_id, discipline_id))
    return list(found.values())


def agreements_between(company_id: int, university_id: int, day: date) -> QuerySet[Agreement]:
    """Return the agreements in force on a day that both have signed: what ends sooner first."""
    parties = AgreementParty.objects.filter(agreement=OuterRef("pk"))
    rows = Agreement.objects.in_force().filter(starts_on__lte=day, ends_on__gte=day)
    both = (Exists(parties.filter(organisation=pk)) for pk in (company_id, university_id))
    return rows.filter(*both).select_related("park").order_by("ends_on", "pk")


def lineage(discipline_id: int | None) -> list[int]:
    """Return a discipline with all that it is a part of; a quota of a family covers its majors."""
    row = Discipline.objects.filter(pk=discipline_id).first()
    rows = Discipline.objects.containing(row) if row else Discipline.objects.none()
    return list(rows.order_by("pk").values_list("pk", flat=True))


def holds_a_place(profile: Profile, agreement: Agreement) -> bool:
    """Say whether a person has used up a place of the agreement already: by training, by a stay
    at a base or by another hiring."""
    mine = {"profile": profile, "quota__agreement": agreement}
    hired = {"application__profile": profile, "quota__agreement": agreement}
    trained = Enrolment.objects.filter(**mine, state__in=HOLDS_A_PLACE)
    stayed = BaseStay.objects.filter(**mine)
    return any(rows.exists() for rows in (trained, stayed, Placement.objects.filter(**hired)))


def training_behind(application: Application) -> Enrolment | None:
    """Return the last session that a person has passed and that teaches what the opening asks."""
    asked = application.opening.requirements.order_by().values("skill")
    taught = TaughtSkill.objects.filter(programme=OuterRef("session__programme"), skill__in=asked)
    rows = Enrolment.objects.filter(
        Exists(taught), profile=application.profile_id, state=EnrolmentState.PASSED
    )
    return rows.order_by("-session__ends_on", "-pk").first()
