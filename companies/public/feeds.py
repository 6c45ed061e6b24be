"""The newest openings as Atom and RSS; the filter is the one of the market's address."""

import re
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from companies.actions.searching import search_openings
from companies.choices.searching import Sort
from companies.models import Opening
from companies.queries.openings import Search, openings_in_order
from companies.queries.searching import Window
from companies.search import read_search

MOST = 50
LONGEST_TEXT = 600
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 cannot hold, and a posting pasted from somewhere may."""


class Asked(NamedTuple):
    """What a reader subscribed to, with the address it is asked for at."""

    search: Search
    openings: list[Opening]


class RssOpenings(Feed):
    feed_type = Rss201rev2Feed

    def get_object(self, request: HttpRequest) -> Asked:
        search = replace(read_search(request.GET), sort=Sort.DATE)
        answer = search_openings(search, today=timezone.localdate(), window=Window(0, MOST))
        return Asked(search, openings_in_order(answer.found.ids))

    def title(self, asked: Asked) -> str:
        words = [asked.search.words, *(term.label for term in asked.search.choices)]
        return " · ".join([_("Openings"), *(str(word) for word in words if word)])

    def description(self, asked: Asked) -> str:
        return _("The newest openings of the biopharma parks.")

    def subtitle(self, asked: Asked) -> str:
        return self.description(asked)

    def link(self, asked: Asked) -> str:
        address = replace(asked.search, sort=None).address
        return reverse("matching:market") + (f"?{address}" if address else "")

    def items(self, asked: Asked) -> list[Opening]:
        return asked.openings

    def item_title(self, opening: Opening) -> str:
        return _plain(f"{opening.title} · {opening.company}")

    def item_description(self, opening: Opening) -> str:
        facts = [opening.get_kind_display(), opening.nearest_place, opening.salary]
        said = " · ".join(str(fact) for fact in facts if fact)
        return _plain(f"{said}\n\n{Truncator(opening.text).chars(LONGEST_TEXT)}")

    def item_guid(self, opening: Opening) -> str:
        return f"urn:uuid:{opening.uuid}"

    item_guid_is_permalink = False

    def item_pubdate(self, opening: Opening) -> datetime:
        return opening.published_at

    def item_updateddate(self, opening: Opening) -> datetime:
        return opening.updated_at

    def item_author_name(self, opening: Opening) -> str:
        return _plain(str(opening.company))

    def item_categories(self, opening: Opening) -> list[str]:
        skills = [str(each.skill) for each in opening.requirements.all()]
        return [str(opening.get_kind_display()), *skills]


class AtomOpenings(RssOpenings):
    feed_type = Atom1Feed


def _plain(text: str) -> str:
    return FORBIDDEN.sub("", text).strip()
