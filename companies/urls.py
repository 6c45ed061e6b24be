from django.urls import path

from companies.views import company, joining, organisations, parks, public, reports

app_name = "companies"
urlpatterns = [
    path("parks/", parks.parks, name="parks"),
    path("parks/<slug:slug>/", parks.park, name="park"),
    path("companies/", company.companies, name="companies"),
    path("desk/join/", joining.join, name="join"),
    path("desk/join/register/", joining.register, name="register"),
    path("desk/join/<slug:slug>/", joining.join_company, name="join_company"),
    path("desk/join/<slug:slug>/ask/", joining.ask, name="ask"),
    path("desk/organisations/<uuid:uuid>/", organisations.organisation, name="organisation"),
    path("desk/organisations/<uuid:uuid>/verification/", organisations.submit, name="submit"),
    path("openings/<uuid:uuid>/report/", reports.report, name="report"),
    path("feeds/openings.atom", public.atom, name="atom"),
    path("feeds/openings.rss", public.rss, name="rss"),
    path("sitemap.xml", public.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", public.sitemap_section, name="sitemap_section"),
]
