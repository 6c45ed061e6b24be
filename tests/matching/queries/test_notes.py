"""The notes of a company on a person, and who may be named in the next one."""

import pytest

from matching.queries.notes import colleagues_of, notes_of
from tests.factories.companies import CompanyFactory
from tests.factories.matching import CandidateNoteFactory
from tests.factories.parks import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("notes", [1, 3])
def test_notes_come_newest_first_with_everybody_named_in_one_query(
    notes, company, profile, recruiter, django_assert_num_queries
):
    colleague = MembershipFactory(organisation=company, user__full_name="Mei Zhou").user
    rows = CandidateNoteFactory.create_batch(
        notes, company=company, profile=profile, author=recruiter
    )
    rows[0].mentioned.set([colleague, recruiter])

    with django_assert_num_queries(1):
        found = [(note.pk, str(note.author), note.names) for note in notes_of(profile, [company])]

    assert [pk for pk, _author, _names in found] == [row.pk for row in reversed(rows)]
    assert {author for _pk, author, _names in found} == {"Chen Hao"}
    assert found[-1][2] == ["Chen Hao", "Mei Zhou"]
    assert all(names == [] for _pk, _author, names in found[:-1])


def test_notes_of_another_company_and_on_other_people_are_not_among_them(company, profile):
    CandidateNoteFactory(company=CompanyFactory(), profile=profile)
    CandidateNoteFactory(company=company)

    assert list(notes_of(profile, [company.pk])) == []


def test_whoever_acts_in_full_for_the_company_can_be_named_but_oneself(company, recruiter):
    zoe = MembershipFactory(organisation=company, user__full_name="Zoe").user
    ada = MembershipFactory(organisation=company, user__full_name="Ada").user
    MembershipFactory(organisation=company, role="interviewer")
    MembershipFactory()

    assert list(colleagues_of(company.pk, but=recruiter)) == [ada, zoe]
