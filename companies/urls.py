from django.urls import path

from companies.views import company, parks

app_name = "companies"
urlpatterns = [
    path("parks/", parks.parks, name="parks"),
    path("parks/<slug:slug>/", parks.park, name="park"),
    path("companies/", company.companies, name="companies"),
    path("companies/<slug:slug>/", company.company, name="company"),
]
