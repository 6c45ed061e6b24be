"""Figures of a whole matching run, from PostgreSQL to PostgreSQL, on a made-up park.

Run from anywhere: `python benchmarks/database.py`; `--graduates` and `--openings` set the size,
`--full` is 1,000,000 × 100,000. The park is made by `database.sql` in a database of its own on the
server of the settings, which is dropped afterwards (`--keep NAME` keeps it, and takes it again).
"""

import argparse
import io
import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import uuid4

import numpy as np

HERE = Path(__file__).resolve().parent
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
sys.path.insert(0, str(HERE.parent))

# The project is no installed package, and Django must know its settings before its models load.
import django  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

django.setup()

from scratch import scratch_database  # noqa: E402

from matching import engine  # noqa: E402
from matching.loading.market import LoadedMarket, load_park  # noqa: E402
from matching.loading.results import store_changed, store_matching, store_statistics  # noqa: E402
from matching.loading.snapshots import forget, load_market_of, save_base, save_market  # noqa: E402
from matching.loading.terms import refresh_terms  # noqa: E402
from matching.models import MatchRun  # noqa: E402
from parks.models import Park  # noqa: E402

NIGHT = date(2026, 11, 22)
LIST_LENGTH = 50
SIZE, FULL_SIZE = (20_000, 2_000), (1_000_000, 100_000)
MIB = 1024
write = sys.stdout.write


def fill(graduates: int, openings: int) -> None:
    """Make the tables, the vocabulary and the park."""
    call_command("migrate", verbosity=0)
    call_command("load_vocabulary", stdout=io.StringIO())
    script = (HERE / "database.sql").read_text(encoding="utf-8")
    script = script.replace(":graduates", str(graduates)).replace(":openings", str(openings))
    with connection.cursor() as cursor:
        cursor.execute(script)
        cursor.execute("ANALYZE")


class Clock:
    """Prints what a phase took, and the most memory the process has held so far."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def phase(self, name: str, *, counted: bool = True) -> Iterator[None]:
        started = time.perf_counter()
        yield
        seconds = time.perf_counter() - started
        self.seconds += seconds if counted else 0
        self.line(name, seconds)

    def line(self, name: str, seconds: float) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MIB
        write(f"{name:<44} {seconds:>9.2f} {peak:>9,}\n")
        sys.stdout.flush()


def run(threads: int, shards: int) -> None:
    """One run as the nightly one goes, phase by phase; what is counted is what issue 3 limits."""
    park, clock = Park.objects.get(), Clock()
    write(f"{'phase':<44} {'seconds':>9} {'peak MiB':>9}\n")
    clock.line("before anything", 0)
    with clock.phase("read new texts (once, then what changed)", counted=False):
        refresh_terms(park)
    with clock.phase("look for changed texts"):
        refresh_terms(park)
    with clock.phase("load"):
        loaded = load_park(park, night=NIGHT)
    with clock.phase("hash of the input"):
        run = new_run(park, loaded)
    with clock.phase("compile the kernels (once per machine)", counted=False):
        engine.warm()
    matching = score(loaded, run, clock, threads, shards)
    with clock.phase("store"), transaction.atomic():
        matches = store_matching(run, loaded, matching)
        store_statistics(run, loaded.market.statistics)
    clock.line("from and to PostgreSQL", clock.seconds)
    change(run, loaded, matching, clock)
    write(f"{loaded.profile_ids.size:,} × {loaded.opening_ids.size:,}: {matches:,} matches\n")


def new_run(park: Park, loaded: LoadedMarket) -> MatchRun:
    hashed = loaded.hash(engine.Weights())
    MatchRun.objects.all().delete()  # of an earlier benchmark in a database that was kept
    return MatchRun.objects.create(park=park, batch=uuid4(), night=NIGHT, input_hash=hashed)


def score(
    loaded: LoadedMarket, run: MatchRun, clock: Clock, threads: int, shards: int
) -> engine.Matching:
    market, weights = loaded.market, engine.Weights()
    with clock.phase("market to a file"):
        save_market(run, loaded)
    with clock.phase("market from its file", counted=False):
        load_market_of(run)
    forget(run)  # a worker has the one from the file, this process the one it loaded
    with clock.phase(f"score, {threads} threads, {shards} shards"):
        parts = [
            engine.score(market, weights, rows, threads=threads)
            for rows in engine.plan(market, shards)
        ]
    with clock.phase("merge"):
        base = engine.merge(market, parts)
    del parts
    with clock.phase("base to a file"):
        save_base(run, base)
    with clock.phase("finish"):
        return engine.finish(market, weights, base, LIST_LENGTH, threads=threads)


def change(run: MatchRun, loaded: LoadedMarket, matching: engine.Matching, clock: Clock) -> None:
    """Replace one list in a hundred, as a refresh does."""
    rows = np.arange(0, loaded.profile_ids.size, 100), np.arange(0, loaded.opening_ids.size, 100)
    with clock.phase("replace 1 % of the lists", counted=False), transaction.atomic():
        store_changed(run, loaded, matching, *rows)


def main(options: argparse.Namespace) -> None:
    graduates, openings = options.graduates, options.openings
    if options.full:
        graduates, openings = FULL_SIZE
    name = options.keep or "benchmark_matching"
    with scratch_database(name, keep=bool(options.keep)) as is_new:
        if is_new:
            started = time.perf_counter()
            fill(graduates, openings)
            write(f"made {graduates:,} × {openings:,} in {time.perf_counter() - started:.0f} s\n")
        run(options.threads, options.shards)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Benchmark of a matching run with its database")
    parser.add_argument("--graduates", type=int, default=SIZE[0])
    parser.add_argument("--openings", type=int, default=SIZE[1])
    parser.add_argument("--full", action="store_true", help="1,000,000 × 100,000")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--shards", type=int, default=4)
    parser.add_argument("--keep", metavar="NAME", help="keep the database under this name")
    main(parser.parse_args())
