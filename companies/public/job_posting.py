"""An opening as schema.org JobPosting, with what Google's job search requires and recommends.

https://developers.google.com/search/docs/appearance/structured-data/job-posting
Places that can be worked at from anywhere do not exist here, so `jobLocationType` and
`applicantLocationRequirements`, which are for those alone, are left out.
"""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from companies.choices.openings import Importance, SalaryPeriod
from companies.models import Opening
from parks.choices.taxonomy import RegionLevel
from parks.choices.work import OpeningKind
from parks.models import Region

ADDRESS = (
    "region__parent__parent",
    "company__region__parent__parent",
    "park__region__parent__parent",
    "chain_stage",
    "occupation",
    "min_degree",
)
"""What a posting reads of other tables, for `select_related`."""
COUNTRY = "CN"  # every place of the vocabulary is one of GB/T 2260
END_OF_DAY = time(23, 59, 59)
EMPLOYMENT = {
    OpeningKind.JOB: ["FULL_TIME"],
    OpeningKind.INTERNSHIP: ["INTERN"],
    OpeningKind.TRAINING_PLACE: ["OTHER"],
    OpeningKind.POSTDOC: ["FULL_TIME", "TEMPORARY"],
}
PERIODS = {
    SalaryPeriod.HOUR: "HOUR",
    SalaryPeriod.DAY: "DAY",
    SalaryPeriod.MONTH: "MONTH",
    SalaryPeriod.YEAR: "YEAR",
}
CREDENTIALS = {
    "secondary": "high school",
    "college": "associate degree",
    "bachelor": "bachelor degree",
    "master": "postgraduate degree",
    "doctor": "postgraduate degree",
}
NOTHING_ASKED = "no requirements"
INDUSTRY = "Biopharmaceuticals"


def job_posting(opening: Opening) -> dict[str, Any]:
    """Return the facts of a published opening; those that nobody stated are left out.

    `opening` comes with its requirements, its disciplines and the relations of `ADDRESS`.
    """
    facts = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": opening.title,
        "description": description_of(opening),
        "url": settings.SITE_URL + opening.get_absolute_url(),
        "identifier": _property(str(opening.company), str(opening.uuid)),
        "datePosted": _local(opening, opening.published_at).date().isoformat(),
        "validThrough": _valid_through(opening),
        "employmentType": EMPLOYMENT[OpeningKind(opening.kind)],
        "hiringOrganization": _employer(opening),
        "jobLocation": {"@type": "Place", "address": _address(opening)},
        "baseSalary": _salary(opening),
        "directApply": True,
        "educationRequirements": _education(opening),
        "experienceRequirements": _experience(opening),
        "qualifications": ", ".join(str(each) for each in opening.disciplines.all()),
        "skills": ", ".join(str(each.skill) for each in opening.requirements.all()),
        "industry": str(opening.chain_stage or INDUSTRY),
        "occupationalCategory": _occupation(opening),
        "totalJobOpenings": opening.headcount,
    }
    return {name: value for name, value in facts.items() if value not in (None, "")}


def description_of(opening: Opening) -> str:
    """Return the text as HTML, which the property wants, with all that was typed escaped."""
    text = opening.text.strip() or "\n\n".join(_instead_of_text(opening))
    paragraphs = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n")]
    return "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in paragraphs if part)


def _instead_of_text(opening: Opening) -> Iterator[str]:
    yield f"{opening.title} · {opening.get_kind_display()} · {opening.company}"
    must = [each for each in opening.requirements.all() if each.importance == Importance.MUST]
    if must:
        yield _("Required skills: %(names)s") % {
            "names": ", ".join(str(each.skill) for each in must)
        }


def _valid_through(opening: Opening) -> str | None:
    """The last day to apply counts to its end, where the park is."""
    if opening.closes_on is None:
        return None
    zone = ZoneInfo(opening.park.time_zone)
    return datetime.combine(opening.closes_on, END_OF_DAY, zone).isoformat()


def _local(opening: Opening, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(opening.park.time_zone))


def _employer(opening: Opening) -> dict[str, str]:
    company = opening.company
    page = settings.SITE_URL + company.get_absolute_url()
    facts = {"@type": "Organization", "name": company.name, "url": page}
    return facts | ({"sameAs": company.website} if company.website else {})


def _address(opening: Opening) -> dict[str, str]:
    """The street is known of the company's own place only; elsewhere the town must do."""
    company, named = opening.company, bool(opening.place_text)
    at_company = not named and opening.region_id in (None, company.region_id)
    region = opening.region or (None if named else company.region or opening.park.region)
    facts = {
        "@type": "PostalAddress",
        "streetAddress": company.street_address if at_company else "",
        "postalCode": company.postal_code if at_company else "",
        **(_town(region) if region else {"addressLocality": opening.place_text}),
        "addressCountry": COUNTRY,
    }
    return {name: value for name, value in facts.items() if value}


def _town(region: Region) -> dict[str, str]:
    """Return the province, and what lies below it, from the city down."""
    chain = [region]
    while chain[-1].parent is not None:
        chain.append(chain[-1].parent)
    province = chain[-1]
    below = [each.label for each in reversed(chain) if each.level > RegionLevel.PROVINCE]
    town = "".join(below) if _is_chinese() else ", ".join(reversed(below))
    return {"addressLocality": town or province.label, "addressRegion": province.label}


def _is_chinese() -> bool:
    return (translation.get_language() or settings.LANGUAGE_CODE).startswith("zh")


def _salary(opening: Opening) -> dict[str, Any] | None:
    least, most = opening.salary_min, opening.salary_max
    if least is None and most is None:
        return None
    bounds = {"minValue": least, "maxValue": most}
    if least == most:
        bounds = {"value": least}
    return {
        "@type": "MonetaryAmount",
        "currency": opening.salary_currency,
        "value": {
            "@type": "QuantitativeValue",
            **{name: value for name, value in bounds.items() if value is not None},
            "unitText": PERIODS[SalaryPeriod(opening.salary_period)],
        },
    }


def _education(opening: Opening) -> dict[str, str] | str:
    credential = CREDENTIALS.get(opening.min_degree.code) if opening.min_degree else None
    if credential is None:
        return NOTHING_ASKED
    return {"@type": "EducationalOccupationalCredential", "credentialCategory": credential}


def _experience(opening: Opening) -> dict[str, Any] | str:
    if not opening.min_years:
        return NOTHING_ASKED
    months = 12 * opening.min_years
    return {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": months}


def _occupation(opening: Opening) -> dict[str, str] | None:
    if opening.occupation is None:
        return None
    return {
        "@type": "CategoryCode",
        "inCodeSet": "GBM 10000-2022",
        "codeValue": opening.occupation.code,
        "name": opening.occupation.label,
    }


def _property(name: str, value: str) -> dict[str, str]:
    return {"@type": "PropertyValue", "name": name, "value": value}
