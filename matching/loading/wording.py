"""What the engine's names are called on pages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from companies.choices.openings import Importance
from matching import engine
from talent.choices.profiles import ClaimSource

TERM_LABELS = {
    engine.Term.SKILLS: _("Skills asked for"),
    engine.Term.ALL_MUSTS: _("Every required skill is met"),
    engine.Term.EVIDENCE: _("Evidence of skills"),
    engine.Term.DISCIPLINE: _("Discipline"),
    engine.Term.DEGREE: _("Degree"),
    engine.Term.TEXT: _("Topics and words in common"),
    engine.Term.KIND: _("Kind of opening"),
    engine.Term.PLACE: _("Place"),
    engine.Term.CHANNEL: _("Career channel"),
    engine.Term.PAY: _("Pay"),
    engine.Term.START: _("Start date"),
}
GATE_LABELS = {
    engine.Gate.KIND: _("Kind of opening"),
    engine.Gate.PLACE: _("Place"),
    engine.Gate.DEGREE: _("Degree"),
    engine.Gate.DISCIPLINE: _("Discipline"),
    engine.Gate.DATES: _("Start date"),
    engine.Gate.CERTIFICATES: _("Certificates and licences"),
    engine.Gate.OPEN_TO_MATCHING: _("Open to matching"),
    engine.Gate.NOT_ALREADY_DEALT_WITH: _("Not dealt with yet"),
}
STATE_LABELS = {
    engine.State.MET: _("met"),
    engine.State.UNKNOWN: _("not known"),
    engine.State.NOT_MET: _("not met"),
}
STANDING_LABELS = {
    engine.Standing.MET: _("met"),
    engine.Standing.BELOW_LEVEL: _("below the level"),
    engine.Standing.PARTLY: pgettext_lazy("a skill", "partly"),
    engine.Standing.MISSING: pgettext_lazy("a skill", "missing"),
}
EVIDENCE_LABELS = dict(zip(engine.Evidence, (source.label for source in ClaimSource), strict=True))
IMPORTANCE_LABELS = {
    engine.Importance.MUST: Importance.MUST.label,
    engine.Importance.WANTED: Importance.WANTED.label,
    engine.Importance.NICE: Importance.NICE.label,
}
CSS_OF_STATE = {
    engine.State.MET: "met",
    engine.State.UNKNOWN: "partial",
    engine.State.NOT_MET: "missing",
}
CSS_OF_STANDING = {
    engine.Standing.MET: "met",
    engine.Standing.BELOW_LEVEL: "partial",
    engine.Standing.PARTLY: "partial",
    engine.Standing.MISSING: "missing",
}
