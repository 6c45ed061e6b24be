"""The consortium of the world of the access matrix: the company of the recruiter is a member."""

from parks.models import Consortium, ConsortiumMembership, Organisation
from tests.factories.consortium import (
    ConsortiumFactory,
    ConsortiumMembershipFactory,
    MeetingFactory,
    ResolutionFactory,
)

SLUG = "consortium-of-the-world"
OF_A_MEMBER = ("matching:membership", "matching:leave_consortium", "matching:resolutions")
OF_A_VOTE = ("matching:resolution", "matching:cast_vote")


def make_consortium(company: Organisation) -> None:
    """Let the company be a member of a consortium that has met and votes."""
    consortium = ConsortiumFactory(slug=SLUG, lead=company.park)
    ConsortiumMembershipFactory(consortium=consortium, organisation=company)
    MeetingFactory(consortium=consortium)
    ResolutionFactory(consortium=consortium, open=True)


def consortium_arguments(company: Organisation) -> dict[str, dict[str, object]]:
    consortium = Consortium.objects.get(slug=SLUG)
    member = {"pk": ConsortiumMembership.objects.get(consortium=consortium).pk}
    return {
        "matching:consortium": {"slug": SLUG},
        "matching:apply_to_consortium": {"uuid": company.uuid, "slug": SLUG},
        **dict.fromkeys(OF_A_MEMBER, member),
        **dict.fromkeys(OF_A_VOTE, member | {"uuid": consortium.resolutions.get().uuid}),
        "matching:consortium_meeting": {**member, "uuid": consortium.meetings.get().uuid},
    }
