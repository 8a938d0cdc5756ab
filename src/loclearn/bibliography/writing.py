"""Write records in any format."""

from collections.abc import Callable, Sequence

from loclearn.bibliography import bibtex_writer, csl, rdf, ris_writer
from loclearn.bibliography.reading import Bibliography
from loclearn.bibliography.record import Record
from loclearn.errors import Problem

WRITERS: dict[str, Callable[[Sequence[Record]], str]] = {
    "csl-json": csl.write,
    "jsonld": rdf.jsonld,
    "ris": ris_writer.write,
    "turtle": rdf.turtle,
}


def write(sources: Sequence[Bibliography], to: str) -> str:
    r"""Return the records of all files as one text.

    Parameters
    ----------
    sources: what was read.
    to: csl-json, bibtex, biblatex, ris, turtle or jsonld.

    >>> write([Bibliography("a.bib", "bibtex", (), ())], "csl-json")
    '[]\n'
    """
    records = [record for source in sources for record in source.records]
    if to in {"bibtex", "biblatex"}:
        between = [extra for source in sources for extra in source.between]
        return bibtex_writer.write(records, between, biblatex=to == "biblatex")
    return WRITERS[to](records)


def left_behind(source: Bibliography, to: str) -> list[Problem]:
    """Return a warning where a format has no place for what stands between the records."""
    kept = {"@preamble", "@comment"} if to in {"bibtex", "biblatex"} else set()
    lost = [extra for extra in source.between if extra.field not in kept]
    if not lost:
        return []
    found = f"{len(lost)} comments or preambles between the records"
    cure = f"They are not written to {to}."
    return [Problem(source.file, None, None, found, "", cure, "warning")]
