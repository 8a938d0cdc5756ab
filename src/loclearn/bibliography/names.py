"""Names of persons and groups: from the ways in which formats write them, to parts."""

import re
from collections.abc import Callable

from loclearn.bibliography.record import Name

_GROUP = re.compile(
    r"\b(universit|bank\b|group\b|organi[sz]ation|committee|ministry|institut|council|consorti"
    r"|collaborat|commission|agency|association|society|network|foundation|department|office\b"
    r"|team\b|nations\b|union\b|project\b|cent(?:er|re)\b|authority|founders|ltd\b|inc\b)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?:family|given|prefix|suffix)(?:-i)?\s*=", re.IGNORECASE)
_SUFFIX = re.compile(r"^(jr|sr|junior|senior|ii|iii|iv|v)\.?$", re.IGNORECASE)


def _lower(word: str) -> bool:
    return word[:1].islower() and word[:1].isalpha()


def from_inverted(text: str) -> Name:
    """Return the name that stands as "family, given" or "family, given, suffix".

    Words in lower case before the family name are its particle. Without a comma it is a group.

    >>> from_inverted("van den Oord, Aäron")
    Name(family='Oord', given='Aäron', particle='van den', suffix='', literal='')
    >>> from_inverted("Knorr Cetina, Karin").family
    'Knorr Cetina'
    """
    parts = [" ".join(part.split()) for part in text.split(",")]
    if len(parts) < 2 or len(parts) > 3 or not parts[0] or not any(parts[1:]):
        return Name(literal=" ".join(text.split()).rstrip(", "))
    family, given, suffix = (*parts, "")[:3]
    if suffix and _SUFFIX.match(given):
        given, suffix = suffix, given
    particle, family = _particle(family)
    return Name(family, given, particle, suffix)


def _particle(family: str) -> tuple[str, str]:
    words = family.split()
    count = 0
    while count < len(words) - 1 and _lower(words[count]):
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def from_display(text: str) -> Name:
    """Return the name that stands as "given family", or as a group by its words.

    >>> from_display("Heather A. Piwowar").inverted
    'Piwowar, Heather A.'
    >>> from_display("World Bank").literal
    'World Bank'
    """
    words = text.split()
    if len(words) < 2 or _GROUP.search(text) or len(words) > 6:
        return Name(literal=" ".join(words))
    suffix = words.pop().rstrip(".,") if len(words) > 2 and _SUFFIX.match(words[-1]) else ""
    start = len(words) - 1
    lower = [n for n in range(1, len(words) - 1) if _lower(words[n])]
    if lower:
        start = lower[0]
    particle, family = _particle(" ".join(words[start:]))
    return Name(family, " ".join(words[:start]), particle, suffix)


def from_either(text: str) -> Name:
    """Return the name that stands in either way.

    >>> from_either("G. Kalbe") == from_either("Kalbe, G.")
    True
    """
    return from_inverted(text) if "," in text else from_display(text)


def from_bibtex(raw: str, decode: Callable[[str], str]) -> Name:
    r"""Return one name of a BibTeX list; what stands in braces as a whole is a group.

    >>> from_bibtex("{World Bank}", str).literal
    'World Bank'
    >>> from_bibtex("Ludwig van Beethoven", str).inverted
    'van Beethoven, Ludwig'
    """
    raw = raw.strip()
    if _LABELLED.match(raw) and (name := _labelled(raw, decode)):
        return name
    if raw.startswith("{") and raw.endswith("}") and closes(raw) == len(raw) - 1:
        return Name(literal=decode(raw[1:-1]))
    if raw == "others":
        return Name(literal="others")
    commas = [part.strip() for part in split(raw, ",")]
    if len(commas) == 1:
        return _natural(raw, decode)
    family, *rest = commas if len(commas) <= 3 else [commas[0], commas[1], " ".join(commas[2:])]
    suffix, given = ("", rest[0]) if len(rest) == 1 else (rest[0], rest[1])
    words = split(family, " ")
    count = _particles(words, decode)
    particle = decode(" ".join(words[:count]))
    family = decode(" ".join(words[count:]))
    if not family:
        return Name(literal=decode(raw).strip(", "))
    return Name(family, decode(given), particle, decode(suffix))


def _labelled(raw: str, decode: Callable[[str], str]) -> Name | None:
    """Return a name whose parts BibLaTeX names, or None where it is no such name.

    >>> _labelled("family=Oord, given=Ad, prefix=van den, useprefix=true", str).inverted
    'van den Oord, Ad'
    """
    parts = [part.partition("=") for part in split(raw, ",")]
    if any(not sign for _, sign, _ in parts):
        return None
    said = {name.strip().lower(): value.strip().strip('"') for name, _, value in parts}
    family, given, prefix, suffix = (
        decode(said.get(name, "")) for name in ("family", "given", "prefix", "suffix")
    )
    return Name(family, given, prefix, suffix) if family else None


def _particles(words: list[str], decode: Callable[[str], str]) -> int:
    """Return how many words before the last are a particle; braces protect a word."""
    count = 0
    while (
        count < len(words) - 1 and not words[count].startswith("{") and _lower(decode(words[count]))
    ):
        count += 1
    return count


def _natural(raw: str, decode: Callable[[str], str]) -> Name:
    words = [word for word in split(raw.replace("~", " "), " ") if word]
    if len(words) < 2:
        return Name(family=decode(raw)) if words else Name()
    first = len(words) - 1
    for number in range(len(words) - 1):
        if not words[number].startswith("{") and _lower(decode(words[number])):
            first = number
            break
    count = _particles(words[first:], decode)
    return Name(
        decode(" ".join(words[first + count :])),
        decode(" ".join(words[:first])),
        decode(" ".join(words[first : first + count])),
    )


def closes(raw: str) -> int:
    """Return where the brace that opens a string is closed, or -1.

    >>> closes("{a{b}}c")
    5
    """
    depth = 0
    for place, char in enumerate(raw):
        if char in "{}" and (place == 0 or raw[place - 1] != "\\"):
            depth += 1 if char == "{" else -1
            if depth == 0:
                return place
    return -1


def split(raw: str, at: str) -> list[str]:
    """Return the parts of a LaTeX string between separators that stand outside of braces.

    >>> split("{Barnes and Noble} and Smith", " and ")
    ['{Barnes and Noble}', 'Smith']
    """
    if "{" not in raw:
        return raw.split(at)
    parts = [""]
    depth = 0
    for piece in re.split(rf"({re.escape(at)})", raw):
        if piece == at and depth <= 0:
            parts.append("")
            continue
        depth += len(re.findall(r"(?<!\\)\{", piece)) - len(re.findall(r"(?<!\\)\}", piece))
        parts[-1] += piece
    return parts
