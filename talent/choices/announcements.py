"""Who may write announcements, and to whom."""

from parks.choices.organisations import OrganisationKind
from talent.choices.university import AnnouncementAudience

UNIVERSITIES = (OrganisationKind.UNIVERSITY, OrganisationKind.COLLEGE)
AUTHORS = (OrganisationKind.PARK_OFFICE, *UNIVERSITIES)
KINDS_OF = {
    AnnouncementAudience.COMPANIES: (OrganisationKind.COMPANY,),
    AnnouncementAudience.UNIVERSITIES: UNIVERSITIES,
}
"""The kinds of organisations behind an audience; students are no organisation."""
