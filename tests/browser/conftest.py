"""A real Chromium on a real server; pages are watched for errors and policy violations."""

import os
from collections.abc import Iterator, Sequence

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import find_chromium, launch_arguments

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright holds an event loop
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
SCREEN = {
    "viewport": [pytest.param(DESKTOP, id="desktop"), pytest.param(PHONE, id="phone")],
    "language": ["zh-hans", "en"],
}
TWO_WAYS = [
    pytest.param(PHONE, "zh-hans", id="phone-zh"),
    pytest.param(DESKTOP, "en", id="desktop-en"),
]


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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try each page on a telephone in Chinese and on a desktop in English.

    A test with the mark `every_screen` is tried in all four ways; one that names its width or its
    language itself is tried in the ways that leaves.
    """
    given = {
        name
        for mark in metafunc.definition.iter_markers("parametrize")
        for name in _names(mark.args[0])
    }
    free = [name for name in SCREEN if name in metafunc.fixturenames and name not in given]
    every = metafunc.definition.get_closest_marker("every_screen")
    if len(free) == len(SCREEN) and not every:
        metafunc.parametrize(free, TWO_WAYS, indirect=True)
        return
    for name in free:
        metafunc.parametrize(name, SCREEN[name], indirect=True)


def _names(names: str | Sequence[str]) -> Sequence[str]:
    return [name.strip() for name in names.split(",")] if isinstance(names, str) else names


@pytest.fixture
def viewport(request) -> dict[str, int]:
    return request.param


@pytest.fixture
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
