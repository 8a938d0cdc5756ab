"""Read works from OpenAlex: what its API answers, saved as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loclearn.errors import InvalidInput, Problem, WrongUse, printable, shorten
from loclearn.sources.publications import Publication, plain_doi

_SHOWN = 20


@dataclass(frozen=True)
class Answers:
    """Hold the publications of some files, and what was odd with the records.

    skipped: how many records could not be read.
    """

    publications: tuple[Publication, ...]
    problems: tuple[Problem, ...]
    skipped: int


def read_openalex(paths: Sequence[Path]) -> Answers:
    """Read files of OpenAlex works: one work, a list, a page of results, or JSON lines.

    Both schemas are read: the one of 2022 with `host_venue`, and that with `primary_location`.
    A broken record is skipped and reported; of two records with one id the first counts.

    Raises WrongUse when a file cannot be read, InvalidInput when one holds no work at all.
    """
    found: dict[str, Publication] = {}
    odd: list[Problem] = []
    fatal: list[Problem] = []
    skipped = 0
    for path in paths:
        name = str(path)
        sound = 0
        wrong: list[Problem] = []
        try:
            for place, record in _records(path):
                try:
                    publication = _publication(record)
                except ValueError as error:
                    wrong.append(_odd(name, place, str(error)))
                    continue
                sound += 1
                found.setdefault(publication.id, publication)
        except _NotJson as error:
            fatal.append(Problem(name, error.line, None, error.found, "JSON of OpenAlex works"))
            continue
        skipped += len(wrong)
        odd += _few(wrong, name)
        if not sound:
            what = f"{len(wrong)} records that cannot be read" if wrong else "no work"
            fatal.append(Problem(name, None, None, what, "works of OpenAlex",
                                 "Save the answer of api.openalex.org/works."))  # fmt: skip
    if fatal:
        raise InvalidInput([*odd, *fatal])
    return Answers(tuple(found.values()), tuple(odd), skipped)


class _NotJson(Exception):  # noqa: N818 - it says what is not the case
    def __init__(self, found: str, line: int | None = None) -> None:
        super().__init__(found)
        self.found, self.line = found, line


def _records(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield the records of a file, each with where it stands."""
    text = _text(path)
    lines = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if len(lines) > 1 and _whole(lines[0][1]):
        for number, line in lines:
            yield f"line {number}", _line(line)
        return
    if not lines:
        return
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise _NotJson(f"text that is not JSON ({error.msg})", error.lineno) from None
    except (ValueError, RecursionError):
        raise _NotJson("JSON that cannot be read") from None
    if isinstance(data, dict):
        data = data.get("results", [data])
    if not isinstance(data, list):
        raise _NotJson("JSON that is no record and no list")
    for number, record in enumerate(data, start=1):
        yield f"record {number}", record


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _NotJson("bytes that are not UTF-8") from None
    except OSError as error:
        what = f"There is no file {path}." if not path.exists() else f"{path}: {error.strerror}."
        raise WrongUse(what) from None


def _whole(line: str) -> bool:
    return isinstance(_line(line), dict)


def _line(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _publication(record: Any) -> Publication:
    """Return the publication of a record, or raise ValueError that says what is wrong."""
    if not isinstance(record, dict):
        raise ValueError("not a record")
    id_ = _id(record.get("id"))
    if id_ is None:
        raise ValueError("a record without an id")
    year = record.get("publication_year")
    if year is not None and (isinstance(year, bool) or not isinstance(year, int)):
        raise ValueError(f"{id_}: publication_year {shorten(str(year))}")
    references = record.get("referenced_works")
    if references is not None and not isinstance(references, list):
        raise ValueError(f"{id_}: referenced_works that are no list")
    ids = [_id(one) for one in references or []]
    if None in ids:
        raise ValueError(f"{id_}: a reference that is no id")
    doi = record.get("doi")
    return Publication(
        id_,
        _words(record.get("display_name")) or _words(record.get("title")) or "",
        _authors(record.get("authorships")),
        year,
        _venue(record),
        plain_doi(doi) if isinstance(doi, str) else None,
        tuple(dict.fromkeys(one for one in ids if one and one != id_)),
    )


def _id(value: Any) -> str | None:
    """Return the short form of an OpenAlex id: W2741809807."""
    if not isinstance(value, str) or not value.strip():
        return None
    return printable(value.strip().rstrip("/").rsplit("/", 1)[-1])


def _words(value: Any) -> str | None:
    return printable(value) or None if isinstance(value, str) else None


def _inner(record: Any, *path: str) -> Any:
    for name in path:
        record = record.get(name) if isinstance(record, dict) else None
    return record


def _authors(value: Any) -> tuple[str, ...]:
    names = [
        _words(_inner(one, "author", "display_name")) or _words(_inner(one, "raw_author_name"))
        for one in (value if isinstance(value, list) else [])
    ]
    return tuple(name for name in names if name)


def _venue(record: dict[str, Any]) -> str | None:
    places = (
        ("primary_location", "source", "display_name"),
        ("host_venue", "display_name"),
        ("primary_location", "raw_source_name"),
    )
    return next((found for path in places if (found := _words(_inner(record, *path)))), None)


def _odd(file: str, place: str, found: str) -> Problem:
    return Problem(file, None, None, f"{place}: {found}", "a work of OpenAlex",
                   "The record is skipped.", "warning")  # fmt: skip


def _few(problems: list[Problem], file: str) -> list[Problem]:
    """Return the first problems, and one that counts the rest."""
    more = len(problems) - _SHOWN
    if more <= 0:
        return problems
    rest = Problem(file, None, None, f"{more} more records that cannot be read", "", "", "warning")
    return [*problems[:_SHOWN], rest]
