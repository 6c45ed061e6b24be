"""What the gap planner asks the database: which programmes, and whom each is for."""

from django.db.models import Exists, OuterRef, Q

from companies.models import Programme
from matching.models import Enrolment
from parks.models import Park
from talent.models import Profile


def programmes_of(park: Park) -> list[Programme]:
    """Return the programmes of a park that teach a skill, with what they teach."""
    rows = Programme.objects.filter(park=park, skills__isnull=False).distinct()
    return list(rows.prefetch_related("skills", "disciplines").order_by("pk"))


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
