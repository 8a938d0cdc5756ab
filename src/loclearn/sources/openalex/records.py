"""The works and institutions in files of OpenAlex, in its schemas of 2022 to 2026.

Of an authorship its institutions are read, and nothing of the author. OpenAlex gives lists of works
with 100 authorships at most; a work that says so (is_authors_truncated) is counted.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from loclearn.bibliography.json_items import items
from loclearn.errors import InvalidInput, Problem
from loclearn.sources.joint.works import OTHER
from loclearn.tables.text import decode, read_bytes

Item = dict[str, Any]
_CONFLICT = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)
_CURE = "Get the file again from api.openalex.org, or from its snapshot."
_TYPES = {
    "company": "firm",
    "education": "university",
    "facility": "research-organisation",
    "government": "public-body",
}
"""What types of institutions are among actors; all others (healthcare, nonprofit …) are other."""


@dataclass(frozen=True, slots=True)
class Institution:
    """Hold what a record says of one institution.

    id: as OpenAlex has it. country: ISO 3166-1 alpha-2, as it stands there. area: the name of its
    region, which only records of institutions have. lineage: those that it is a part of.
    """

    id: str
    ror: str = ""
    country: str = ""
    type: str = OTHER
    area: str = ""
    lineage: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Publication:
    """Hold what a record says of one work; institutions by id, in the order of the authors.

    apart: pairs of institutions that it does not tie: only one and the same author names both, or
    one is a part of the other. unnamed: how many affiliations have no id. cut: whether authors are
    missing.
    """

    id: str
    year: int | None
    institutions: tuple[Institution, ...]
    apart: frozenset[frozenset[str]] = frozenset()
    topic: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    unnamed: int = 0
    paratext: bool = False

    @property
    def said(self) -> tuple[object, ...]:
        """Return what two records of one work must have in common."""
        return self.year, frozenset(one.id for one in self.institutions)


def records(path: Path) -> Iterator[Publication | Institution | Problem]:
    """Yield the records of a file: an answer, a list, JSON lines or one record; packed or not.

    Raises InvalidInput when the file is no such thing, WrongUse when there is none.
    """
    file = str(path)
    data = read_bytes(path)
    if data.startswith(b"\x1f\x8b"):
        try:
            data = gzip.decompress(data)
        except (EOFError, OSError, zlib.error) as error:
            raise _refused(file, f"a compressed file that breaks off ({error})") from None
    text, problems = decode(data, file)
    if problems:
        raise InvalidInput(problems)
    if not text.strip():
        raise _refused(file, "an empty file")
    if text.lstrip().startswith("<") and not _CONFLICT.match(text.lstrip()):
        raise _refused(file, "a web page")
    if mark := _CONFLICT.search(text):
        row = text.count("\n", 0, mark.start()) + 1
        raise _refused(file, "marks of an unfinished merge of two versions", row)
    try:
        for item in items(text, file):
            yield _nameless(item) if isinstance(item, Problem) else _record(item, file)
    except InvalidInput as error:
        raise InvalidInput(map(_nameless, error.problems)) from None


def _nameless(problem: Problem) -> Problem:
    """Return a problem without a piece of the file, in which names of authors may stand."""
    if " in the place of a record" in problem.found or "JSON that holds" in problem.found:
        return replace(problem, found="what is no record")
    return problem


def _refused(file: str, found: str, row: int | None = None) -> InvalidInput:
    expected = "works of OpenAlex as JSON"
    return InvalidInput([Problem(file, row, None, found, expected, _CURE, unit="line")])


def _record(item: Item, file: str) -> Publication | Institution | Problem:
    if isinstance(item.get("authorships"), list):
        return _publication(item)
    if re.search(r"(^|/)I\d+$", _text(item.get("id"))):
        return institution(item) or _odd(item, file)
    return _odd(item, file)


def _odd(item: Item, file: str) -> Problem:
    lacks = "authorships" if "id" in item else "id"
    found = f"a record without {lacks}"
    cure = "Ask OpenAlex for whole works; select= must name authorships and publication_year."
    return Problem(file, None, lacks, found, "a work or an institution of OpenAlex", cure)


def _publication(item: Item) -> Publication:
    year = str(item.get("publication_year"))
    found: dict[str, Institution] = {}
    authors: dict[str, set[int]] = {}
    unnamed = 0
    for author, entry in enumerate(item["authorships"]):
        listed = entry.get("institutions") if isinstance(entry, dict) else None
        for raw in listed if isinstance(listed, list) else ():
            one = institution(raw) if isinstance(raw, dict) else None
            if one is None:
                unnamed += 1
            else:
                found.setdefault(one.id, one)
                authors.setdefault(one.id, set()).add(author)
    return Publication(
        id=_tail(item.get("id")),
        year=int(year) if re.fullmatch(r"[12]\d{3}", year) else None,
        institutions=tuple(found.values()),
        apart=_apart(found, authors),
        topic=_topic(item.get("primary_topic")),
        cut=item.get("is_authors_truncated") is True,
        unnamed=unnamed,
        paratext=item.get("is_paratext") is True,
    )


def _apart(
    found: dict[str, Institution], authors: dict[str, set[int]]
) -> frozenset[frozenset[str]]:
    alone: dict[int, list[str]] = {}
    for id_, several in authors.items():
        if len(several) == 1:
            alone.setdefault(min(several), []).append(id_)
    both = [pair for ids in alone.values() for pair in combinations(ids, 2)]
    parts = [(id_, above) for id_, one in found.items() for above in one.lineage & found.keys()]
    return frozenset(frozenset(pair) for pair in (*both, *parts) if pair[0] != pair[1])


def institution(item: Item) -> Institution | None:
    """Return an institution, or None where it has no id of OpenAlex.

    >>> institution({"id": "https://openalex.org/I5", "type": "company"}).type
    'firm'
    """
    id_ = _tail(item.get("id"))
    if not re.fullmatch(r"I\d{1,20}", id_):
        return None
    geo = item["geo"] if isinstance(item.get("geo"), dict) else {}
    above = item["lineage"] if isinstance(item.get("lineage"), list) else []
    return Institution(
        id_,
        _tail(item.get("ror")).lower(),
        _text(item.get("country_code") or geo.get("country_code")).upper(),
        _TYPES.get(_text(item.get("type")).lower(), OTHER),
        _text(geo.get("region")),
        frozenset(map(_tail, above)),
    )


def _topic(topic: object) -> dict[str, str]:
    if not isinstance(topic, dict):
        return {}
    found = {"topic": _text(topic.get("display_name"))}
    for name in ("subfield", "field", "domain"):
        part = topic.get(name)
        found[name] = _text(part.get("display_name")) if isinstance(part, dict) else ""
    return {name: text for name, text in found.items() if text}


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _tail(value: object) -> str:
    return _text(value).rstrip("/").rpartition("/")[2]
