"""How a report was made, so that it can be cited: indicators, references, the version."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox

from loclearn import __version__, graph
from loclearn.bibliography import works
from loclearn.bibliography.record import Date, Name, Record
from loclearn.bibliography.styled import fallback
from loclearn.citing import written
from loclearn.conditions import Theory
from loclearn.explanation.indicators import indicators
from loclearn.namespaces import DCTERMS, term, thing
from loclearn.reporting.theory_data import thresholds
from loclearn.sources.merging import read_all

PAPER = "malmbergmaskell2005"
_WORK = thing("work", "")


def methods(
    theory: Theory, knowledge: ox.Store, seen: Iterable[str], date: str, tables: Sequence[Path]
) -> dict[str, Any]:
    """Return the indicators that were observed and the works behind them, to read and to copy.

    Parameters
    ----------
    seen: the notations of the indicators. date: of the report.
    tables: of works of the user's own.
    """
    wanted = set(seen)
    found = [one for one in indicators(knowledge) if one.notation in wanted]
    cited = _works([one.iri for one in found], theory, knowledge, tables)
    records = [_software(date), *cited]
    return {
        "indicators": {one.notation: one.record() for one in found},
        "references": [_plain(record) for record in records],
        "bibtex": written(records, "bibtex"),
        "csl": json.dumps(json.loads(written(records, "csl-json")), ensure_ascii=False, indent=1),
    }


def _plain(record: Record) -> str:
    """Return a reference in one plain form.

    >>> _plain(Record(key="Me 2020", title="Me 2020"))
    'Me 2020.'
    """
    return fallback(record).rpartition(" [")[0].removeprefix("(n.d.) ")


def _works(
    observed: list[str], theory: Theory, knowledge: ox.Store, tables: Sequence[Path]
) -> list[Record]:
    """Return the paper, and the works behind indicators, thresholds and statements, by key.

    A work that no table has is given by its key alone.
    """
    names = [one["iri"] for one in thresholds(theory, knowledge)]
    iris = [*observed, *names]
    keys = {key for iri in iris for key in _keys(knowledge, iri, DCTERMS + "source")}
    keys |= set(_reported(knowledge)) | {PAPER}
    rows = {str(row.values["key"]): row for row in read_all("works", tables, embedded=True).rows}
    first = [PAPER, *sorted(keys - {PAPER}, key=str.casefold)]
    return [
        works.record(rows[key]) if key in rows else Record(key=key, type="document", title=key)
        for key in first
    ]


def _keys(knowledge: ox.Store, iri: str, predicate: str) -> Iterator[str]:
    for node in graph.objects(knowledge, ox.NamedNode(iri), predicate):
        if isinstance(node, ox.NamedNode) and node.value.startswith(_WORK):
            yield unquote(node.value.removeprefix(_WORK))


def _reported(knowledge: ox.Store) -> Iterator[str]:
    """Yield the keys of the works that report statements on the settings."""
    reported = ox.NamedNode(term("reportedIn"))
    for quad in knowledge.quads_for_pattern(None, reported, None, None):
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(_WORK):
            yield unquote(quad.object.value.removeprefix(_WORK))


def _software(date: str) -> Record:
    what = "ontology and knowledge graph of localized learning"
    return Record(
        key="loclearn",
        type="document",
        title=f"loclearn: {what}, version {__version__}",
        authors=(Name(literal="The loclearn founders"),),
        issued=Date(int(date[:4])),
    )
