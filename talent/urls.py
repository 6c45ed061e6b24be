from django.urls import path

from talent.views import cv, profile

app_name = "talent"
urlpatterns = [
    path("me/profile/", profile.profile, name="profile"),
    path("me/skills/", profile.skills, name="skills"),
    path("me/cv/", cv.cv, name="cv"),
    path("me/cv/<uuid:uuid>/review/", cv.review, name="review"),
    path("me/cv/<uuid:uuid>/delete/", cv.delete_document, name="delete_document"),
    path("documents/<uuid:uuid>/", cv.document, name="document"),
]
