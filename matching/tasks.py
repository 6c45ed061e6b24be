"""What workers and beat do for matching; each task may come twice or be cut off anywhere."""

from datetime import date
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from matching.actions import (
    alarms,
    alerts,
    certificate_issues,
    cockpit,
    data_exports,
    erasure,
    fairness,
    gap_planner,
    offers,
    publishing,
    refreshing,
    run_differences,
    runs,
    shards,
    watching,
    weight_previews,
)
from matching.actions.answer_reminders import remind_of_answers
from matching.actions.curricula import count_all_curricula, take_curriculum
from matching.actions.enrolments import promote_all_waiting
from matching.actions.graduates import ask_graduates
from matching.actions.interview_reminders import remind_of_interviews
from matching.actions.invitations_to_apply import expire_invitations as end_invitations
from matching.actions.nights import due_parks, night_at
from matching.actions.placement_checks import ask_for_checks
from matching.actions.placements import place_past_hirings
from matching.actions.run_states import RunInProgressError
from matching.actions.scorecard_reminders import remind_of_scorecards
from matching.actions.screening import renew_screening as bring_files_in_line
from matching.actions.session_reminders import remind_of_meetings
from matching.actions.slot_warnings import warn_of_no_free_slot as warn_company
from matching.loading.snapshots import SnapshotGoneError
from parks.models import Park, User
from parks.queue import enqueue
from talent.models import University


@shared_task(name="matching.start_due_runs")
def start_due_runs() -> None:
    now = timezone.now()
    for park, night in due_parks(now):
        enqueue("matching.run_park", park_id=park.pk, night=night.isoformat())
    alarms.raise_late_alarms(now)


@shared_task(name="matching.run_park", throws=(RunInProgressError,))
def run_park(
    *,
    park_id: int,
    night: str = "",
    full: bool = False,
    batch: str = "",
    started_by_id: int | None = None,
) -> None:
    park = Park.objects.get(pk=park_id)
    by = User.objects.filter(pk=started_by_id).first()
    day = date.fromisoformat(night) if night else night_at(park, timezone.now())
    named = UUID(batch) if batch else None
    runs.start_run(park, night=day, full=full or by is not None, batch=named, by=by)


# A chord counts results, so its parts may not ignore theirs.
@shared_task(name="matching.score_shard", ignore_result=False)
def score_shard(*, run_id: int, number: int) -> None:
    shards.score_shard(run_id, number)


@shared_task(name="matching.publish_run", ignore_result=False)
def publish_run(*, run_id: int) -> None:
    publishing.publish_run(run_id)


@shared_task(name="matching.keep_difference")
def keep_difference(*, run_id: int) -> None:
    run_differences.keep_difference(run_id)


@shared_task(name="matching.count_fairness")
def count_fairness(*, park_id: int) -> None:
    fairness.count_fairness(park_id)


@shared_task(
    name="matching.plan_gaps", autoretry_for=(SnapshotGoneError,), retry_backoff=30, max_retries=4
)
def plan_gaps(*, park_id: int) -> None:
    gap_planner.plan_gaps(park_id, now=timezone.now())


@shared_task(name="matching.preview_weights")
def preview_weights(*, preview_id: str) -> None:
    weight_previews.preview_weights(preview_id)


@shared_task(name="matching.watch_runs")
def watch_runs() -> None:
    watching.watch_runs(timezone.now())


@shared_task(name="matching.refresh_matches")
def refresh_matches() -> None:
    refreshing.refresh_matches(timezone.now())


@shared_task(name="matching.expire_offers")
def expire_offers() -> None:
    offers.expire_offers(timezone.localdate())


@shared_task(name="matching.answer_reminders")
def answer_reminders() -> None:
    remind_of_answers(timezone.now())


@shared_task(name="matching.send_interview_reminders")
def send_interview_reminders() -> None:
    remind_of_interviews(timezone.now())


@shared_task(name="matching.send_meeting_reminders")
def send_meeting_reminders() -> None:
    promote_all_waiting()
    remind_of_meetings(timezone.now())


@shared_task(name="matching.send_scorecard_reminders")
def send_scorecard_reminders() -> None:
    remind_of_scorecards(timezone.now())


@shared_task(name="matching.warn_of_no_free_slot")
def warn_of_no_free_slot(*, opening_id: int) -> None:
    warn_company(opening_id, timezone.now())


@shared_task(name="matching.expire_invitations")
def expire_invitations() -> None:
    end_invitations(timezone.now())


@shared_task(name="matching.renew_screening")
def renew_screening() -> None:
    bring_files_in_line()


@shared_task(name="matching.build_data_export")
def build_data_export(*, export_id: int) -> None:
    data_exports.build_data_export(export_id)


@shared_task(name="matching.purge_data_exports")
def purge_data_exports() -> None:
    data_exports.purge_data_exports(timezone.now())


@shared_task(
    name="matching.send_farewell", autoretry_for=(OSError,), retry_backoff=60, max_retries=6
)
def send_farewell(*, address: str, language: str) -> None:
    erasure.send_farewell(address, language)


@shared_task(name="matching.count_curricula")
def count_curricula() -> None:
    count_all_curricula()


@shared_task(name="matching.count_curriculum")
def count_curriculum(*, university_id: int) -> None:
    take_curriculum(University.objects.get(pk=university_id), now=timezone.now())


@shared_task(name="matching.ask_for_destinations")
def ask_for_destinations() -> None:
    ask_graduates(timezone.localdate())


@shared_task(name="matching.look_back_at_hirings")
def look_back_at_hirings() -> None:
    place_past_hirings()
    ask_for_checks(timezone.localdate())


@shared_task(name="matching.send_alerts")
def send_alerts() -> None:
    for profile_id in alerts.people_to_tell(timezone.now()):
        enqueue("matching.send_alert", profile_id=profile_id)


@shared_task(name="matching.send_alert")
def send_alert(*, profile_id: int) -> None:
    alerts.tell_news(profile_id, now=timezone.now())


@shared_task(name="matching.take_snapshots")
def take_snapshots() -> None:
    for park in cockpit.owners_due(timezone.now()):
        enqueue("matching.take_snapshot", park_id=park.pk if park else None)


@shared_task(name="matching.take_snapshot")
def take_snapshot(*, park_id: int | None) -> None:
    park = Park.objects.get(pk=park_id) if park_id else None
    cockpit.take_snapshot(park, now=timezone.now())


@shared_task(name="matching.issue_certificates")
def issue_certificates(*, issue_id: int) -> None:
    certificate_issues.issue_certificates(issue_id)


@shared_task(name="matching.resume_issues")
def resume_issues() -> None:
    certificate_issues.resume_issues(timezone.now())
