"""The same works with their references, as four databases and programs would export them."""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

_NOUNS = [
    "growth",
    "learning",
    "clusters",
    "markets",
    "rivers",
    "bridges",
    "schools",
    "harbours",
    "machines",
    "carriages",
    "orchards",
    "lanterns",
    "theatres",
    "parliaments",
    "hospitals",
    "libraries",
    "cathedrals",
    "gardens",
    "factories",
    "railways",
]
_FAMILIES = [
    "Abbott",
    "Barlow",
    "Castro",
    "Duncan",
    "Eklund",
    "Farkas",
    "Gibson",
    "Hansen",
    "Ibsen",
    "Jansen",
    "Keller",
    "Lindgren",
    "Moreau",
    "Novak",
    "Olsen",
    "Petrov",
    "Quinn",
    "Rossi",
    "Santos",
    "Tanaka",
]
JOURNALS = {
    "Regional Studies": "REG STUD",
    "Urban Studies": "URBAN STUD",
    "Economic Geography": "ECON GEOGR",
    "Research Policy": "RES POLICY",
}


@dataclass(frozen=True)
class Work:
    number: int
    title: str
    family: str
    year: int
    journal: str
    volume: int
    page: int
    doi: str


def _work(n: int, first: str, joint: str) -> Work:
    noun, other = _NOUNS[n % 20], _NOUNS[(n * 7 + n // 20 + 3) % 20]
    journal = list(JOURNALS)[n % 4]
    doi = f"10.1234/{first}.{n}" if n % 2 else ""
    title = f"{first.title()} {noun} {joint} {other} of region {chr(97 + n // 20)}"
    family = _FAMILIES[(n * 3 + n // 20) % 20]
    return Work(n, title, family, 1960 + n % 40, journal, n + 1, 10 * n + 1, doi)


WORKS = [_work(n, "how", "shape the") for n in range(20)]
POOL = [_work(n, "why", "need") for n in range(60)]


def cited(work: Work, leaves_out: int) -> list[Work]:
    """Return six references of a work but for the one that a source leaves out."""
    six = [POOL[(work.number * 11 + k * 7) % 60] for k in range(6)]
    return [one for place, one in enumerate(six) if place != leaves_out]


def write(folder: Path) -> list[Path]:
    texts = {"crossref.json": _crossref(), "savedrecs.txt": _wos(), "scopus.csv": _scopus(),
             "my.bib": _bibtex()}  # fmt: skip
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def _crossref() -> str:
    items = [
        {
            "DOI": w.doi or f"10.9999/own.{w.number}", "type": "journal-article",
            "title": [w.title], "author": [{"family": w.family, "given": "Ida"}],
            "issued": {"date-parts": [[w.year]]}, "container-title": [w.journal],
            "volume": str(w.volume), "page": f"{w.page}-{w.page + 9}",
            "reference": [_crossref_reference(n, c) for n, c in enumerate(cited(w, 0))],
        }
        for w in WORKS
    ]  # fmt: skip
    message = {"items": items, "total-results": len(items)}
    return json.dumps({"status": "ok", "message-type": "work-list", "message": message})


def _crossref_reference(n: int, c: Work) -> dict[str, str]:
    found = {"key": f"r{n}", "author": c.family, "year": str(c.year), "article-title": c.title,
             "journal-title": c.journal, "volume": str(c.volume),
             "first-page": str(c.page)}  # fmt: skip
    return found | ({"DOI": c.doi, "doi-asserted-by": "publisher"} if c.doi else {})


def _wos() -> str:
    lines = ["FN Clarivate Analytics Web of Science", "VR 1.0"]
    for w in WORKS:
        lines += ["PT J", f"AU {w.family}, I", f"TI {w.title}", f"SO {w.journal.upper()}",
                  f"PY {w.year}", f"VL {w.volume}", f"BP {w.page}", f"EP {w.page + 9}"]  # fmt: skip
        lines += [f"DI {w.doi}"] if w.doi else []
        strings = [_wos_reference(c) for c in cited(w, 1)]
        lines += [f"CR {strings[0]}", *(f"   {s}" for s in strings[1:])]
        lines += [f"UT WOS:0000{w.number:05}", "ER", ""]
    return "\n".join([*lines, "EF", ""])


def _wos_reference(c: Work) -> str:
    journal = JOURNALS[c.journal]
    text = f"{c.family.upper()} I, {c.year}, {journal}, V{c.volume}, P{c.page}"
    return text + (f", DOI {c.doi}" if c.doi else "")


def _scopus() -> str:
    out = io.StringIO()
    names = ["Authors", "Title", "Year", "Source title", "Volume", "Page start", "Page end",
             "DOI", "References", "Document Type", "Source", "EID"]  # fmt: skip
    writer = csv.writer(out)
    writer.writerow(names)
    for w in WORKS:
        references = "; ".join(
            f"{c.family} I., {c.title}, {c.journal}, {c.volume}, pp. {c.page}-{c.page + 9}, "
            f"({c.year})"
            for c in cited(w, 2)
        )
        writer.writerow([f"{w.family} I.", w.title, w.year, w.journal, w.volume, w.page,
                         w.page + 9, w.doi, references, "Article", "Scopus",
                         f"2-s2.0-{850000 + w.number}"])  # fmt: skip
    return "\ufeff" + out.getvalue()


def _bibtex() -> str:
    parts = []
    for w in WORKS:
        lines = "\n   ".join(_wos_reference(c) + "." for c in cited(w, 3))
        parts.append(
            f"@article{{k{w.number},\n author = {{{w.family}, I.}},\n title = {{{w.title}}},\n"
            f" journal = {{{w.journal}}}, year = {{{w.year}}}, volume = {{{w.volume}}},\n"
            f" pages = {{{w.page}--{w.page + 9}}}, cited-references = {{{lines}}}\n}}\n"
        )
    return "\n".join(parts)
