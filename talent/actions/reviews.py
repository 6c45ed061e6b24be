"""What a person confirms of a CV enters the profile; nothing else does."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from parks.actions.trail import record
from parks.models import User
from talent.actions.profiles import add_own_claims, set_places
from talent.actions.proposals import Proposal, propose
from talent.cv.values import CvFields
from talent.models import Document, Education, Experience, Profile
from talent.queries.vouched import vouched_of

KEPT = ("id", "profile")


@transaction.atomic
def accept_proposals(
    profile: Profile,
    *,
    fields: CvFields,
    taken: Collection[str],
    document: Document | None,
    by: User,
) -> int:
    """Let the proposals whose keys are in `taken` enter a profile; return how many did.

    They are compared with the profile anew under its lock, so sending a review twice adds nothing
    twice. A row that is told otherwise gets what the CV says and keeps what the CV leaves open.
    """
    profile = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    accepted = [proposal for proposal in propose(profile, fields) if proposal.key in taken]
    _set_facts(profile, {one.key: one.new for one in accepted if one.group == "facts"})
    for one in accepted:
        if isinstance(one.new, Education | Experience):
            _save_row(profile, one)
    claims = [one.new for one in accepted if one.key.startswith("skill-")]
    add_own_claims(profile, claims=claims, by=by)
    uuid = str(document.uuid) if document else ""
    record(profile, "cv saved", by=by, document=uuid, accepted=len(accepted))
    return len(accepted)


def _set_facts(profile: Profile, facts: dict[str, Any]) -> None:
    fixed = vouched_of(profile.user_id).fixed_for(facts.get("degree", profile.degree))
    facts = {key: value for key, value in facts.items() if key not in fixed}
    name, places = facts.pop("name", ""), facts.pop("places", [])
    if name:
        profile.user.full_name = name
        profile.user.save(update_fields=["full_name"])
    if places:
        set_places(profile, places)
    for field, value in facts.items():
        setattr(profile, field, value)
    profile.save(update_fields=[*facts, "updated_at"])


def _save_row(profile: Profile, proposal: Proposal) -> None:
    row = proposal.mine or type(proposal.new)(profile=profile)
    for field in row._meta.concrete_fields:
        value = getattr(proposal.new, field.attname)
        if field.name not in KEPT and value not in (None, ""):
            setattr(row, field.attname, value)
    if row.started_on and row.ended_on and row.started_on > row.ended_on:
        row.started_on = proposal.new.started_on
        row.ended_on = proposal.new.ended_on
    row.save()
