"""References in a citation style: each record gives one, in the order of the style."""

from collections.abc import Iterable
from dataclasses import dataclass

from loclearn.bibliography import markup, styles
from loclearn.bibliography.record import Record
from loclearn.bibliography.style_writer import Writer, folded
from loclearn.errors import Problem, WrongUse, did_you_mean, shorten


@dataclass(frozen=True)
class Styled:
    """Hold references in a style.

    entries: the records, in the order of the style, each with its reference.
    problems: a warning for each record that the style could not write; it has a plain form.
    format: text, html or markdown.
    """

    entries: tuple[tuple[Record, str], ...]
    problems: tuple[Problem, ...]
    format: str

    def __str__(self) -> str:
        """Return the references as one text."""
        lines = [text for _, text in self.entries]
        if self.format == "html":
            inner = "".join(f'  <div class="csl-entry">{line}</div>\n' for line in lines)
            return f'<div class="csl-bib-body">\n{inner}</div>\n'
        return ("\n\n" if self.format == "markdown" else "\n").join(lines) + "\n" if lines else ""


def styled(records: Iterable[Record], style: str = styles.DEFAULT, format_: str = "text") -> Styled:
    r"""Write records as the references of a citation style.

    Parameters
    ----------
    records: what to write.
    style: a short name, such as apa, or the path of a .csl file.
    format_: text, html or markdown.

    Raises WrongUse and InvalidInput as `styles.sheet` does.

    >>> from loclearn.bibliography.record import Date, Name
    >>> ash = Record(type="book", title="T", authors=(Name("Ash", "Ida"),), issued=Date(1999))
    >>> str(styled([ash], "apa", "markdown"))
    'Ash, I. (1999). *T*.\n'
    """
    if format_ not in markup.FORMATS:
        hint = did_you_mean(format_, markup.FORMATS) or f"Known are {', '.join(markup.FORMATS)}."
        raise WrongUse(f"There is no format {format_} for references. {hint}")
    writer = Writer(styles.sheet(style), list(records))
    entries, problems = [], []
    for number in writer.order():
        record = writer.records[number]
        text = writer.reference(number)
        if not _says(text, record):
            text = fallback(record)
            problems.append(_failed(record, style))
        entries.append((record, markup.rendered(text, format_)))
    return Styled(tuple(entries), tuple(problems), format_)


def _says(text: str, record: Record) -> bool:
    """Return whether a reference says anything of its record."""
    said = folded(text)
    people = [name.surname for name in (*record.authors, *record.editors)]
    parts = [*people[:1], record.title[:12], record.container[:12]]
    return any(folded(part) in said for part in parts if folded(part))


def fallback(record: Record) -> str:
    """Return a record in a plain form of its own.

    >>> fallback(Record(key="k", title="T", pages="1-2"))
    '(n.d.) T. 1-2. [k]'
    """
    people = "; ".join(name.inverted for name in record.authors or record.editors)
    number = f"{record.volume}({record.issue})" if record.issue else record.volume
    when = record.issued.iso[:4] or record.issued.text or "n.d."
    where = ", ".join(part for part in (record.container, number, record.pages) if part)
    ids = record.identifiers
    said = [record.title, where, record.publisher, ids.doi or ids.url, *record.notes]
    tail = ". ".join(part.strip().rstrip(".") for part in said if part.strip())
    head = f"{people} ({when})".strip()
    return markup.clean(f"{head} {tail}. [{record.key or record.number}]")


def _failed(record: Record, style: str) -> Problem:
    found = f"a record that {shorten(style)} cannot write ({shorten(record.key or record.title)})"
    place, unit = (record.line, "line") if record.line else (record.number or None, "record")
    cure = "It is given in a plain form; look what it lacks."
    return Problem(record.file, place, None, found, "", cure, "warning", unit=unit)
