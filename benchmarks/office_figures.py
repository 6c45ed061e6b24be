"""Times of the park office's pages: every list of the web admin, and the cockpit.

Run from anywhere: `python benchmarks/office_figures.py`; `--share 0.05` makes a twentieth of the
rows. They are made by `office_figures.sql` in a database of its own on the server of the settings,
dropped afterwards (`--keep NAME` keeps it, and takes it again). A list is asked for as the officer
of one park and as the operator; the median of several answers is printed with its statements, and
so is a search in it. What is over a limit is marked and makes the exit code 1.
"""

import argparse
import logging
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
sys.path.insert(0, str(HERE.parent))

# The project is no installed package, and Django must know its settings before its models load.
import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib import admin  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

django.setup()

from scratch import give_defaults, scratch_database  # noqa: E402

from matching.actions.cockpit import take_snapshot  # noqa: E402
from parks.actions.vocabulary import load_vocabulary  # noqa: E402
from parks.models import Organisation, Park, User  # noqa: E402
from parks.vocabulary.reference import read_reference  # noqa: E402

GRADUATES, OPENINGS, APPLICATIONS = 200_000, 20_000, 1_000_000
RUNS, OK, FORBIDDEN = 5, 200, 403
MOST_STATEMENTS, LIST_SECONDS, COCKPIT_SECONDS = 12, 0.5, 0.3
SOUGHT = "Person+4321"  # a name, as somebody would look one up
write = sys.stdout.write


def fill(share: float) -> None:
    """Make the tables, the vocabulary and the rows."""
    call_command("migrate", verbosity=0)
    load_vocabulary(read_reference(), at=timezone.now())
    give_defaults()
    script = (HERE / "office_figures.sql").read_text(encoding="utf-8")
    sizes = {"graduates": GRADUATES, "openings": OPENINGS, "applications": APPLICATIONS}
    for name, size in sizes.items():
        script = script.replace(f":{name}", str(int(size * share)))
    with connection.cursor() as cursor:
        for statement in statements(script):
            started = time.perf_counter()
            cursor.execute(statement)
            seconds = time.perf_counter() - started
            if seconds > 5:
                write(f"  {seconds:5.0f} s  {statement[:60]!r}\n")


def statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; functions and texts in it hold no semicolon."""
    lines = [line for line in script.splitlines() if not line.startswith("--")]
    yield from filter(str.strip, "\n".join(lines).split(";"))


def people() -> dict[str, User]:
    """Return who looks: the officer of the largest park, and the operator."""
    office = Organisation.objects.filter(kind="park_office").order_by("pk").first()
    officer = User.objects.get(memberships__organisation=office)
    name = "operator@example.org"
    operator = User.objects.filter(email=name).first() or User.objects.create_superuser(name)
    return {"officer": officer, "operator": operator}


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en", "host": "localhost"})
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def measure(ask: Callable[[], int]) -> tuple[int, float, str]:
    """Return the statements, the median seconds of an answer, and its slowest statement."""
    with CaptureQueriesContext(connection) as captured:
        status = ask()
    if status != OK:
        raise RuntimeError(f"The page answered {status}.")
    asked = captured.captured_queries  # the next request empties the log behind it
    slowest = max(asked, key=lambda query: float(query["time"]))
    seconds = []
    for _ in range(RUNS):
        started = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - started)
    return len(asked), statistics.median(seconds), f"{slowest['time']} s: {slowest['sql']}"


def lists(client: Client) -> Iterator[tuple[str, str]]:
    """Yield what to look at and its address: each list that opens, and a search in it."""
    for noun, owner in sorted(admin.site._registry.items(), key=lambda pair: str(pair[0])):
        address = reverse(f"admin:{noun._meta.app_label}_{noun._meta.model_name}_changelist")
        if client.get(address).status_code != FORBIDDEN:
            yield label(noun), address
            if owner.search_fields:
                yield f"{label(noun)} · search", f"{address}?q={SOUGHT}"


def label(noun: type[models.Model]) -> str:
    return noun._meta.label


def report(name: str, address: str, client: Client, most: float, *, explain: bool) -> bool:
    """Print one line; returns whether it is over a limit."""
    count, seconds, slowest = measure(lambda: client.get(address).status_code)
    over = count > MOST_STATEMENTS or seconds > most
    write(f"{name:<48}{count:>12}{1000 * seconds:>14.0f}{'  OVER' if over else ''}\n")
    if over and explain:
        write(f"      {slowest[:1500]}\n")
    sys.stdout.flush()
    return over


def report_cockpit(client: Client, *, explain: bool) -> bool:
    """Count the cockpits of the largest park and of the platform, then open the page."""
    for owner in (Park.objects.order_by("pk").first(), None):
        name = f"snapshot of {owner or 'the platform'}"
        snapshot = take_snapshot(owner, now=timezone.now())
        write(f"{name:<48}{'':>12}{snapshot.seconds:>14.1f} s\n")
    return report("cockpit", reverse("matching:cockpit"), client, COCKPIT_SECONDS, explain=explain)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--share", type=float, default=1.0, help="of the rows, default all")
    parser.add_argument("--keep", metavar="NAME", default="")
    parser.add_argument("--explain", action="store_true", help="print the slowest statements")
    parser.add_argument("--only", default="", help="lists whose names hold these letters")
    options = parser.parse_args()
    settings.DEBUG = False
    logging.disable(logging.WARNING)  # a line for each request would be part of the time
    over = 0
    with scratch_database(options.keep or "bench_offices", keep=bool(options.keep)) as is_new:
        if is_new:
            started = time.perf_counter()
            fill(options.share)
            write(f"rows made in {time.perf_counter() - started:.0f} s\n")
        for who, user in people().items():
            client = signed_in(user)
            write(f"\n{who:<48}{'statements':>12}{'milliseconds':>14}\n")
            for name, address in lists(client):
                if options.only.lower() in name.lower():
                    over += report(name, address, client, LIST_SECONDS, explain=options.explain)
        over += report_cockpit(client, explain=options.explain)
    write(f"\n{over} over the limits\n")
    sys.exit(1 if over else 0)


if __name__ == "__main__":
    main()
