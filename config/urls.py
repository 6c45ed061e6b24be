from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from companies import urls as of_companies
from config import demo, views
from matching.api import portal
from matching.views.company import company

# The page of a company shows how it answers applicants, which is known two floors further up.
companies = [
    *of_companies.urlpatterns,
    path("companies/<slug:slug>/", company, name="company"),
]
urlpatterns = [
    path("", views.home, name="home"),
    path("", include("parks.urls")),
    path("", include((companies, of_companies.app_name))),
    path("", include("talent.urls")),
    path("", include("matching.urls")),
    path("api/v1/", portal.urls()),
    path("accounts/", include("allauth.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    path("robots.txt", views.robots, name="robots"),
    path("admin/", admin.site.urls),
]
if settings.DEMO:
    urlpatterns += [
        path("demo/sign-in/<slug:persona>/", demo.sign_in, name="demo_sign_in"),
        path("demo/mail/", demo.mail, name="demo_mail"),
    ]
