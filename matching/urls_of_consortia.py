"""Addresses of consortia: for everybody, and for the people of a member."""

from django.urls import path

from matching.views import consortium, memberships

urlpatterns = [
    path("consortium/", consortium.consortia, name="consortia"),
    path("consortium/<slug:slug>/", consortium.consortium, name="consortium"),
    path("desk/consortia/", memberships.memberships, name="memberships"),
    path("desk/consortia/<int:pk>/", memberships.membership, name="membership"),
    path("desk/consortia/<int:pk>/leave/", memberships.leave, name="leave_consortium"),
    path(
        "desk/consortia/<int:pk>/meetings/<uuid:uuid>/",
        memberships.meeting,
        name="consortium_meeting",
    ),
    path("desk/consortia/<int:pk>/resolutions/", memberships.resolutions, name="resolutions"),
    path(
        "desk/consortia/<int:pk>/resolutions/<uuid:uuid>/",
        memberships.resolution,
        name="resolution",
    ),
    path(
        "desk/consortia/<int:pk>/resolutions/<uuid:uuid>/vote/",
        memberships.vote,
        name="cast_vote",
    ),
    path(
        "desk/organisations/<uuid:uuid>/consortia/<slug:slug>/apply/",
        memberships.apply,
        name="apply_to_consortium",
    ),
]
