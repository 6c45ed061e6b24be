"""What the lines of roster imports know of somebody who leaves."""

from parks.choices.imports import ImportKind, RowOutcome
from parks.models import ImportRow
from talent.models import RosterEntry

CLAIM = {
    "user_id": None,
    "claimed_at": None,
    "code_digest": "",
    "code_sent_at": None,
    "shares_progress": False,
}


def forget_claim(entry: RosterEntry) -> None:
    """Take who claimed an entry out of the lines of imports, so that no revert brings it back.

    The entry is the university's record and stays; the cells of lines that were refused, and name
    its number, are emptied. Call inside the transaction that ends the claim.
    """
    of_roster = ImportRow.objects.filter(
        job__kind=ImportKind.ROSTERS, job__organisation=entry.university_id
    )
    table = RosterEntry._meta.db_table
    for row in of_roster.filter(row_id=entry.pk, before__has_key=table).order_by("pk"):
        row.before[table] = [line | CLAIM for line in row.before[table]]
        row.save(update_fields=["before"])
    refused = of_roster.filter(outcome=RowOutcome.REFUSED)
    refused.filter(cells__contains=[entry.student_number]).update(cells=[])
