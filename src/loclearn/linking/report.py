"""What became of each record, and what each file contributed."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from loclearn.bibliography.reading import Bibliography
from loclearn.errors import shorten
from loclearn.linking.linking import Linked, Outcome
from loclearn.linking.references import Counts, named, union
from loclearn.linking.sssom import curie, harmless

COLUMNS = ("record", "title", "outcome", "to", "probability", "fields", "related", "review")


@dataclass
class Share:
    """Hold what one file contributed.

    records = linked + review + new + reported, which are the broken ones;
    references = references_new + references_there.
    """

    file: str
    records: int = 0
    linked: int = 0
    review: int = 0
    new: int = 0
    reported: int = 0
    related: int = 0
    references: int = 0
    references_new: int = 0
    references_there: int = 0


def shares(
    linked: Linked, sources: Sequence[Bibliography], counts: Sequence[Counts] | None = None
) -> list[Share]:
    """Return what each file contributed, in the order in which the files were given.

    Parameters
    ----------
    linked: the outcome for all records of the files, in their order.
    sources: the files.
    counts: for each group of `linked.groups` how many references each record brought, where
        that is known already.
    """
    broken = [source.counts[2] for source in sources]
    found = [Share(s.file, n, reported=n) for s, n in zip(sources, broken, strict=True)]
    owner = [share for share, s in zip(found, sources, strict=True) for _ in s.records]
    for place, outcome in enumerate(linked.outcomes):
        share = owner[place]
        share.records += 1
        share.linked += outcome.outcome == "linked"
        share.review += outcome.outcome == "review"
        share.new += outcome.outcome == "new"
        share.related += bool(outcome.related)
    groups = linked.groups
    if counts is None:
        records = named([record for source in sources for record in source.records])
        counts = [union([records[place] for place in places])[1] for places in groups]
    for places, brought in zip(groups, counts, strict=True):
        for place, (new, there) in zip(places, brought, strict=True):
            owner[place].references += new + there
            owner[place].references_new += new
            owner[place].references_there += there
    return found


def totals(linked: Linked) -> str:
    """Return in one line how many records there are and how many works they are."""
    works = linked.works
    heads = {linked.clusters.head(outcome.number) for outcome in linked.outcomes}
    known = sum(head < works for head in heads)
    return (
        f"{len(linked.outcomes)} records are {len(heads)} works: {known} of the graph and "
        f"{len(heads) - known} others"
    )


def rows(linked: Linked) -> list[dict[str, object]]:
    """Return a row for each record, in order."""
    return [_row(linked, outcome) for outcome in linked.outcomes]


def _row(linked: Linked, outcome: Outcome) -> dict[str, object]:
    pair = outcome.pair
    entry = linked.entries[outcome.number]
    return {
        "record": curie(entry),
        "title": entry.label,
        "outcome": outcome.outcome,
        "to": curie(linked.entries[pair.other]) if pair and outcome.outcome != "new" else "",
        "probability": pair.probability if pair else 0.0,
        "fields": _fields(linked, outcome),
        "related": [curie(linked.entries[other.other]) for other in outcome.related],
        "review": [curie(linked.entries[other.other]) for other in outcome.reviews],
    }


def _fields(linked: Linked, outcome: Outcome) -> str:
    """Return what decided; of a new record, what it is nearest to."""
    if outcome.outcome == "new" and outcome.related:
        return f"another expression: {outcome.related[0].fields}"
    if outcome.pair is None:
        return "nothing like it"
    if outcome.outcome == "new":
        return f"nearest {curie(linked.entries[outcome.pair.other])}: {outcome.pair.fields}"
    return outcome.pair.fields


def as_csv(linked: Linked) -> str:
    """Return the rows as CSV; several ids are joined by semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows(linked):
        cells = (";".join(v) if isinstance(v, list) else str(v) for v in row.values())
        writer.writerow([harmless(cell) for cell in cells])
    return out.getvalue()


def as_json(linked: Linked, sources: Sequence[Bibliography]) -> str:
    """Return the rows and the shares of the files as JSON."""
    found = {
        "records": rows(linked),
        "sources": [asdict(share) for share in shares(linked, sources)],
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def as_table(linked: Linked) -> str:
    """Return the rows as lines of text: outcome, probability, record, work, what decided."""
    lines = []
    for row in rows(linked):
        related = row["related"]
        to = str(row["to"])
        if isinstance(related, list) and related:
            to += f" (related: {', '.join(related)})"
        lines.append(
            f"{row['outcome']!s:<7} {row['probability']:.4f}  {shorten(str(row['record']))}"
            f"{'  ->  ' + to.strip() if to.strip() else ''}  [{row['fields']}]"
        )
    return "\n".join(lines) + "\n"


def as_lines(found: Sequence[Share]) -> list[str]:
    """Return a line for each file; broken records are named where there are some.

    >>> print(as_lines([Share("a.bib", 5, 1, 1, 1, 2)])[0].partition(";")[0])
    a.bib: 5 records = 1 linked + 1 for review + 1 new + 2 reported (0 related)
    """
    return [_line(share) for share in found]


def _line(s: Share) -> str:
    broken = f" + {s.reported} reported" if s.reported else ""
    return (
        f"{s.file}: {s.records} records = {s.linked} linked + {s.review} for review + {s.new} new"
        f"{broken} ({s.related} related); {s.references} references = {s.references_new} new + "
        f"{s.references_there} there"
    )
