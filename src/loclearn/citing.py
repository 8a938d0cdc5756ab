"""The bibliography of an answer: the works that it names, or those that stand behind it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox

from loclearn.asking.running import Answer, Term
from loclearn.bibliography import identifiers, works
from loclearn.bibliography.names import from_inverted
from loclearn.bibliography.reading import Bibliography
from loclearn.bibliography.record import Date, Identifiers, Record
from loclearn.bibliography.styled import styled
from loclearn.bibliography.styles import DEFAULT
from loclearn.bibliography.writing import WRITERS, write
from loclearn.errors import InvalidInput, WrongUse, did_you_mean
from loclearn.namespaces import DCTERMS, RDF, RDFS, TERMS, THINGS, term, thing
from loclearn.sources.merging import read_all
from loclearn.tables import Row

FORMATS = ("bibtex", "biblatex", "ris", "csl-json", "references")
_LABEL = RDFS + "label"
_WORK = thing("work", "")
_BEHIND = {
    "statement": ("reportedIn",),
    "citation": ("citesWork",),
    "anomaly": ("concernsWork",),
    "claim": ("madeIn",),
    "paragraph": ("isParagraphOf",),
    "setting": ("hasEvidence", "reportedIn"),
}
"""What leads from a thing to a work, the nearest kind of thing first."""


@dataclass(frozen=True)
class Cited:
    """Hold the works of an answer.

    records: each work once, in the order in which the answer names it.
    kind: what names them: work, or the kind of thing that they stand behind; "" for none.
    columns: where that stands in the answer.
    """

    records: tuple[Record, ...]
    kind: str
    columns: tuple[str, ...]

    def __str__(self) -> str:
        """Return one line that says where the works come from, for a reader."""
        where = f"column {', '.join(self.columns)}"
        count = f"{len(self.records)} work" + ("" if len(self.records) == 1 else "s")
        if self.kind == "work":
            return f"{count}, named in {where}"
        things = {"anomaly": "anomalies", "setting": "cases"}.get(self.kind, f"{self.kind}s")
        return f"{count} behind the {things} in {where}; the answer itself names no works"


def cite(
    store: ox.Store,
    answer: Answer,
    to: str = "bibtex",
    *,
    works: Sequence[Path | str] = (),
    style: str = DEFAULT,
) -> str:
    """Return the bibliography of an answer.

    Parameters
    ----------
    store: the graph that was asked, such as `loclearn.knowledge_graph()` returns it.
    answer: what `loclearn.ask` returned.
    to: bibtex, biblatex, ris, csl-json, or references in a style.
    works: tables of works of the user's own, as they were given for the graph.
    style: for references, the short name of a citation style or the path of a .csl file.

    Raises WrongUse for an unknown format, and InvalidInput where a table has violations. Where
    the answer leads to no works, the bibliography is empty.

    >>> from loclearn import knowledge_graph
    >>> from loclearn.queries import ask, find
    >>> store = knowledge_graph()
    >>> cite(store, ask(store, find("cq10"), {"condition": "C05"})).count("@article")
    7
    """
    table = read_all("works", works, embedded=True)
    if any(problem.severity == "violation" for problem in table.problems):
        raise InvalidInput(table.problems)
    return written(cited(store, answer, table.rows).records, to, style)


def written(records: Sequence[Record], to: str, style: str = DEFAULT) -> str:
    """Return records as one of the formats, or as references in a style."""
    if to == "references":
        return str(styled(records, style))
    if to not in FORMATS and to not in WRITERS:
        hint = did_you_mean(to, FORMATS) or f"Known are {', '.join(FORMATS)}."
        raise WrongUse(f"There is no format {to} for a bibliography. {hint}")
    return write([Bibliography("", "works", tuple(records), ())], to)


def cited(store: ox.Store, answer: Answer, table: Iterable[Row]) -> Cited:
    """Return the works that an answer names, or else those behind what it names.

    A work is named by its IRI, or by its key in a cell that lists nothing but keys.
    """
    rows = {str(row.values["key"]): row for row in table}
    for kind in ("work", *_BEHIND):
        columns = dict.fromkeys(
            column for column, value in _cells(answer) if any(_works(store, value, kind, rows))
        )
        # a column of sources holds works and paragraphs: there, both are cited
        kinds = ("work", *_BEHIND) if kind == "work" else (kind,)
        found = dict.fromkeys(
            iri
            for column, value in _cells(answer)
            if column in columns
            for one in kinds
            for iri in _works(store, value, one, rows)
        )
        if found:
            records = tuple(_record(store, iri, rows) for iri in found)
            return Cited(records, kind, tuple(columns))
    return Cited((), "", ())


def _cells(answer: Answer) -> Iterator[tuple[str, Term]]:
    for row in answer.rows:
        for column, value in zip(answer.columns, row, strict=True):
            if value is not None:
                yield column, value


def _works(store: ox.Store, value: Term, kind: str, rows: Mapping[str, Row]) -> Iterator[str]:
    """Yield the IRIs of works to which a cell leads."""
    if kind == "work":
        if isinstance(value, ox.NamedNode) and _is_work(store, value):
            yield value.value
        elif isinstance(value, ox.Literal):
            keys = value.value.replace(";", " ").replace(",", " ").split()
            if keys and all(key in rows for key in keys):
                yield from (thing("work", key) for key in keys)
    elif isinstance(value, ox.NamedNode) and _is(store, value, kind):
        nodes = [value]
        for step in _BEHIND[kind]:
            property_ = ox.NamedNode(term(step))
            quads = [q for node in nodes for q in store.quads_for_pattern(node, property_, None)]
            nodes = [quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)]
        yield from sorted(node.value for node in nodes)


def _is_work(store: ox.Store, node: ox.NamedNode) -> bool:
    if node.value.startswith(_WORK):
        return True
    return ox.Quad(node, ox.NamedNode(RDF + "type"), ox.NamedNode(TERMS + "Work")) in store


def _is(store: ox.Store, node: ox.NamedNode, kind: str) -> bool:
    """Return whether a node is of a kind: by its IRI, or by what the graph says of it."""
    if node.value.startswith(THINGS):
        return node.value.startswith(f"{THINGS}{kind}/")
    first = ox.NamedNode(term(_BEHIND[kind][0]))
    return next(store.quads_for_pattern(node, first, None), None) is not None


def _record(store: ox.Store, iri: str, rows: Mapping[str, Row]) -> Record:
    """Return a work as its table says it, or as far as a graph of the user's own does."""
    key = unquote(iri.removeprefix(_WORK)) if iri.startswith(_WORK) else iri
    if key in rows:
        return works.record(rows[key])
    node = ox.NamedNode(iri)
    year = _text(store, node, DCTERMS + "date", "http://purl.org/spar/prism/publicationDate")
    creators = sorted(_texts(store, node, DCTERMS + "creator"))
    return Record(
        key=key if iri.startswith(_WORK) else key.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1],
        title=_text(
            store, node, *(DCTERMS + name for name in ("title", "bibliographicCitation")), _LABEL
        ),
        authors=tuple(from_inverted(name) for name in creators),
        issued=Date(int(year[:4])) if year[:4].isdecimal() and int(year[:4]) else Date(text=year),
        identifiers=Identifiers(doi=identifiers.doi(_text(store, node, DCTERMS + "identifier"))),
    )


def _texts(store: ox.Store, node: ox.NamedNode, *properties: str) -> Iterator[str]:
    for name in properties:
        for quad in store.quads_for_pattern(node, ox.NamedNode(name), None):
            if isinstance(quad.object, ox.Literal):
                yield quad.object.value


def _text(store: ox.Store, node: ox.NamedNode, *properties: str) -> str:
    return next(_texts(store, node, *properties), "")
