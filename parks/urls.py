from django.urls import path

from parks.views import invitations

app_name = "parks"
urlpatterns = [
    path("invitations/<uuid:uuid>/", invitations.invitation, name="invitation"),
]
