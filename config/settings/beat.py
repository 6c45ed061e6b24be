"""What beat starts, and when; times of day are UTC, eight hours behind China."""

from typing import Any

from celery.schedules import crontab


def beat_schedule(
    *, watch: float, refresh: float, indexing: float, import_watch: float
) -> dict[str, dict[str, Any]]:
    """Return the entries of CELERY_BEAT_SCHEDULE; the four that go by seconds are given theirs."""
    return {
        "start the matching runs that are due": {
            "task": "matching.start_due_runs",
            "schedule": crontab(minute="*/15"),
        },
        "resume matching runs that have stalled": {
            "task": "matching.watch_runs",
            "schedule": watch,
            "options": {"expires": watch},  # while workers are busy none pile up
        },
        "work changes into the match lists": {
            "task": "matching.refresh_matches",
            "schedule": refresh,
            "options": {"expires": refresh},
        },
        "end the offers whose last day has passed": {
            "task": "matching.expire_offers",
            "schedule": crontab(hour=0, minute=15),  # 8:15 in China: the reminders come by day
        },
        "end the invitations that nobody answered": {
            "task": "matching.expire_invitations",
            "schedule": crontab(minute=5),
        },
        "open and close files where a screening has become anonymous or open": {
            "task": "matching.renew_screening",
            "schedule": crontab(minute="*/10"),
        },
        "remind companies of applications without an answer": {
            "task": "matching.answer_reminders",
            "schedule": crontab(hour=1, minute=0),  # 9:00 in China
        },
        "remind applicants of their interviews": {
            "task": "matching.send_interview_reminders",
            "schedule": crontab(minute="*/15"),
        },
        "remind participants of the meetings of their training": {
            "task": "matching.send_meeting_reminders",
            "schedule": crontab(minute="7,22,37,52"),
        },
        "let training sessions begin whose first day has come": {
            "task": "companies.start_due_sessions",
            "schedule": crontab(hour=16, minute=5),  # 0:05 in China
        },
        "remind interviewers of the scorecards they owe": {
            "task": "matching.send_scorecard_reminders",
            "schedule": crontab(minute=10),
        },
        "delete collected data that is past its week": {
            "task": "matching.purge_data_exports",
            "schedule": crontab(minute=20),
        },
        "tell people of new openings for their saved searches": {
            "task": "matching.send_alerts",
            "schedule": crontab(minute=30, hour="22,0,4"),  # 6:30 in China, and twice to catch up
        },
        "count what the students of each university lack": {
            "task": "matching.count_curricula",
            "schedule": crontab(hour=22, minute=50),  # 6:50 in China, after the runs of the night
        },
        "count the cockpits": {
            "task": "matching.take_snapshots",
            "schedule": crontab(minute=35),
        },
        "tell of announcements whose worker was cut off": {
            "task": "talent.resume_deliveries",
            "schedule": crontab(minute="*/10"),
            "options": {"expires": 600},
        },
        "issue certificates whose worker was cut off": {
            "task": "matching.resume_issues",
            "schedule": crontab(minute="*/10"),
            "options": {"expires": 600},
        },
        "take back the skills of certificates that ended": {
            "task": "talent.end_certificates",
            "schedule": crontab(hour=16, minute=10),  # 0:10 in China, before the runs of the night
        },
        "ask graduates where they are": {
            "task": "matching.ask_for_destinations",
            "schedule": crontab(hour=2, minute=20),  # 10:20 in China
        },
        "ask whether people hired are still there": {
            "task": "matching.look_back_at_hirings",
            "schedule": crontab(hour=2, minute=40),  # 10:40 in China
        },
        "end the openings whose last day has passed": {
            "task": "companies.expire_openings",
            "schedule": crontab(hour=0, minute=25),  # 8:25 in China: the reminders come by day
        },
        "write search entries that are out of date": {
            "task": "companies.index_openings",
            "schedule": indexing,
            "options": {"expires": indexing},
        },
        "close the votes whose last time has passed": {
            "task": "parks.close_due_resolutions",
            "schedule": crontab(minute="*/5"),
            "options": {"expires": 300},
        },
        "take agreements on and tell of those that end": {
            "task": "parks.move_agreements_on",
            "schedule": crontab(hour=1, minute=20),  # 9:20 in China: the letters come by day
        },
        "let training go on under agreements that renew its own": {
            "task": "companies.follow_renewals",
            "schedule": crontab(minute=40),
        },
        "tell who owes something under an agreement": {
            "task": "parks.remind_of_obligations",
            "schedule": crontab(hour=1, minute=25),
        },
        "send the mail that waits": {
            "task": "parks.send_waiting_mail",
            "schedule": crontab(),
            "options": {"expires": 60},
        },
        "deliver what waits for webhooks": {
            "task": "parks.deliver_due_webhooks",
            "schedule": crontab(),
            "options": {"expires": 60},
        },
        "resume imports that have stalled": {
            "task": "parks.watch_imports",
            "schedule": import_watch,
            "options": {"expires": import_watch},
        },
        "delete the files of imports that are old": {
            "task": "parks.purge_imports",
            "schedule": crontab(hour=20, minute=0),
        },
        "delete the notices that are old": {
            "task": "parks.purge_notices",
            "schedule": crontab(hour=19, minute=40),  # in China the night is quiet then
        },
        "delete the deliveries that are old": {
            "task": "parks.purge_deliveries",
            "schedule": crontab(hour=19, minute=55),
        },
        "delete the mail that is old": {
            "task": "parks.purge_mail",
            "schedule": crontab(hour=19, minute=50),
        },
    }
