import pytest
from django.utils import timezone

from parks.models import User
from parks.queries.notices import unread_notices
from parks.queries.viewers import viewer_of
from tests.factories.parks import MembershipFactory, NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("unread", [0, 1, 3])
@pytest.mark.parametrize("memberships", [0, 2])
def test_unread_notices_come_with_the_viewer_in_its_one_query(
    unread, memberships, django_assert_num_queries
):
    user = UserFactory()
    MembershipFactory.create_batch(memberships, user=user)
    NoticeFactory.create_batch(unread, user=user)
    NoticeFactory(user=user, read_at=timezone.now())
    NoticeFactory()

    with django_assert_num_queries(1):
        viewer = viewer_of(user)

    assert viewer.unread_notices == unread
    assert len(viewer.organisation_ids) == memberships


def test_each_person_has_a_count_of_their_own():
    first, second = UserFactory.create_batch(2)
    NoticeFactory.create_batch(2, user=first)
    NoticeFactory(user=second)

    rows = User.objects.annotate(unread=unread_notices()).order_by("pk")

    assert list(rows.values_list("unread", flat=True)) == [2, 1]
