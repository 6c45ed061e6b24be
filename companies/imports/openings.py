"""Openings as a company imports them: its own alone, and never past the park office."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.actions.postings import LOCK
from companies.choices.openings import OpeningState
from companies.models import Company, Opening, OpeningSkill
from companies.postings.storing import NOUN, REVERTED
from companies.postings.vocabulary import load_vocabulary
from parks.access import Viewer
from parks.imports.headings import Headings
from parks.imports.kinds import Choice
from parks.imports.snapshots import Part, Snapshots
from parks.imports.tables import Table
from parks.models import ImportJob, LogEntry, Organisation, User
from parks.queue import enqueue

from .fields import COLLECTED, FIELDS, READ
from .importing import OpeningImporter
from .states import DRAFT, SUBMIT, state_of
from .uses import uses_of


class OpeningRows:
    """See parks.imports.kinds.RowKind."""

    fields = FIELDS
    question = gettext_lazy("What becomes of new rows")
    needs_park = True
    snapshots = Snapshots(
        Opening,
        (Part(OpeningSkill, "opening_id"), Part(Opening.disciplines.through, "opening_id")),
    )

    def headings(self, chosen: Mapping[str, str | None]) -> Headings:
        return Headings(READ, COLLECTED, chosen)

    def owners(self, viewer: Viewer) -> QuerySet[Organisation]:
        mine = Organisation.objects.filter(pk__in=viewer.organisation_ids, company__isnull=False)
        return mine.select_related("park").order_by("pk")

    def choices(self, organisation: Organisation) -> Sequence[Choice]:
        careful = Choice(DRAFT, _("Keep them as drafts"), _("You look at each and send it."))
        state = state_of(SUBMIT, _company(organisation.pk))
        if state == OpeningState.PUBLISHED:
            return careful, Choice(SUBMIT, _("Publish them at once"), _("Your company is trusted."))
        if state == OpeningState.SUBMITTED:
            return careful, Choice(
                SUBMIT, _("Send them to the park office"), _("It publishes them.")
            )
        return (careful,)

    def lock(self, job: ImportJob) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, job.park_id])
        ours = Opening.objects.filter(company=job.organisation_id).order_by("pk")
        list(ours.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))

    def importer(self, job: ImportJob, table: Table, *, now: datetime.datetime) -> OpeningImporter:
        company = _company(job.organisation_id)
        state = state_of(job.mapping.get("choice", DRAFT), company)
        vocabulary = load_vocabulary(company.park)
        return OpeningImporter(company, table, vocabulary, state=state, now=now)

    def in_use(self, ids: Iterable[int], *, since: datetime.datetime | None) -> dict[int, str]:
        return uses_of(ids, since=since)

    def remove(self, ids: Sequence[int]) -> None:
        Opening.objects.filter(pk__in=ids).delete()

    def wrote(self, job: ImportJob) -> None:
        enqueue("companies.index_openings")

    def took_back(self, job: ImportJob, ids: Sequence[int], *, by: User | None) -> None:
        LogEntry.objects.bulk_create(
            LogEntry(
                noun=NOUN,
                row_id=pk,
                verb=REVERTED,
                actor=by,
                organisation_id=job.organisation_id,
                park_id=job.park_id,
                details={"digest": ""},
            )
            for pk in ids
        )

    def names(self, ids: Iterable[int]) -> dict[int, str]:
        rows = Opening.objects.filter(pk__in=ids).only("title_zh", "title_en").order_by("pk")
        return {opening.pk: opening.title for opening in rows}

    def address(self, job: ImportJob) -> str:
        return reverse("matching:desk")


def _company(organisation_id: int | None) -> Company:
    return Company.objects.with_verified().select_related("park__region").get(pk=organisation_id)
