"""Link records to the graph's works and to each other: linked, for review, or new."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from loclearn.errors import Problem, shorten
from loclearn.linking.clusters import Clusters
from loclearn.linking.entry import Entry
from loclearn.linking.pairs import Decided, Pair, Step, compared, identified


@dataclass(frozen=True)
class Outcome:
    """Hold what became of one record: linked, review or new.

    pair: what decided; of a new record, the nearest that there is.
    related: other expressions of the same work. reviews: what is to be reviewed.
    """

    number: int
    outcome: str
    pair: Pair | None = None
    related: tuple[Pair, ...] = ()
    reviews: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Linked:
    """Hold all entries, first the works of the graph, with what became of each record."""

    entries: list[Entry]
    outcomes: list[Outcome]
    clusters: Clusters
    problems: list[Problem] = field(default_factory=list)

    @property
    def works(self) -> int:
        """Return how many entries are works of the graph."""
        return len(self.entries) - len(self.outcomes)

    @property
    def groups(self) -> list[list[int]]:
        """Return the places of the records of each work, in the order in which works come."""
        found: dict[int, list[int]] = {}
        for place, outcome in enumerate(self.outcomes):
            found.setdefault(self.clusters.head(outcome.number), []).append(place)
        return list(found.values())


def link(
    works: Sequence[Entry],
    records: Sequence[Entry],
    decided: Decided | None = None,
    step: Step | None = None,
) -> Linked:
    """Link records to works and to each other.

    Parameters
    ----------
    works: the works of the graph.
    records: the records of all files.
    decided: pairs, the later number first, that the user accepted or rejected.
    step: called now and then with how many records are compared, and how many there are.

    >>> from loclearn.linking.entry import work
    >>> a = work(key="a", title="Local buzz and pipes", authors=["Ash, I."], doi="10.1/x")
    >>> [found.outcome for found in link([a], [replace(a, work=False)]).outcomes]
    ['linked']
    """
    entries = [*works, *records]
    decided = decided or {}
    clusters = Clusters(entries, [pair for pair, accepted in decided.items() if not accepted])
    problems: list[Problem] = []
    pairs = [Pair(*p, "decision", "linked", 1.0, "accepted") for p, yes in decided.items() if yes]
    told = set(decided)
    for pair in identified(entries, decided):
        if pair.outcome == "review":
            problems.append(_contradiction(entries, pair))
        told.add((pair.one, pair.other))
        pairs.append(pair)
    likely = compared(entries, len(works), told, step)
    pairs += sorted(likely, key=lambda pair: (-pair.weight, pair.one, pair.other))
    done = _join(clusters, pairs)
    outcomes = [
        _outcome(number, clusters, done.get(number, []))
        for number in range(len(works), len(entries))
    ]
    return Linked(entries, outcomes, clusters, problems)


def _join(clusters: Clusters, pairs: list[Pair]) -> dict[int, list[Pair]]:
    """Join what is linked; what may not be joined is for review. Return the pairs by record."""
    found: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        kept = pair
        if pair.outcome == "linked" and not clusters.join(
            pair.one, pair.other, surely=pair.how != "comparison"
        ):
            why = f"{pair.fields}; speaks against what is linked already"
            kept = replace(pair, outcome="review", fields=why)
        found[pair.one].append(kept)
    return found


def _outcome(number: int, clusters: Clusters, pairs: list[Pair]) -> Outcome:
    head = clusters.head(number)
    open_ = [pair for pair in pairs if clusters.head(pair.other) != head]
    related = tuple(pair for pair in open_ if pair.outcome == "related")
    reviews = tuple(pair for pair in open_ if pair.outcome == "review")
    links = [pair for pair in pairs if pair.outcome == "linked"]
    if links:
        best = min(links, key=lambda pair: (clusters.head(pair.other) != pair.other, pair.other))
        return Outcome(number, "linked", best, related)
    if reviews:
        return Outcome(number, "review", reviews[0], related, reviews)
    unlike = [pair for pair in open_ if pair.outcome == "unlike"]
    return Outcome(number, "new", next(iter(unlike), None), related)


def _contradiction(entries: list[Entry], pair: Pair) -> Problem:
    one, other = entries[pair.one], entries[pair.other]
    found = f"{pair.fields}: {shorten(one.label)}; and {shorten(other.label)}"
    cure = "They are not merged; correct one of them, or accept the pair in a file of decisions."
    return Problem(file_of(one), None, None, found, "one title for one identifier", cure, "warning")


def file_of(entry: Entry) -> str:
    """Return the name of the file in the IRI of a record."""
    return unquote(entry.id.split("/work/", 1)[1].partition("/")[0])
