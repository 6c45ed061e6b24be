"""Agreements, their bases and the stays there: part of matching.urls."""

from django.urls import path

from matching.views import agreements, bases

urlpatterns = [
    path("desk/agreements/", agreements.agreements, name="desk_agreements"),
    path("desk/agreements/<uuid:uuid>/", agreements.agreement, name="agreement"),
    path("desk/agreements/<uuid:uuid>/file/", agreements.agreement_file, name="agreement_file"),
    path("desk/agreements/<uuid:uuid>/file/new/", agreements.keep_file, name="keep_file"),
    path("desk/obligations/<int:pk>/", agreements.settle, name="settle_obligation"),
    path("desk/bases/<uuid:uuid>/", bases.base, name="base"),
    path("desk/bases/<uuid:uuid>/mentors/new/", bases.new_mentor, name="new_mentor"),
    path("desk/bases/<uuid:uuid>/stays/new/", bases.new_stay, name="new_stay"),
    path("desk/bases/<uuid:uuid>/visits/new/", bases.new_visit, name="new_visit"),
    path("desk/mentors/<int:pk>/end/", bases.let_mentor_go, name="end_mentor"),
    path("desk/stays/<int:pk>/end/", bases.finish_stay, name="end_stay"),
    path("desk/stays/<int:pk>/call-off/", bases.call_off, name="call_off_stay"),
    path("desk/stays/<int:pk>/mentor/", bases.mentor_of_stay, name="mentor_of_stay"),
    path("me/stays/", bases.stays_of_mine, name="my_stays"),
]
