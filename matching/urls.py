from django.urls import path

from matching.views import applications, desk, market, me

app_name = "matching"
urlpatterns = [
    path("openings/", market.market, name="market"),
    path("openings/<uuid:uuid>/", market.opening, name="opening"),
    path("openings/<uuid:uuid>/apply/", applications.apply, name="apply"),
    path("me/", me.me, name="me"),
    path("me/matches/", me.matches, name="matches"),
    path("me/matches/<uuid:uuid>/", me.match, name="match"),
    path("me/applications/", applications.applications, name="applications"),
    path("me/applications/<uuid:uuid>/", applications.application, name="application"),
    path("me/applications/<uuid:uuid>/withdraw/", applications.withdraw, name="withdraw"),
    path("me/applications/<uuid:uuid>/accept/", applications.accept, name="accept"),
    path("desk/", desk.desk, name="desk"),
    path("desk/openings/<uuid:uuid>/candidates/", desk.candidates, name="candidates"),
    path(
        "desk/openings/<uuid:uuid>/candidates/<uuid:profile_uuid>/",
        desk.candidate,
        name="candidate",
    ),
    path("desk/openings/<uuid:uuid>/applicants/", desk.applicants, name="applicants"),
    path("desk/applications/<uuid:uuid>/", desk.applicant, name="applicant"),
]
