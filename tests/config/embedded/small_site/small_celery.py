"""One task, which asks the database."""

import os

from celery import Celery
from django.db import connection

os.environ["DJANGO_SETTINGS_MODULE"] = "small_settings"

app = Celery("small", set_as_current=False)
app.config_from_object("django.conf:settings", namespace="CELERY")


@app.task(name="add_in_the_database")
def add_in_the_database(one: int, other: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s + %s", [one, other])
        return cursor.fetchone()[0]
