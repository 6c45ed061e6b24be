"""Applications as machines read them; who applied is told as far as the applicant grants it."""

from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse

from companies.queries.external_ids import own_id
from matching.models import Application
from matching.models.applications import ApplicationQuerySet
from matching.queries.anonymity import candidate_code, is_anonymous, masked
from talent.models import Education, Experience, Profile, SkillClaim

HIDDEN: dict[str, Any] = {
    **dict.fromkeys(("name", "email", "phone", "headline", "summary"), ""),
    **dict.fromkeys(("graduates_on", "available_from")),
    "studies": [],
    "work": [],
}
"""What an anonymous first screen does not tell; years of study would tell the age."""


def with_applicant(rows: ApplicationQuerySet) -> ApplicationQuerySet:
    """Fetch along all that `whole` reads."""
    studies = Education.objects.select_related("degree", "discipline", "programme")
    claims = SkillClaim.objects.select_related("skill").order_by("skill__code", "source", "pk")
    related = rows.with_opening().with_contents()
    return related.select_related("profile__degree", "profile__discipline").prefetch_related(
        Prefetch("profile__educations", studies.newest_first()),
        Prefetch("profile__experiences", Experience.objects.newest_first()),
        Prefetch("profile__skill_claims", claims),
    )


def summary(application: Application) -> dict[str, Any]:
    """Return where an application stands; it names nobody."""
    return {
        "id": application.uuid,
        "opening": application.opening.uuid,
        "opening_external_id": own_id(application.opening),
        "state": application.state,
        "source": application.source,
        "submitted_at": application.submitted_at,
        "changed_at": application.changed_at,
    }


def whole(application: Application) -> dict[str, Any]:
    """Return an application from `with_applicant` and `with_readable`, with who it is from."""
    readable, hidden = application.is_readable, is_anonymous(application)
    answers = application.answers.all() if readable else ()
    files = application.documents.all() if readable and not hidden else ()
    return summary(application) | {
        "message": _words(application, application.message) if readable else "",
        "answers": [
            {"question": str(answer.question), "answer": _words(application, answer.shown)}
            for answer in answers
        ],
        "documents": [_document(application, row) for row in files],
        "refusal_reason": application.refusal_reason or None,
        "applicant": _applicant(application, hidden=hidden) if readable else None,
    }


def _words(application: Application, text: str) -> str:
    """Return what the applicant wrote, in an anonymous first screen without what names them."""
    return masked(text, application.profile) if is_anonymous(application) else text


def _document(application: Application, document: Any) -> dict[str, Any]:
    address = reverse("api:downloadDocument", args=[application.uuid, document.uuid])
    return {
        "id": document.uuid,
        "filename": document.filename,
        "content_type": document.content_type,
        "size": document.size,
        "href": settings.SITE_URL + address,
    }


def _applicant(application: Application, *, hidden: bool) -> dict[str, Any]:
    profile = application.profile
    shared = {
        "code": candidate_code(profile, application.opening.company_id),
        "is_anonymous": hidden,
        "degree": profile.degree.code if profile.degree else "",
        "discipline": profile.discipline.code if profile.discipline else "",
        "skills": [_claim(claim) for claim in profile.skill_claims.all()],
    }
    return shared | (HIDDEN if hidden else _person(profile))


def _person(profile: Profile) -> dict[str, Any]:
    return {
        "name": profile.user.full_name,
        "email": profile.user.email,
        "phone": profile.phone,
        "headline": profile.headline,
        "summary": profile.summary,
        "graduates_on": profile.graduates_on,
        "available_from": profile.available_from,
        "studies": [_study(row) for row in profile.educations.all()],
        "work": [_work(row) for row in profile.experiences.all()],
    }


def _claim(claim: SkillClaim) -> dict[str, Any]:
    skill = claim.skill
    return {
        "skill": skill.code,
        "label": skill.label,
        "level": claim.level,
        "source": claim.source,
    }


def _study(row: Education) -> dict[str, Any]:
    return {
        "school": row.school,
        "study": row.study,
        "degree": row.degree.code if row.degree else "",
        "started_on": row.started_on,
        "ended_on": row.ended_on,
    }


def _work(row: Experience) -> dict[str, Any]:
    names = ("title", "employer", "started_on", "ended_on", "text")
    return {name: getattr(row, name) for name in names}
