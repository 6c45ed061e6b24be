"""Packed terms as the rows of the engine."""

import numpy as np
import pytest

from matching.loading.copying import BUFFER, CopyError
from matching.loading.texts import copy_texts, unpack_texts
from matching.models import ProfileTerms
from talent.models import Profile
from tests.factories.talent import ProfileFactory


def packed(*terms: int) -> dict[str, bytes]:
    """Terms as they are stored, each counted as often as its place says."""
    return {
        "terms": np.array(terms, "<i4").tobytes(),
        "counts": bytes(range(1, len(terms) + 1)),
    }


def keep(profile: Profile, *terms: int) -> None:
    ProfileTerms.objects.create(profile=profile, digest=b"", **packed(*terms))


def ids_of(*profiles: Profile) -> np.ndarray:
    return np.array([profile.pk for profile in profiles], np.int64)


def test_no_texts_are_no_rows():
    texts = unpack_texts()

    assert (len(texts), texts.term.tolist(), texts.count.tolist()) == (0, [], [])


def test_packed_columns_become_rows_and_an_unread_text_an_empty_one():
    first, third = packed(3, 9), packed(2**31 - 1)

    texts = unpack_texts(
        [memoryview(first["terms"]), None, memoryview(third["terms"])],
        [memoryview(first["counts"]), None, memoryview(third["counts"])],
    )

    assert texts.offsets.tolist() == [0, 2, 2, 3]
    assert texts.term.tolist() == [3, 9, 2**31 - 1]
    assert texts.count.tolist() == [1, 2, 1]


@pytest.mark.django_db
def test_copied_rows_stand_at_the_ids_of_their_owners():
    first, silent, third, empty = ProfileFactory.create_batch(4)
    keep(third, 4, 5, 6)
    keep(first, 7)
    keep(empty)

    texts = copy_texts(Profile.objects.all(), ids_of(first, silent, third, empty))

    assert texts.offsets.tolist() == [0, 1, 1, 4, 4]
    assert texts.term.tolist() == [7, 4, 5, 6]
    assert texts.count.tolist() == [1, 1, 2, 3]


@pytest.mark.django_db
def test_texts_of_others_are_left_where_they_are():
    mine, other = ProfileFactory.create_batch(2)
    keep(mine, 1)
    keep(other, 2)

    texts = copy_texts(Profile.objects.filter(pk=mine.pk), ids_of(mine))

    assert texts.term.tolist() == [1]


@pytest.mark.django_db
def test_more_than_one_piece_of_copy_is_joined_without_a_seam():
    """Rows of about 25 kB do not divide a piece evenly, so some are cut and joined again."""
    number, length = BUFFER // 25_000 * 2, 5_003
    profiles = ProfileFactory.create_batch(number)
    rows = [
        ProfileTerms(
            profile=profile,
            digest=b"",
            terms=np.arange(start, start + length, dtype="<i4").tobytes(),
            counts=bytes([1 + start % 255]) * length,
        )
        for start, profile in enumerate(profiles)
    ]
    ProfileTerms.objects.bulk_create(rows)

    texts = copy_texts(Profile.objects.all(), ids_of(*profiles))

    starts = np.arange(number)
    assert np.array_equal(texts.lengths, np.full(number, length))
    assert np.array_equal(texts.term.reshape(number, length)[:, 0], starts)
    assert np.array_equal(texts.term.reshape(number, length)[:, -1], starts + length - 1)
    assert np.array_equal(texts.count.reshape(number, length)[:, 7], 1 + starts % 255)


@pytest.mark.django_db
def test_a_row_whose_counts_do_not_fit_its_terms_is_refused_and_named():
    profile = ProfileFactory()
    ProfileTerms.objects.create(profile=profile, digest=b"", terms=bytes(8), counts=bytes(3))

    with pytest.raises(CopyError, match=f"text {profile.pk} has 3 counts for 8 bytes"):
        copy_texts(Profile.objects.all(), ids_of(profile))
