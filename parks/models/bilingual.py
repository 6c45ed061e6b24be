from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.language import in_language


class Bilingual(models.Model):
    """A term with a label in both languages; vocabulary tables always carry both."""

    label_en = models.CharField(_("label in English"), max_length=160)
    label_zh = models.CharField(_("label in Chinese"), max_length=160)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return in_language(self.label_zh, self.label_en)


class Named(models.Model):
    """Somebody or something with a proper name, which may be known in one language only."""

    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)
