from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from companies.models import Company, Opening
from companies.queries.parks import listed_parks
from matching.queries.matches import newest_run
from parks.http import PortalRequest, page

SHOWN = 6
FIGURES_LAST = 60


@login_not_required
@require_safe
def home(request: PortalRequest) -> HttpResponse:
    openings = Opening.objects.on_offer().with_company().with_skills().newest_first()
    context = {
        "openings": openings[:SHOWN],
        "parks": listed_parks(request.viewer),
        "figures": figures(),
        "today": timezone.localdate(),
    }
    return page(request, "home.html", context)


def figures() -> dict[str, int]:
    """Count what the home page tells, at most once in a minute."""
    return cache.get_or_set("home_figures", _count, FIGURES_LAST)


def _count() -> dict[str, int]:
    run = newest_run()
    return {
        "openings": Opening.objects.on_offer().count(),
        "companies": Company.objects.verified().count(),
        "matches": run.matches if run else 0,
    }


@login_not_required
@require_safe
def robots(request: PortalRequest) -> HttpResponse:
    rules = [f"Disallow: /{folder}/" for folder in ("me", "desk", "accounts", "admin")]
    sitemap = settings.SITE_URL + reverse("companies:sitemap")
    lines = ["User-agent: *", *rules, f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@login_not_required
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """The process can do its work: database and Redis answer too."""
    parts = {"database": database_answers(), "redis": redis_answers()}
    status = "ok" if all(parts.values()) else "unavailable"
    return JsonResponse({"status": status, **parts}, status=200 if status == "ok" else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def redis_answers() -> bool:
    try:
        return get_redis_connection().ping()
    except (RedisError, OSError):
        return False
