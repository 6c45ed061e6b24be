"""Addresses of training: for everybody, for participants, and for those who hold it."""

from django.urls import path

from matching.views import organised, session_people, session_results, training

urlpatterns = [
    path("programmes/", training.programmes, name="programmes"),
    path("programmes/<uuid:uuid>/", training.programme, name="programme"),
    path("programmes/sessions/<uuid:uuid>/", training.session, name="session"),
    path("programmes/sessions/<uuid:uuid>/enrol/", training.enrol_in, name="enrol"),
    path("me/training/", training.my_training, name="my_training"),
    path("me/training/<uuid:uuid>/leave/", training.leave, name="leave_session"),
    path("me/training/<uuid:uuid>/feedback/", training.feedback, name="session_feedback"),
    path("me/training/<uuid:uuid>/meetings.ics", training.meetings_file, name="meetings_file"),
    path("desk/training/", organised.training_desk, name="training_desk"),
    path(
        "desk/organisations/<uuid:organiser>/programmes/new/",
        organised.edit_programme,
        name="new_programme",
    ),
    path("desk/programmes/<uuid:uuid>/", organised.edit_programme, name="edit_programme"),
    path(
        "desk/programmes/<uuid:programme>/sessions/new/",
        organised.edit_session,
        name="new_session",
    ),
    path("desk/sessions/<uuid:uuid>/", organised.desk_session, name="desk_session"),
    path("desk/sessions/<uuid:uuid>/edit/", organised.edit_session, name="edit_session"),
    path("desk/sessions/<uuid:uuid>/copy/", organised.copy_session, name="copy_session"),
    path("desk/sessions/<uuid:uuid>/move/", organised.move_to, name="move_session"),
    path("desk/sessions/<uuid:uuid>/discard/", organised.throw_away, name="discard_session"),
    path("desk/sessions/<uuid:uuid>/cancel/", session_people.call_off, name="call_off"),
    path(
        "desk/sessions/<uuid:uuid>/participants.<slug:form>",
        session_people.participants,
        name="participants_file",
    ),
    path("desk/sessions/<uuid:uuid>/teaching/", session_people.teaching, name="teaching"),
    path(
        "desk/sessions/<uuid:uuid>/attendance/<int:number>/",
        session_people.attendance,
        name="attendance",
    ),
    path("desk/enrolments/<uuid:uuid>/remove/", session_people.remove_person, name="remove_person"),
    path(
        "desk/sessions/<uuid:uuid>/results/",
        session_results.session_results,
        name="session_results",
    ),
    path(
        "desk/enrolments/<uuid:uuid>/results/<slug:part>/",
        session_results.correct_result,
        name="correct_result",
    ),
    path(
        "desk/sessions/<uuid:uuid>/certificates/",
        session_results.issue_certificates,
        name="issue_certificates",
    ),
    path(
        "desk/enrolments/<uuid:uuid>/certificate/",
        session_results.issue_again,
        name="issue_again",
    ),
    path(
        "desk/certificate-issues/<uuid:uuid>/",
        session_results.certificate_issue,
        name="certificate_issue",
    ),
]
