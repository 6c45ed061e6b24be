"""What the page reads on which somebody applies."""

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Subquery, Value

from companies.choices.openings import OpeningState
from companies.models import Opening, OpeningQuestion
from companies.models.openings import OpeningQuerySet
from matching.models import Answer, Application
from parks.access import Viewer
from talent.models import Document, Profile


def openings_to_apply_for(viewer: Viewer) -> OpeningQuerySet:
    """Return what a viewer may read, and what is paused: its link must say so, not that it is lost.

    The page shows no more of a paused opening than its title, which was public.
    """
    paused = Q(state=OpeningState.PAUSED, published_at__isnull=False)
    rows = Opening.objects.filter(Opening.objects.visible_rows(viewer) | paused)
    return rows.select_related("company", "park")


def questions_of(opening: Opening, draft: Application | None) -> QuerySet[OpeningQuestion]:
    """Return the questions of an opening in their order, with the `answer` of a draft."""
    given = Answer.objects.filter(question=OuterRef("pk"), application=draft)
    rows = OpeningQuestion.objects.filter(opening=opening).order_by("position", "pk")
    return rows.annotate(answer=Subquery(given.values("text")[:1]))


def documents_for(profile: Profile, draft: Application | None) -> QuerySet[Document]:
    """Return a person's files, the newest first; `is_chosen` says which go along: at first all."""
    chosen = Value(value=True, output_field=BooleanField())
    if draft is not None:
        sent = Application.documents.through.objects.filter(application=draft)
        chosen = Exists(sent.filter(document=OuterRef("pk")))
    rows = Document.objects.filter(profile=profile).annotate(is_chosen=chosen)
    return rows.order_by("-uploaded_at", "-pk")
