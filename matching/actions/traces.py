"""What mails and notices to companies tell of an applicant, found again to be removed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, Q

from matching.models import Application, CandidateNote, Interview, InvitationToApply, Offer
from parks.models import Membership, Notice, OutboxMail
from talent.models import Profile, ProfileGrant

MAIL_TEXTS = ("subject", "text", "html", "calendar")
NOTICE_TEXTS = ("text_zh", "text_en", "address")


@dataclass(frozen=True)
class Traces:
    """How somebody is named to others: by words, and by the addresses of what is theirs."""

    words: tuple[str, ...]
    uuids: tuple[str, ...]
    readers: tuple[int, ...]


def traces_of(profile: Profile) -> Traces:
    """Return what tells of a person, and the people of companies who may have been told it."""
    user, mine = profile.user, {"application__profile": profile}
    rows: tuple[Iterable[Model], ...] = (
        Application.objects.filter(profile=profile),
        Interview.objects.filter(**mine),
        Offer.objects.filter(**mine),
        InvitationToApply.objects.filter(profile=profile),
    )
    companies = Application.objects.filter(profile=profile).values("opening__company")
    granted = ProfileGrant.objects.filter(profile=profile).values("organisation")
    invited = InvitationToApply.objects.filter(profile=profile).values("opening__company")
    noted = CandidateNote.objects.filter(profile=profile).values("company")
    told = Q(organisation__in=companies) | Q(organisation__in=granted)
    told |= Q(organisation__in=invited) | Q(organisation__in=noted)
    return Traces(
        words=tuple(word for word in (user.full_name, user.email, profile.phone) if word),
        uuids=(str(profile.uuid), *(str(row.uuid) for found in rows for row in found)),
        readers=tuple(Membership.objects.filter(told).values_list("user", flat=True).distinct()),
    )


def remove_traces(traces: Traces, *, instead: str) -> None:
    """Delete what was written to companies about a person's applications; elsewhere in what was
    written to them, put `instead` in place of the person's name, address and telephone.
    """
    about = "|".join(traces.uuids)
    for model, texts in ((OutboxMail, MAIL_TEXTS), (Notice, NOTICE_TEXTS)):
        written = model.objects.filter(user__in=traces.readers)
        _any(texts, "regex", about, written).delete()
        for word in traces.words:
            _replace(_any(texts, "contains", word, written), texts, word, instead)


def _any(texts: Iterable[str], lookup: str, value: str, rows: Iterable[Model]) -> Iterable[Model]:
    wanted = Q()
    for text in texts:
        wanted |= Q(**{f"{text}__{lookup}": value})
    return rows.filter(wanted)


def _replace(rows: Iterable[Model], texts: tuple[str, ...], word: str, instead: str) -> None:
    """“Lin” in “Linda” is somebody else; Chinese puts no space around a name."""
    sign = re.escape(word)
    pattern = re.compile(rf"(?<!\w){sign}(?!\w)" if word.isascii() else sign)
    for row in rows:
        for text in texts:
            setattr(row, text, pattern.sub(instead, getattr(row, text)))
        row.save(update_fields=texts)
