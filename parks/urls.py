from django.urls import path

from parks.views import invitations, languages, notices, privacy_notice

app_name = "parks"
urlpatterns = [
    path("privacy/", privacy_notice.privacy_notice, name="privacy_notice"),
    path("me/consent/", privacy_notice.agree, name="agree"),
    path("invitations/<uuid:uuid>/", invitations.invitation, name="invitation"),
    path("me/account/", languages.language, name="account"),
    path("me/notices/", notices.notices, name="notices"),
    path("me/notices/read/", notices.read_all, name="read_notices"),
    path("me/notices/preferences/", notices.preferences, name="notice_preferences"),
    path("me/notices/<int:pk>/", notices.notice, name="notice"),
]
