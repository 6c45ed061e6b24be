"""Production settings refuse what would be a danger; development settings start by themselves."""

import json

import pytest

from matching.queries.organised import PEOPLE_A_PAGE
from tests.config.processes import GOOD_KEY, PRODUCTION, WITHOUT_SERVERS, run_python

START = "import django; django.setup(); print('started')"
HEADERS = """
import json, django; django.setup()
from django.test import Client
client = Client(headers={"host": "portal.example"})
plain = client.get("/robots.txt")
safe = client.get("/robots.txt", headers={"x-forwarded-proto": "https"})
health = client.get("/health/live")
print(json.dumps({
    "plain": [plain.status_code, plain.get("Location")],
    "health": health.status_code,
    "safe": [safe.status_code, safe["Strict-Transport-Security"]],
    "stranger": client.get("/health/live", headers={"host": "evil.example"}).status_code,
}))
"""


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": GOOD_KEY[:49]}, "SECRET_KEY"),
        ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY"),
        ({"DEBUG": "1"}, "DEBUG must not be set"),
        ({"DEBUG": "true"}, "DEBUG must not be set"),
        ({"DEMO": "1"}, "DEMO must not be set"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"SITE_ADDRESS": "http://portal.example"}, "SITE_ADDRESS"),
        ({"SITE_ADDRESS": ""}, "SITE_ADDRESS"),
    ],
    ids=str,
)
def test_production_refuses_to_start(fault, words):
    done = run_python(START, PRODUCTION | fault)

    assert done.returncode != 0
    assert "started" not in done.stdout
    assert words in done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_ADDRESS"])
def test_production_names_what_is_missing(missing):
    environment = {name: value for name, value in PRODUCTION.items() if name != missing}

    done = run_python(START, environment)

    assert done.returncode != 0
    assert missing in done.stderr.strip().splitlines()[-1]


def test_production_starts_when_everything_is_set():
    done = run_python(START, PRODUCTION)

    assert (done.returncode, done.stdout) == (0, "started\n"), done.stderr


def test_production_speaks_https_and_knows_its_own_name():
    done = run_python(HEADERS, PRODUCTION)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "plain": [301, "https://portal.example/robots.txt"],
        "health": 200,
        "safe": [200, "max-age=31536000; includeSubDomains; preload"],
        "stranger": 400,
    }


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SESSION_COOKIE_SECURE", True),
        ("SESSION_COOKIE_HTTPONLY", True),
        ("CSRF_COOKIE_SECURE", True),
        ("DEBUG", False),
        ("DEMO", False),
        ("PASSWORD_HASHERS[0]", "django.contrib.auth.hashers.Argon2PasswordHasher"),
        ("CSRF_TRUSTED_ORIGINS", ["https://portal.example"]),
    ],
)
def test_production_is_set_safely(setting, value):
    program = f"from django.conf import settings; print(settings.{setting} == {value!r})"

    assert run_python(program, PRODUCTION).stdout == "True\n"


def test_development_needs_no_key_and_no_names():
    done = run_python(START, WITHOUT_SERVERS)

    assert (done.returncode, done.stdout) == (0, "started\n"), done.stderr


def test_the_queue_and_the_cache_have_databases_of_their_own():
    program = (
        "from django.conf import settings;"
        "print(settings.CELERY_BROKER_URL, settings.CACHES['default']['LOCATION'])"
    )

    done = run_python(program, PRODUCTION)

    assert done.stdout.split() == ["redis://127.0.0.1:1/0", "redis://127.0.0.1:1/1"]


def test_beat_knows_the_tasks_it_starts():
    program = (
        "import django; django.setup();"
        "from config import celery_app as app; app.loader.import_default_modules();"
        "tasks = [entry['task'] for entry in app.conf.beat_schedule.values()];"
        "print([task for task in tasks if task not in app.tasks], len(tasks))"
    )

    done = run_python(program, WITHOUT_SERVERS)

    assert done.stdout == "[] 33\n", done.stderr


def test_a_sheet_of_results_can_be_sent(settings):
    """It has two parts for each person, each with points and the attempt they are for."""
    assert 4 * PEOPLE_A_PAGE < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
