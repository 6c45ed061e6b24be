"""Places of agreements: given by the right one, never more than there are."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from random import Random

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as some

from parks.actions.quotas import NoPlacesLeftError, give_back_place, take_place
from parks.models import Quota
from tests.factories.agreements import AgreementFactory, AgreementPartyFactory, QuotaFactory
from tests.factories.parks import OrganisationFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory

DAY = date(2026, 5, 4)
THREADS = 8


@pytest.fixture
def signed():
    """An agreement in force between a university and a company."""
    agreement = AgreementFactory(in_force=True)
    sides = [AgreementPartyFactory(agreement=agreement).organisation.pk for _side in range(2)]
    return agreement, sides


def take(sides, degree, disciplines=(), day=DAY, agreement=None) -> Quota | None:
    return take_place(
        organisations=sides, degree=degree, discipline_ids=disciplines, day=day, agreement=agreement
    )


@pytest.mark.django_db
def test_a_place_of_one_s_own_discipline_goes_before_one_that_is_open_to_all(signed):
    agreement, sides = signed
    degree, discipline = DegreeLevelFactory(), DisciplineFactory()
    open_to_all = QuotaFactory(agreement=agreement, degree=degree, places=1)
    own = QuotaFactory(agreement=agreement, degree=degree, discipline=discipline, places=1)

    taken = [take(sides, degree, [discipline.pk]) for _turn in range(3)]

    assert taken == [own, open_to_all, None]
    assert list(Quota.objects.order_by("pk").values_list("used", flat=True)) == [1, 1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"state": "draft"},
        {"state": "signed"},
        {"state": "expired"},
        {"starts_on": date(2026, 6, 1)},
        {"ends_on": date(2026, 5, 3)},
    ],
)
def test_an_agreement_that_is_not_in_force_gives_no_place(signed, change):
    agreement, sides = signed
    quota = QuotaFactory(agreement=agreement)
    for name, value in change.items():
        setattr(agreement, name, value)
    agreement.save()

    assert take(sides, quota.degree) is None


@pytest.mark.django_db
def test_a_place_is_of_the_year_the_degree_the_discipline_and_both_sides(signed):
    agreement, sides = signed
    quota = QuotaFactory(agreement=agreement, discipline=DisciplineFactory())
    fitting = [quota.discipline_id]

    assert take(sides, DegreeLevelFactory(), fitting) is None
    assert take(sides, quota.degree, [DisciplineFactory().pk]) is None
    assert take(sides, quota.degree, fitting, day=date(2027, 1, 1)) is None
    assert take([*sides, OrganisationFactory().pk], quota.degree, fitting) is None
    assert take([], quota.degree, fitting) is None
    assert take(sides, quota.degree, fitting) == quota


@pytest.mark.django_db
def test_a_named_agreement_that_is_used_up_says_so_and_one_without_a_place_for_you_does_not(signed):
    agreement, _sides = signed
    quota = QuotaFactory(agreement=agreement, places=1)

    first = take((), quota.degree, agreement=agreement)

    assert first == quota
    with pytest.raises(NoPlacesLeftError):
        take((), quota.degree, agreement=agreement)
    assert take((), DegreeLevelFactory(), agreement=agreement) is None


@pytest.mark.django_db
def test_a_place_that_nobody_holds_cannot_be_given_back():
    quota = QuotaFactory()

    with pytest.raises(ValueError, match="no place"):
        give_back_place(quota=quota)


@pytest.mark.django_db(transaction=True)
@settings(max_examples=8)
@given(places=some.integers(0, 6), seed=some.integers(0, 9999))
def test_whoever_takes_and_gives_back_at_once_no_more_places_are_used_than_there_are(places, seed):
    quota = QuotaFactory(places=places)
    agreement, degree = quota.agreement, quota.degree

    def takes_and_perhaps_gives_back(keeps: bool) -> Callable[[], int]:
        def run() -> int:
            try:
                taken = take((), degree, agreement=agreement)
                if not keeps:
                    give_back_place(quota=taken)
            except NoPlacesLeftError:
                return 0
            finally:
                connection.close()
            return int(keeps)

        return run

    random = Random(seed)  # noqa: S311 - draws a story, keeps no secret
    jobs = [takes_and_perhaps_gives_back(random.random() < 0.6) for _job in range(16)]
    with ThreadPoolExecutor(THREADS) as pool:
        kept = sum(pool.map(lambda job: job(), jobs))

    quota.refresh_from_db()
    assert quota.used == kept <= places
