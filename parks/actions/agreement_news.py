"""Whom the news of an agreement reaches: who runs its parties, and the office of its park."""

from typing import Any

from parks.actions.notices import tell
from parks.choices.notices import NoticeKind
from parks.models import Agreement, AgreementParty, User
from parks.queries.organisations import administrations, administrators_of, office_of


def tell_parties(agreement: Agreement, template: str, **context: Any) -> int:
    """Tell the administrators of all parties and the park office, each once; gives how many."""
    people = reached(agreement)
    for user in people:
        _tell(user, agreement, template, **context)
    return len(people)


def _tell(user: User, agreement: Agreement, template: str, **context: Any) -> None:
    tell(
        user,
        kind=NoticeKind.AGREEMENT,
        template=f"parks/mail/{template}",
        context={"agreement": agreement, **context},
        address=agreement.get_absolute_url(),
    )


def tell_party(party: AgreementParty, template: str) -> None:
    """Tell the administrators of one party: it joined when the others had signed."""
    for user in administrators_of(party.organisation_id):
        _tell(user, party.agreement, template)


def reached(agreement: Agreement) -> list[User]:
    parties = AgreementParty.objects.filter(agreement=agreement).order_by()
    rows = administrations(parties.values("organisation"))
    administrators = User.objects.filter(pk__in=rows.order_by().values("user")).order_by("pk")
    people = {user.pk: user for user in (*administrators, *office_of(agreement.park_id))}
    return list(people.values())
