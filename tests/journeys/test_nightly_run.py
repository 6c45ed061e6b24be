"""The main job, with nothing replaced: Redis, a worker process, PostgreSQL, the pages."""

from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from companies.models import Opening
from matching.choices.runs import RunState
from matching.models import GraduateMatches, MatchRun
from matching.queries.anonymity import candidate_code
from matching.queries.matches import unpacked_ids, unpacked_points
from matching.tasks import start_due_runs
from parks.choices.organisations import VerificationState
from parks.models import User
from parks.queue import enqueue
from talent.choices.profiles import Visibility
from talent.models import Profile
from tests.factories.parks import MembershipFactory, ParkFactory, UserFactory, VerificationFactory
from tests.journeys.conftest import wait_for

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
POSTINGS = (
    "postings_en_biopharma.csv",
    "postings_zh_biopharma_fulltext.csv",
    "postings_zh_biopharma_structured.csv",
)


def published_run(park) -> MatchRun | None:
    return MatchRun.objects.filter(park=park, state=RunState.PUBLISHED).first()


def best_match(run: MatchRun) -> tuple[GraduateMatches, Opening]:
    """The graduate who has the best match of all, and the opening."""
    lists = GraduateMatches.objects.filter(run=run).exclude(points=b"").order_by("pk")
    best = max(lists, key=lambda matches: unpacked_points(matches.points)[0])
    return best, Opening.objects.get(pk=unpacked_ids(best.opening_ids)[0])


@pytest.fixture
def filled_park(transactional_db, real_input, settings, tmp_path):
    """A park with the real postings, and the real CVs as people who look for jobs anywhere."""
    settings.MEDIA_ROOT = tmp_path / "media"
    call_command("load_vocabulary")
    park = ParkFactory(slug="real", name_en="Real Park")
    for file in POSTINGS:
        call_command("import_postings", str(real_input / file), park="real", json=True)
    call_command(
        "import_cvs", str(real_input / "cvs"), park="real", wanted="job", anywhere=True, json=True
    )
    return park


@pytest.mark.real_input
def test_real_postings_and_cvs_are_matched_by_a_worker_and_both_sides_read_it_on_the_pages(
    filled_park, worker, client
):
    Profile.objects.update(visibility=Visibility.PARK_COMPANIES)
    enqueue("matching.run_park", park_id=filled_park.pk)
    wait_for(lambda: published_run(filled_park))

    run = published_run(filled_park)
    best, opening = best_match(run)
    assert run.openings > 1500
    assert run.graduates > 15
    client.force_login(best.profile.user, backend=BACKEND)
    listed = client.get(reverse("matching:matches")).content.decode()
    reasons = client.get(reverse("matching:match", args=[opening.uuid])).content.decode()
    assert opening.get_absolute_url() in listed
    claimed = best.profile.skill_claims.filter(skill__in=opening.requirements.values("skill"))
    assert claimed.exists()
    assert all(claim.skill.label_zh in reasons for claim in claimed)
    client.force_login(recruiter_of(opening), backend=BACKEND)
    page = client.get(reverse("matching:candidates", args=[opening.uuid])).content.decode()
    assert candidate_code(best.profile, opening.company_id) in page
    assert best.profile.user.email not in page


def recruiter_of(opening: Opening) -> User:
    """Somebody of the company, which is verified."""
    recruiter = UserFactory()
    MembershipFactory(user=recruiter, organisation=opening.company)
    VerificationFactory(organisation=opening.company, state=VerificationState.APPROVED)
    return recruiter


def test_beat_s_task_starts_one_run_for_each_park_that_is_due(worker):
    parks = [ParkFactory(time_zone="Asia/Shanghai"), ParkFactory(time_zone="America/New_York")]
    due = [park for park in parks if _is_past_two(park)]

    start_due_runs()
    start_due_runs()

    wait_for(lambda: MatchRun.objects.published().count() == len(due))
    assert {run.park for run in MatchRun.objects.published()} == set(due)


def _is_past_two(park) -> bool:
    return timezone.now().astimezone(ZoneInfo(park.time_zone)).hour >= 2
