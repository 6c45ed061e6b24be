from django.urls import path

from talent.views import cv, exports, history, my_roster, profile, roster, skills

app_name = "talent"
urlpatterns = [
    path("me/profile/", profile.profile, name="profile"),
    path("me/history/", history.history, name="history"),
    path("me/education/add/", history.education, name="add_education"),
    path("me/education/<int:pk>/", history.education, name="education"),
    path("me/education/<int:pk>/delete/", history.delete_education, name="delete_education"),
    path("me/education/universities/", history.find_universities, name="find_universities"),
    path("me/education/programmes/", history.find_programmes, name="find_programmes"),
    path("me/experience/add/", history.experience, name="add_experience"),
    path("me/experience/<int:pk>/", history.experience, name="experience"),
    path("me/experience/<int:pk>/delete/", history.delete_experience, name="delete_experience"),
    path("me/skills/", skills.skills, name="skills"),
    path("me/skills/search/", skills.find_skills, name="find_skills"),
    path("me/skills/add/", skills.add_skill, name="add_skill"),
    path("me/skills/read/", skills.read_skills, name="read_skills"),
    path("me/cv/", cv.cv, name="cv"),
    path("me/cv/resume.json", exports.json_resume, name="json_resume"),
    path("me/cv/cv.pdf", exports.pdf_cv, name="pdf_cv"),
    path("me/cv/<uuid:uuid>/review/", cv.review, name="review"),
    path("me/cv/<uuid:uuid>/delete/", cv.delete_document, name="delete_document"),
    path("documents/<uuid:uuid>/", cv.document, name="document"),
    path("me/roster/", my_roster.my_roster, name="my_roster"),
    path("me/roster/confirm/<str:token>/", my_roster.confirm_roster, name="confirm_roster"),
    path("me/roster/<uuid:uuid>/sharing/", my_roster.sharing, name="share_progress"),
    path("me/roster/<uuid:uuid>/end/", my_roster.end, name="end_claim"),
    path("desk/organisations/<uuid:uuid>/roster/add/", roster.edit_student, name="add_student"),
    path("desk/organisations/<uuid:uuid>/roster/codes/", roster.codes, name="roster_codes"),
    path("desk/organisations/<uuid:uuid>/roster/mails/", roster.mails, name="roster_mails"),
    path(
        "desk/organisations/<uuid:uuid>/roster/<uuid:entry_uuid>/edit/",
        roster.edit_student,
        name="edit_student",
    ),
    path(
        "desk/organisations/<uuid:uuid>/roster/<uuid:entry_uuid>/leave/",
        roster.leave,
        name="leave_roster",
    ),
]
