from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views as sitemaps
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page, require_safe

from companies.public.feeds import AtomOpenings, RssOpenings
from companies.public.sitemaps import SITEMAPS

atom_feed, rss_feed = AtomOpenings(), RssOpenings()


@login_not_required
@require_safe
@conditional_page
def atom(request: HttpRequest) -> HttpResponse:
    return atom_feed(request)


@login_not_required
@require_safe
@conditional_page
def rss(request: HttpRequest) -> HttpResponse:
    return rss_feed(request)


@login_not_required
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return sitemaps.index(request, SITEMAPS, sitemap_url_name="companies:sitemap_section")


@login_not_required
@require_safe
def sitemap_section(request: HttpRequest, section: str) -> Any:
    return sitemaps.sitemap(request, SITEMAPS, section=section)
