"""What the renewal of an agreement takes over from the one before."""

from datetime import date

from parks.choices.agreements import ObligationState
from parks.models import Agreement, AgreementParty, Obligation, Quota


def copy_parts(old: Agreement, new: Agreement) -> None:
    """Copy disciplines, parties, quotas and obligations; those that were waived are left out.

    A quota keeps its place in the term: that of the second year becomes one of the second year.
    """
    years = new.starts_on.year - old.starts_on.year
    new.disciplines.set(old.disciplines.all())
    for noun, rows in (
        (AgreementParty, old.parties.order_by("pk")),
        (Quota, old.quotas.order_by("pk")),
        (Obligation, old.obligations.exclude(state=ObligationState.WAIVED).order_by("pk")),
    ):
        noun.objects.bulk_create(_copied(row, new, years) for row in rows)


def _copied(
    row: AgreementParty | Quota | Obligation, agreement: Agreement, years: int
) -> AgreementParty | Quota | Obligation:
    """Return an unsaved copy under the new agreement: nothing of it is used or done yet."""
    if isinstance(row, Quota):
        facts = {name: getattr(row, name) for name in ("degree_id", "discipline_id", "places")}
        return Quota(agreement=agreement, year=row.year + years, **facts)
    if isinstance(row, Obligation):
        facts = {name: getattr(row, name) for name in ("owner_id", "text_zh", "text_en")}
        return Obligation(agreement=agreement, due_on=later(row.due_on, years), **facts)
    facts = {name: getattr(row, name) for name in ("organisation_id", "side", "signatory")}
    return AgreementParty(agreement=agreement, **facts)


def later(day: date, years: int) -> date:
    """Return the same day so many years later; the 29th of February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
