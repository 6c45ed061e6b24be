"""The texts people agree to, and the version of each; a new version asks everybody again."""

from parks.choices.notices import ConsentPurpose

VERSIONS = {
    ConsentPurpose.TERMS: "2026-11-23",  # templates/parks/privacy_notice.html
    ConsentPurpose.MATCHING: "2026-11",  # its section on automated matching
}
TERMS_VERSION = VERSIONS[ConsentPurpose.TERMS]
