from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .openings import Opening


class SearchVector(models.Func):
    """The words of an entry as PostgreSQL searches them.

    The function is said to be costly, as it is where words are stored out of line, so that the
    planner takes the index for common words too.
    """

    function = "search_vector"
    output_field = SearchVectorField()


class OpeningIndex(models.Model):
    """What the search reads of one opening: its words, and what it counts for in each facet.

    Triggers note openings whose row is out of date (`is_stale`); a worker writes it anew. `words`
    hold the choices of the facets too, and those of the title a second time, marked; `facets`
    are the same choices as numbers, packed as big-endian int32, and `stamp` is the id and the time
    of publishing in microseconds, as big-endian int64.
    """

    opening = models.OneToOneField(
        Opening,
        models.CASCADE,
        related_name="search_index",
        verbose_name=_("opening"),
        primary_key=True,
    )
    is_stale = models.BooleanField(_("out of date"), default=True)
    changed_at = models.DateTimeField(_("noted on"), auto_now=True)
    is_on_offer = models.BooleanField(_("on offer"), default=False)
    words = ArrayField(models.TextField(), verbose_name=_("words"), default=list)
    title = models.TextField(_("title and company, folded"), blank=True)
    facets = models.BinaryField(_("choices of the facets"), default=b"")
    stamp = models.BinaryField(_("id and time"), default=b"")
    closes_on = models.DateField(_("apply until"), null=True)
    published_at = models.DateTimeField(_("published on"), null=True)

    class Meta:
        verbose_name = _("search entry of an opening")
        verbose_name_plural = _("search entries of openings")
        indexes = (
            GinIndex(
                SearchVector("words"),
                condition=models.Q(is_on_offer=True),
                fastupdate=False,
                name="openings_by_word",
            ),
            GinIndex(
                OpClass("title", "gin_trgm_ops"),
                condition=models.Q(is_on_offer=True),
                fastupdate=False,
                name="openings_by_trigram",
            ),
            models.Index(
                fields=("-published_at", "-opening"),
                condition=models.Q(is_on_offer=True),
                name="openings_on_offer_by_time",
            ),
            models.Index(
                fields=("changed_at",),
                condition=models.Q(is_stale=True),
                name="openings_to_index",
            ),
        )

    def __str__(self) -> str:
        return str(self.opening_id)
