"""Codes of the classification of occupations (2022): 2, 2-02, 2-02-32-00, 2-02-32-02."""

import re
import unicodedata

SHAPE = re.compile(r"\d(?:-\d\d){0,3}")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def canonical_code(text: str) -> str:
    """Return a code as the vocabulary writes it, "" for what is no code.

    Tables pad the codes of groups with zeros: 2-00-00-00 is the major group 2, 2-02-00-00 the
    medium group 2-02. A minor group keeps its four parts (2-02-32 is 2-02-32-00), for it may be an
    occupation itself (2-01-08-00).
    """
    plain = unicodedata.normalize("NFKC", text).translate(DASHES).strip()
    if not SHAPE.fullmatch(plain):
        return ""
    parts = [*plain.split("-"), "00", "00", "00"][:4]
    if parts[2:] != ["00", "00"]:
        return "-".join(parts)
    return parts[0] if parts[1] == "00" else "-".join(parts[:2])


def codes_above(code: str) -> list[str]:
    """Return the codes of the groups that a canonical code lies in, the nearest first."""
    parts = code.split("-")
    minor = "-".join([*parts[:3], "00"]) if len(parts) == 4 else code
    groups = (canonical_code(minor), "-".join(parts[:2]), parts[0])
    return list(dict.fromkeys(group for group in groups if group != code))
