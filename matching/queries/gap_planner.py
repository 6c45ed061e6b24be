"""What the gap planner asks the database: which programmes, and whom each is for."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from companies.models import Programme
from matching.models import Enrolment
from parks.models import Park
from talent.models import Profile


def programmes_of(park: Park) -> list[Programme]:
    """Return the programmes of a park that teach or certify a skill, with what they do."""
    return list(skilled_programmes(park.pk).prefetch_related("disciplines"))


def skilled_programmes(park_id: int) -> QuerySet[Programme]:
    """Return those that teach or certify a skill, with the skills; three queries."""
    skilled = Q(skills__isnull=False) | Q(scheme__skills__isnull=False)
    rows = Programme.objects.filter(skilled, park=park_id).distinct().order_by("pk")
    return rows.select_related("scheme__issuer").prefetch_related("skills", "scheme__skills")


def eligible_for(programme: Programme) -> list[int]:
    """Return the profiles of the park that a programme is for and that are in none of its sessions.

    Only the disciplines and the enrolments are looked at here; the run knows who is matched.
    """
    inside = Enrolment.objects.live().filter(profile=OuterRef("pk"), session__programme=programme)
    rows = Profile.objects.filter(~Exists(inside), parks=programme.park)
    below = Q()
    for discipline in programme.disciplines.all():
        below |= Q(discipline__path__startswith=discipline.path)
    return list(rows.filter(below).order_by("pk").values_list("pk", flat=True))
