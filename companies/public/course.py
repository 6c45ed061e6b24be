"""A training programme as schema.org Course, with its sessions as CourseInstance.

https://developers.google.com/search/docs/appearance/structured-data/course-info
Whether a session is held on site or online stands in no field, so `courseMode` is left out; the
link of an online one is for those who are enrolled.
"""

from typing import Any

from django.conf import settings

from companies.models import Programme, Session

CURRENCY = "CNY"


def course(programme: Programme) -> dict[str, Any]:
    """Return the facts of a programme on show; those that nobody stated are left out.

    `programme` comes with its organiser, scheme, skills, and its public sessions under
    `next_sessions`.
    """
    skills = [str(each.skill) for each in programme.skills.all()]
    facts = {
        "@context": "https://schema.org/",
        "@type": "Course",
        "name": str(programme),
        "description": programme.text.strip() or ", ".join((str(programme), *skills)),
        "url": settings.SITE_URL + programme.get_absolute_url(),
        "provider": {"@type": "Organization", "name": str(programme.organiser)},
        "teaches": skills,
        "timeRequired": f"PT{programme.hours}H" if programme.hours else "",
        "educationalCredentialAwarded": str(programme.scheme) if programme.scheme else "",
        "hasCourseInstance": [_instance(each) for each in programme.next_sessions],
    }
    return {name: value for name, value in facts.items() if value}


def _instance(session: Session) -> dict[str, Any]:
    facts = {
        "@type": "CourseInstance",
        "url": settings.SITE_URL + session.get_absolute_url(),
        "startDate": session.starts_on.isoformat(),
        "endDate": session.ends_on.isoformat(),
        "location": "" if session.is_online else session.place,
        "maximumAttendeeCapacity": session.capacity,
        "offers": {
            "@type": "Offer",
            "category": "Paid" if session.fee else "Free",
            "price": session.fee,
            "priceCurrency": CURRENCY,
        },
    }
    return {name: value for name, value in facts.items() if value}
