from django.db import models
from django.utils.translation import gettext_lazy as _


def each_once(field: str, *, name: str) -> models.UniqueConstraint:
    """Unique, but checked at commit, so that a new edition of the tables may swap two rows."""
    return models.UniqueConstraint(fields=[field], name=name, deferrable=models.Deferrable.DEFERRED)


class Loaded(models.Model):
    """A row that may have come with the reference tables; what people add is never taken away."""

    loaded = models.BooleanField(_("from the reference tables"), default=False, editable=False)

    class Meta:
        abstract = True
