"""How long the market takes to answer a search: the whole response, through the WSGI stack.

Run from anywhere: `python benchmarks/search.py`; `--openings` sets the size. The market is made by
`search.sql` in a database of its own, which is dropped afterwards (`--keep NAME` keeps it, and
takes it again), and indexed as in production. Each text is asked with each facet, and without.
"""

import argparse
import io
import logging
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

HERE = Path(__file__).resolve().parent
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
os.environ["DEBUG"] = "0"
sys.path.insert(0, str(HERE.parent))

# The project is no installed package, and Django must know its settings before its models load.
import django  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

django.setup()

from scratch import scratch_database  # noqa: E402

from companies.choices.searching import Facet  # noqa: E402
from companies.models import OpeningIndex  # noqa: E402
from companies.queries.searching import Window, find  # noqa: E402
from companies.queries.terms import load_lexicon  # noqa: E402
from companies.search import read_search  # noqa: E402

SIZE = 100_000
LIMIT = 150
HEAD = re.compile(r'id="results-head">(\d+)')
TEXTS = (
    *(
        "抗体纯化",
        "细胞培养 工程师",
        "质量",
        "GMP 专员",
        "苏州 分析员",
        "基因治疗",
        "工程师",
        "恒达生物",
    ),
    *("antibody purification", "cell culture engineer", "HPLC analyst", "quality", "Suzhou"),
    *("regulatory affairs manager", "engineer", "bioinformatics", "scien", "flow cytometry intern"),
)
MISTYPED = ("antibdy purificaton", "细泡培养", "bioinfromatics")
"""What nobody finds: the words are mended and looked for again."""
write = sys.stdout.write


class Timing(NamedTuple):
    """One response: text and facet asked for, openings found, milliseconds, and how it was read."""

    text: str
    facet: str
    found: int
    wall: float
    web: float
    database: float
    read: tuple[str, ...]


def fill(openings: int) -> None:
    """Make the tables, the vocabulary and the market, and index it."""
    call_command("migrate", verbosity=0)
    call_command("load_vocabulary", stdout=io.StringIO())
    script = (HERE / "search.sql").read_text(encoding="utf-8")
    with phase(f"make {openings:,} openings"), connection.cursor() as cursor:
        cursor.execute(script.replace(":openings", str(openings)))
    with phase("index them"):
        call_command("index_openings", "--all", stdout=io.StringIO())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def phase(name: str) -> Iterator[None]:
    """Print what a phase took."""
    started = time.perf_counter()
    yield
    write(f"{name}: {time.perf_counter() - started:.0f} s\n")
    sys.stdout.flush()


def choices() -> dict[str, str]:
    """Return the most frequent choice of each facet, and none at all."""
    terms = load_lexicon().terms
    counts = find(read_search(QueryDict()), timezone.localdate(), Window()).counts
    busiest = {facet: max(counts[facet], key=counts[facet].get) for facet in Facet}
    return {"": "", **{facet.value: terms.get(facet, key).value for facet, key in busiest.items()}}


def ask(client: Client, text: str, facet: str, value: str) -> Timing:
    query = {"q": text} | ({facet: value} if facet else {})
    statements: list[tuple[str, Any]] = []

    def note(execute: Callable, statement: str, values: Any, many: bool, context: dict) -> Any:
        if OpeningIndex._meta.db_table in statement:
            statements.append((statement, values))
        return execute(statement, values, many, context)

    with connection.execute_wrapper(note):
        before = (time.perf_counter(), time.process_time(), database_time())
        response = client.get(reverse("matching:market"), query)
        after = (time.perf_counter(), time.process_time(), database_time())
    spent = [1000 * (now - then) for now, then in zip(after, before, strict=True)]
    read = tuple(scan for statement in statements for scan in scans_of(*statement))
    return Timing(text, facet, int(HEAD.search(response.text)[1]), *spent, read)


def database_time() -> float:
    """Seconds of processor time that the server's process of this connection has used."""
    if connection.connection is None:
        return 0.0
    line = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text(encoding="ascii")
    user, system = line.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def scans_of(statement: str, values: Any) -> Iterator[str]:
    """Name the indexes by which PostgreSQL finds the search entries, and sequential scans."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", values)
        (plans,) = cursor.fetchone()
    nodes = [plans[0]["Plan"]]
    while nodes:
        node = nodes.pop()
        nodes += node.get("Plans", ())
        is_entry = node.get("Relation Name") == OpeningIndex._meta.db_table
        if "Index Name" in node:
            yield f"index {node['Index Name']}"
        elif is_entry and "Seq Scan" in node["Node Type"]:
            yield "SEQUENTIAL SCAN"


def tell(title: str, timings: Sequence[Timing]) -> None:
    walls = np.array([timing.wall for timing in timings])
    half, most = np.percentile(walls, (50, 95))
    web, database = (np.mean(parts) for parts in zip(*(t[4:6] for t in timings), strict=True))
    found = np.mean([timing.found for timing in timings])
    figures = f"{found:>9,.0f} {half:>7.0f} {most:>7.0f} {walls.max():>7.0f}"
    write(f"{title:<32} {figures} {web:>9.0f} {database:>9.0f}\n")


def run(rounds: int) -> None:
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    values = choices()
    asked = [(text, facet) for text in TEXTS for facet in values]
    for text, facet in asked[: len(values)]:
        ask(client, text, facet, values[facet])  # the first responses compile the templates
    timings = [ask(client, *each, values[each[1]]) for _round in range(rounds) for each in asked]
    mended = [ask(client, text, "", "") for _round in range(rounds) for text in MISTYPED]
    heads = f"{'found':>9} {'median':>7} {'p95':>7} {'most':>7} {'web CPU':>9} {'base CPU':>9}"
    write(f"\n{'milliseconds of the response':<32} {heads}\n")
    for facet in values:
        tell(f"with {facet}" if facet else "text alone", [t for t in timings if t.facet == facet])
    for text in TEXTS:
        tell(text, [timing for timing in timings if timing.text == text])
    tell("mistyped words", mended)
    tell("all", timings)
    conclude(timings)


def conclude(timings: Sequence[Timing]) -> None:
    read = Counter(scan for timing in timings for scan in timing.read)
    write("\nread by: " + ", ".join(f"{scan} × {count}" for scan, count in read.most_common()))
    p95 = np.percentile([timing.wall for timing in timings], 95)
    verdict = "within" if p95 <= LIMIT else "ABOVE"
    write(f"\np95 of {len(timings)} responses: {p95:.0f} ms, {verdict} the {LIMIT} ms of issue 4\n")


def main(options: argparse.Namespace) -> None:
    logging.disable(logging.INFO)
    name = options.keep or "benchmark_search"
    with scratch_database(name, keep=bool(options.keep)) as is_new:
        if is_new:
            fill(options.openings)
        run(options.rounds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Benchmark of the search for openings")
    parser.add_argument("--openings", type=int, default=SIZE)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--keep", metavar="NAME", help="keep the database under this name")
    main(parser.parse_args())
