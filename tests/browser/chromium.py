"""`python -m tests.browser.chromium`: find a Chromium for the browser tests, or install one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium-headless-shell",  # without the browser's own windows: a quarter less work
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
DEBIAN_PACKAGES = ("chromium-headless-shell", "fonts-noto-cjk")
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Return the path of a Chromium on PATH, or of the one that Playwright has installed."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    return found or _of_playwright()


def launch_arguments() -> list[str]:
    """Return Chromium's arguments; as root it runs only without its sandbox."""
    return [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


def why_none() -> str:
    return (
        "browser tests not run: no Chromium on PATH, and neither Playwright's installer nor "
        "Debian's package (as root) could install one; install chromium and run again"
    )


def main() -> None:
    path = find_chromium() or _install()
    sys.stdout.write(f"{path or why_none()}\n")
    if path is None and os.environ.get("CI"):
        sys.exit(1)


def _install() -> str | None:
    _quietly([sys.executable, "-m", "playwright", "install", "chromium"])
    if find_chromium() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        _quietly(["apt-get", "update"])
        _quietly(["apt-get", "install", "--yes", "--no-install-recommends", *DEBIAN_PACKAGES])
    return find_chromium()


def _quietly(command: list[str]) -> None:
    """Run an installer; whether it worked is seen by looking for the browser afterwards."""
    sys.stdout.write(f"  {' '.join(command[-3:])} …\n")
    sys.stdout.flush()
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, capture_output=True, check=False, env=environment)


def _of_playwright() -> str | None:
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    found = sorted(cache.glob("chromium-*/chrome-linux*/chrome"))
    return str(found[-1]) if found else None


if __name__ == "__main__":
    main()
