"""The Celery application: `celery --app config worker` and `celery --app config beat`."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

from matching import engine

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def warm_engine(**_signal: Any) -> None:
    """Compile the engine, or load what an earlier process compiled, before the first task."""
    engine.warm()
