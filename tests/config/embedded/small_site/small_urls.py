"""One page, which asks the database."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path


def database_name(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        return HttpResponse(cursor.fetchone()[0])


urlpatterns = [path("", database_name)]
