"""A certificate → a PDF in both languages, with a QR code of the address that verifies it."""

import io
import json
from importlib.resources import files
from typing import Any

import segno
import typst
from django.utils import timezone
from django.utils.translation import override

from parks.actions.letters import absolute
from talent.choices.certificates import Standing
from talent.exports.pdf import typst_fonts
from talent.models import Certificate
from talent.queries.certificates import granted_by, present_day, standing_of

SOURCE = files("talent.exports").joinpath("certificate.typ").read_bytes()


def render_certificate(certificate: Certificate) -> bytes:
    """Return the PDF; what people have written reaches typst as data, never as markup."""
    words = json.dumps(certificate_words(certificate), ensure_ascii=False)
    code = qr_code(verify_address(certificate))
    inputs = {"paper": words, "code": code}
    return typst.compile(SOURCE, format="pdf", font_paths=typst_fonts(), sys_inputs=inputs)


def verify_address(certificate: Certificate) -> str:
    return absolute(certificate.get_absolute_url())


def qr_code(text: str) -> str:
    """Return a QR code as SVG, with its quiet zone; a quarter of it may be scratched (level Q)."""
    drawn = io.BytesIO()
    segno.make(text, error="q", micro=False).save(drawn, kind="svg", border=4, light="#ffffff")
    return drawn.getvalue().decode()


def certificate_words(certificate: Certificate) -> dict[str, Any]:
    """Return what is printed: names in both languages, the skills, and lines of label and fact."""
    scheme = certificate.scheme
    until = f"{certificate.valid_until}" if certificate.valid_until else "长期 / without an end"
    level = (("等级 Level", str(scheme.level)),) if scheme.level else ()
    return {
        "holder": certificate.holder,
        "serial": certificate.serial,
        "scheme": _names(scheme),
        "issuer": _names(scheme.issuer),
        "skills": [_skill(one) for one in granted_by(scheme.pk)],
        "facts": [
            *level,
            ("编号 Number", certificate.serial),
            ("颁发日期 Issued on", f"{certificate.issued_on}"),
            ("有效期至 Valid until", until),
            ("颁发单位 Issuer", " / ".join(_names(scheme.issuer))),
        ],
        "address": verify_address(certificate),
        "void": _void(certificate),
    }


def _void(certificate: Certificate) -> str:
    """Return what is written across a paper that counts no more, or ""."""
    if certificate.revoked_at is not None:
        day = timezone.localdate(certificate.revoked_at, timezone.get_default_timezone())
        return f"已撤销 REVOKED {day}"
    if standing_of(certificate, present_day()) == Standing.EXPIRED:
        return f"已过期 EXPIRED {certificate.valid_until}"
    return ""


def _names(named: Any) -> list[str]:
    return [name for name in (named.name_zh, named.name_en) if name]


def _skill(granted: Any) -> str:
    said = []
    for language in ("zh-hans", "en"):
        with override(language):
            said.append(f"{granted.skill.label} {granted.get_level_display()}")
    return " / ".join(said)
