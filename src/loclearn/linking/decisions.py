"""Decisions of the user, as a table of mappings in SSSOM.

The columns and the block of comments above them follow the Simple Standard for Sharing Ontological
Mappings (Matentzoglu et al. 2022, Database 2022, baac035). A rejected pair is one with the
predicate modifier Not, as there; the column decision, which the header declares as an extension,
is where the user writes accept or reject.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from loclearn.errors import InvalidInput, Problem, did_you_mean, shorten
from loclearn.linking.entry import Entry
from loclearn.linking.linking import file_of
from loclearn.linking.pairs import Decided
from loclearn.namespaces import thing
from loclearn.tables.text import decode, read_bytes, records

_NEEDED = ("subject_id", "object_id")
OURS = thing("work", "")
BY_HAND = "semapv:ManualMappingCuration"


@dataclass(frozen=True)
class Mapping:
    """Hold one row: a record, a work or another record, and what the user decided.

    decision: accept, reject or nothing. row: where it stands in the file.
    """

    subject: str
    object: str
    subject_label: str = ""
    object_label: str = ""
    predicate: str = "skos:exactMatch"
    justification: str = "semapv:CompositeMatching"
    confidence: str = ""
    comment: str = ""
    decision: str = ""
    row: int = 0


def read(path: Path) -> list[Mapping]:
    """Read the mappings of a file.

    Parameters
    ----------
    path: a table in SSSOM, with a column decision, or with the predicate modifier Not and the
        justification ManualMappingCuration in place of it.

    Raises WrongUse when the file cannot be read, InvalidInput when it is no such table.
    """
    file = str(path)
    text, problems = decode(read_bytes(path), file)
    if problems:
        raise InvalidInput(problems)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    above = _header(lines)
    table, broken = records("\n".join(lines[above:]), file)
    header = [name.strip() for name in table[0]] if table else []
    problems += [replace(problem, row=(problem.row or 0) + above) for problem in broken]
    problems += _columns(header, file, above + 1)
    if problems:
        raise InvalidInput(problems)
    found = []
    for row, cells in enumerate(table[1:], start=above + 2):
        if any(cell.strip() for cell in cells):
            values = dict(zip(header, (cell.strip() for cell in cells), strict=False))
            found.append(_mapping(values, row))
            problems += _wrong(found[-1], values, file)
    if problems:
        raise InvalidInput(problems)
    return found


def _header(lines: list[str]) -> int:
    """Return how many lines stand above the header: comments and blank ones."""
    above = (n for n, line in enumerate(lines) if line.strip() and not line.startswith(("#", '"#')))
    return next(above, len(lines))


def _columns(header: list[str], file: str, row: int) -> list[Problem]:
    problems = []
    for name in _NEEDED:
        if name not in header:
            cure = did_you_mean(name, header)
            problems.append(
                Problem(file, row, name, "no such column", "the columns of SSSOM", cure)
            )
    if not problems and not {"decision", "mapping_justification"} & set(header):
        what = "accept or reject for each pair"
        problems.append(Problem(file, row, "decision", "no such column", what))
    for name in sorted({name for name in header if name and header.count(name) > 1}):
        problems.append(Problem(file, row, shorten(name), "the column twice", "it once"))
    return problems


def _mapping(values: dict[str, str], row: int) -> Mapping:
    decision = values.get("decision", "").lower()
    by_hand = values.get("mapping_justification", "") == BY_HAND
    if not decision and by_hand:
        decision = "reject" if values.get("predicate_modifier", "").lower() == "not" else "accept"
    return Mapping(
        values.get("subject_id", ""), values.get("object_id", ""),
        values.get("subject_label", ""), values.get("object_label", ""),
        values.get("predicate_id", "") or "skos:exactMatch",
        values.get("mapping_justification", "") or "semapv:CompositeMatching",
        values.get("confidence", ""), values.get("comment", ""), decision, row,
    )  # fmt: skip


def _wrong(mapping: Mapping, values: dict[str, str], file: str) -> Iterable[Problem]:
    if mapping.decision not in {"accept", "reject", ""}:
        found = shorten(values.get("decision", ""))
        cure = did_you_mean(found, ("accept", "reject"))
        yield Problem(file, mapping.row, "decision", found, "accept, reject or nothing", cure)
    for name, value in (("subject_id", mapping.subject), ("object_id", mapping.object)):
        if not _iri(value):
            expected = f"an id such as work:boschma2005 or one that begins with {OURS}"
            yield Problem(file, mapping.row, name, shorten(value) or "nothing", expected)


def _iri(id_: str) -> str:
    if id_.startswith("work:") and len(id_) > 5:
        return OURS + id_.removeprefix("work:")
    return id_ if id_.startswith(OURS) and id_ != OURS else ""


def decided(
    mappings: Iterable[Mapping], works: list[Entry], found: list[Entry], file: str
) -> tuple[Decided, list[Problem]]:
    """Return the decisions as pairs of numbers, and warnings of those that wait.

    Parameters
    ----------
    mappings: what was read. works, found: the works of the graph and the records of this run.
    file: how problems call the file of decisions.

    Raises InvalidInput for an id that neither the graph nor a file of this run has, and for
    decisions that contradict each other. A record of a file that is not read this time waits.
    """
    entries = [*works, *found]
    numbers = {entry.id: number for number, entry in enumerate(entries)}
    files = {file_of(entry) for entry in found}
    result: Decided = {}
    problems = []
    for mapping in mappings:
        if not mapping.decision:
            continue
        ends = [numbers.get(_iri(mapping.subject)), numbers.get(_iri(mapping.object))]
        told = list(_unknown(mapping, ends, files, file, numbers))
        problems += told
        one, other = ends
        if told or one is None or other is None:
            continue
        pair = (max(one, other), min(one, other))
        accepted = mapping.decision == "accept"
        if one == other or (entries[one].work and entries[other].work):
            what = "the same id twice" if one == other else "two works of the graph"
            problems.append(Problem(file, mapping.row, "object_id", what, "a record and a work"))
        elif result.setdefault(pair, accepted) != accepted:
            what = "both accept and reject for one pair"
            problems.append(Problem(file, mapping.row, "decision", what, "one decision"))
    if any(problem.severity == "violation" for problem in problems):
        raise InvalidInput(problems)
    return result, problems


def _unknown(
    mapping: Mapping, ends: list[int | None], files: set[str], file: str, known: dict[str, int]
) -> Iterable[Problem]:
    for name, id_, end in zip(_NEEDED, (mapping.subject, mapping.object), ends, strict=True):
        if end is None:
            source = unquote(_iri(id_).removeprefix(OURS).partition("/")[0])
            waits = "/" in _iri(id_).removeprefix(OURS) and source not in files
            names = [] if waits else [iri.replace(OURS, "work:") for iri in known]
            near = did_you_mean(id_, names)
            cure = "It waits until that file is read again." if waits else near
            severity = "warning" if waits else "violation"
            expected = "" if waits else "a work of the graph or a record of these files"
            yield Problem(file, mapping.row, name, shorten(id_), expected, cure, severity)
