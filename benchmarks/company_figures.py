"""Times of a company's figures: one company with many applications and all their steps.

Run from anywhere: `python benchmarks/company_figures.py`; `--applications` sets the size. The rows
are made by `company_figures.sql` in a database of its own on the server of the settings, dropped
afterwards (`--keep NAME` keeps it, and takes it again).
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
sys.path.insert(0, str(HERE.parent))

# The project is no installed package, and Django must know its settings before its models load.
import django  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

django.setup()

from scratch import scratch_database  # noqa: E402

from companies.models import Company  # noqa: E402
from matching.choices.numbers import Period  # noqa: E402
from matching.queries.cohorts import Selection  # noqa: E402
from matching.queries.numbers import read_numbers  # noqa: E402

APPLICATIONS, RUNS = 100_000, 5
write = sys.stdout.write


def fill(applications: int) -> None:
    """Make the tables, the company and its applications."""
    call_command("migrate", verbosity=0)
    script = (HERE / "company_figures.sql").read_text(encoding="utf-8")
    with connection.cursor() as cursor:
        cursor.execute(script.replace(":applications", str(applications)))


def quickest(work: Callable[[], object]) -> float:
    """Return the seconds of the best of several runs."""
    seconds = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--applications", type=int, default=APPLICATIONS)
    parser.add_argument("--keep", metavar="NAME", default="")
    options = parser.parse_args()
    with scratch_database(options.keep or "bench_numbers", keep=bool(options.keep)) as is_new:
        if is_new:
            fill(options.applications)
        ids, now = frozenset(Company.objects.values_list("pk", flat=True)), timezone.now()
        write(f"{'period':<24}{'applications':>14}{'milliseconds':>14}\n")
        for period in Period:
            selection = Selection(ids, period)
            counted = read_numbers(selection, now).funnel.whole.sent
            seconds = quickest(lambda chosen=selection: read_numbers(chosen, now))
            write(f"{period.label!s:<24}{counted:>14,}{1000 * seconds:>14.0f}\n")


if __name__ == "__main__":
    main()
