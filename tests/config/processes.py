"""Python programs of the portal, started as production starts them: with nothing but their
environment."""

import os
import subprocess
import sys

from django.conf import settings

GOOD_KEY = "k9-Zr_3vQm8sWx2Lf6Tn0Yb4Hc7Jd1Pg5Ua-Ei_Ov8Kq3Mz6Bs9Rt2"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": GOOD_KEY,
    "ALLOWED_HOSTS": "portal.example",
    "SITE_ADDRESS": "https://portal.example",
    "DATABASE_URL": "postgresql://nobody:nothing@127.0.0.1:1/nowhere",
    "REDIS_URL": "redis://127.0.0.1:1",
}
WITHOUT_SERVERS = {name: PRODUCTION[name] for name in ("DATABASE_URL", "REDIS_URL")} | {
    "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    "DEBUG": "0",
}


def run_python(program: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a program with this environment and nothing of ours but the search path."""
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
