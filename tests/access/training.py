"""A session of the company that takes enrolments, in the world of the access matrix."""

from companies.models import Company, Session
from talent.models import Profile
from tests.factories.training import EnrolmentFactory, SessionFactory, SessionMeetingFactory

NAME = "Training with a place"
OF_A_PROGRAMME = ("matching:programme", "matching:edit_programme")
OF_A_SESSION = (
    "matching:session",
    "matching:enrol",
    "matching:desk_session",
    "matching:edit_session",
    "matching:copy_session",
    "matching:move_session",
    "matching:call_off",
    "matching:discard_session",
    "matching:teaching",
)
OF_AN_ENROLMENT = (
    "matching:leave_session",
    "matching:session_feedback",
    "matching:meetings_file",
    "matching:remove_person",
)


def make_training(company: Company, profile: Profile) -> None:
    """Give the graduate a place in an open session of the company."""
    session = SessionFactory(
        programme__name_en=NAME, programme__organiser=company, programme__park=company.park, taken=1
    )
    SessionMeetingFactory(session=session)
    EnrolmentFactory(session=session, profile=profile)


def training_arguments() -> dict[str, dict[str, object]]:
    session = Session.objects.select_related("programme__organiser").get(programme__name_en=NAME)
    programme, held = session.programme, {"uuid": session.uuid}
    taught, place = {"uuid": programme.uuid}, {"uuid": session.enrolments.get().uuid}
    return {
        **dict.fromkeys(OF_A_PROGRAMME, taught),
        **dict.fromkeys(OF_A_SESSION, held),
        **dict.fromkeys(OF_AN_ENROLMENT, place),
        "matching:new_programme": {"organiser": programme.organiser.uuid},
        "matching:new_session": {"programme": programme.uuid},
        "matching:participants_file": {**held, "form": "csv"},
        "matching:attendance": {**held, "number": session.meetings.get().pk},
    }
