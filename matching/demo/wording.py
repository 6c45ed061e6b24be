"""Labels inside sentences."""

from matching.demo.reading import words


def in_sentence(label: str) -> str:
    """Write an English label as it stands in a sentence: “Cell culture” becomes “cell culture”."""
    return " ".join(map(_lowered, label.split(" ")))


def _lowered(word: str) -> str:
    plain = word[1:].islower() and word not in words("phrases")["proper"]
    return word.lower() if plain else word
