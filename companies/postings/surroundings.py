"""The surroundings that a posting offers, which is not to ask for what they are called by."""

import re

PLACE = re.compile(
    r"(?:environment|culture|workplace|atmosphere)\Z"
    r"|(?:,? (?:and|&)|,)?(?: ?[\w-]+,?){0,3} (?:environment|culture|workplace|atmosphere)\b"
)
DESCRIBES = re.compile(r"(?:ive|ed|al|environment|culture)\Z")
"""How words end that describe a place: collaborative, team-oriented, cross-functional."""
ABLE = re.compile(
    r"\b(?:ability|able|thriv\w+|comfort\w*|enjoys?|experience|foster\w*|promot\w+|creat\w+|build\w*"
    r"|(?:work|collaborat|operat|succe)\w*(?: [\w-]+)?)\b[^.;:]{0,40}\Z"
)


def is_a_place_to_work(text: str, start: int, end: int) -> bool:
    """Say whether text[start:end], in lower case, only tells how a workplace is.

    "In a collaborative environment" promises company; "able to work in a team environment" asks.
    """
    if not DESCRIBES.search(text[start:end]):
        return False
    is_place = PLACE.match(text, end) or PLACE.search(text[start:end])
    return is_place is not None and ABLE.search(text, max(0, start - 60), start) is None
