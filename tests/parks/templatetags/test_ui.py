from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from parks.templatetags.ui import days_until, number_for, percent


def rendered(template: str, **values) -> str:
    return Template(template).render(Context(values))


def test_an_icon_is_decoration_that_nobody_is_read():
    html = rendered('{% icon "search" %}')

    assert 'aria-hidden="true"' in html
    assert "img/icons.svg#search" in html


def test_an_icon_cannot_carry_markup():
    html = rendered("{% icon name %}", name='"><script>alert(1)</script>')

    assert "<script>" not in html


@pytest.mark.parametrize(
    ("points", "shown"), [(0, 0), (40, 0), (41, 1), (2048, 50), (4095, 99), (4096, 100)]
)
def test_only_all_of_the_points_are_a_hundred_per_cent(points, shown):
    assert percent(points) == shown


@pytest.mark.parametrize(
    ("path", "marked"),
    [("/openings/", True), ("/openings/x/apply/", True), ("/", False), ("/me/", False)],
)
def test_the_place_in_the_navigation_where_one_is_is_marked(rf, path, marked):
    html = rendered('<a{% current "/openings/" %}>', request=rf.get(path))

    assert html == ('<a aria-current="page">' if marked else "<a>")


def test_what_is_not_counted_is_none():
    assert number_for({7: 3}, 7) == 3
    assert number_for({7: 3}, 8) == 0


@pytest.mark.parametrize(
    ("hours", "days"), [(-30, 0), (-1, 0), (1, 1), (23, 1), (25, 2), (24 * 60 - 1, 60)]
)
def test_a_day_begun_is_a_day_left_and_nothing_is_left_of_what_has_passed(hours, days):
    assert days_until(timezone.now() + timedelta(hours=hours)) == days


def test_until_no_moment_there_are_no_days_to_count():
    assert days_until(None) is None
