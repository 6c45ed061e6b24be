"""Whom the news of an agreement reaches: who runs its parties, and the office of its park."""

from typing import Any

from parks.actions.notices import tell
from parks.choices.notices import NoticeKind
from parks.models import Agreement, AgreementParty, User
from parks.queries.organisations import administrations, office_of


def tell_parties(agreement: Agreement, template: str, **context: Any) -> int:
    """Tell the administrators of all parties and the park office, each once; gives how many."""
    people = reached(agreement)
    for user in people:
        tell(
            user,
            kind=NoticeKind.AGREEMENT,
            template=f"parks/mail/{template}",
            context={"agreement": agreement, **context},
            address=agreement.get_absolute_url(),
        )
    return len(people)


def reached(agreement: Agreement) -> list[User]:
    parties = AgreementParty.objects.filter(agreement=agreement).order_by()
    rows = administrations(parties.values("organisation"))
    administrators = User.objects.filter(pk__in=rows.order_by().values("user")).order_by("pk")
    people = {user.pk: user for user in (*administrators, *office_of(agreement.park_id))}
    return list(people.values())
