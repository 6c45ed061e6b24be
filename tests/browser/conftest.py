"""A real Chromium on a real server; pages are watched for errors and policy violations."""

import os
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import find_chromium, launch_arguments

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright holds an event loop
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    assert path, "CI must have a Chromium; see tests/browser/chromium.py"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=launch_arguments())


@pytest.fixture(autouse=True)
def unlimited() -> None:
    """allauth counts how often an address signs in or up, in the cache that all tests share."""
    cache.clear()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def viewport(request) -> dict[str, int]:
    return request.param


@pytest.fixture(params=["zh-hans", "en"])
def language(request) -> str:
    return request.param


@pytest.fixture
def visitor(browser, live_server, viewport, language) -> Iterator[Page]:
    """A page in one language at one width; any console error or policy violation fails the test."""
    context = browser.new_context(viewport=viewport, base_url=live_server.url)
    context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []
