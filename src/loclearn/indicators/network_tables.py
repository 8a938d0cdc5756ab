"""Actors and ties as they stand in a table, and where the ties belong.

A tie belongs to the region and period in which its ends lie: an end lies where an actor row of the
same period places it. What cannot be placed is reported and counted nowhere.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from loclearn.errors import InvalidInput, Problem, shorten
from loclearn.indicators.network_rows import COVERAGES
from loclearn.tables import contract
from loclearn.tables.kinds import ALL

KINDS = contract("ties").field("kind").codes
LOCAL, EXTRA_LOCAL = "local", "extra-local"
Place = tuple[str, str | None]
"""A region and a period."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Hold one row of the table of actors.

    Parameters
    ----------
    id: the identifier that ties use.
    region: the code of its region, or None.
    activity: the code of its activity, or ALL.
    type: firm, university, research-organisation, public-body, other, or None.
    period: a year, two years with a slash, or None.
    knowledge: technology classes; one named twice counts twice.
    row: the row of the table, for messages.
    networks: the surveys that asked it for its ties.
    asked: what they asked it for, such as vertical:local; empty where nothing says so.
    coverage: census, sample or selective.
    """

    id: str
    region: str | None
    activity: str = ALL
    type: str | None = None
    period: str | None = None
    knowledge: tuple[str, ...] = ()
    row: int | None = None
    networks: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    coverage: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Tie:
    """Hold one row of the table of ties.

    Parameters
    ----------
    source, target: identifiers of actors.
    kind: one of KINDS.
    period: as that of the actors.
    directed: whether it leads from source to target only.
    network: the survey or register that it comes from.
    row: the row of the table, for messages.
    coverage: census, sample or selective.
    """

    source: str
    target: str
    kind: str
    period: str | None = None
    directed: bool = False
    network: str = ""
    row: int | None = None
    coverage: str = field(kw_only=True)


@dataclass(slots=True)
class Placed:
    """Hold actors and ties by region and period.

    Parameters
    ----------
    settings: for each region and period, the actors of each activity by identifier.
    regions: the region of each actor and period; None where it has none, "" where several.
    ties: the ties with both ends in a region, each once.
    half: ties of which one end only is in a region, with that region.
    problems: what was left out, and why.
    """

    settings: dict[Place, dict[str, dict[str, Actor]]] = field(default_factory=dict)
    regions: dict[tuple[str, str | None], str | None] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    half: list[tuple[Tie, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def asked(self) -> Iterator[Actor]:
        """Yield the actors in a region of whom it is said which survey asked them, or for what."""
        for activities in self.settings.values():
            for rows in activities.values():
                yield from (row for row in rows.values() if row.networks or row.asked)


class _Notes:
    """Gather what is wrong: one problem for each sort, with the first row and the number."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.counts: Counter[tuple[str, str, str, str]] = Counter()
        self.first: dict[tuple[str, str, str, str], tuple[int | None, str]] = {}

    def add(self, sort: tuple[str, str, str, str], row: int | None, example: str) -> None:
        """Note one row; a sort is column, what was found, what is expected, what to do."""
        self.counts[sort] += 1
        self.first.setdefault(sort, (row, example))

    def problems(self, severity: str = "warning") -> list[Problem]:
        """Return one problem for each sort."""
        found = []
        for sort, count in self.counts.items():
            column, what, expected, cure = sort
            row, example = self.first[sort]
            more = f" ({count:,} rows in all)" if count > 1 else ""
            text = f"{what} {shorten(example)}{more}".lstrip()
            found.append(Problem(self.file, row, column, text, expected, cure, severity))
        return found


_COVERAGE = ("coverage", "", " or ".join(COVERAGES), "State how the rows were found.")
_REPEATED = ("actor_id", "a repeated row of actor", "one row for each actor, activity and period",
             "The first row is used.")  # fmt: skip
_TWO_REGIONS = ("region", "two regions in one period for actor", "one region",
                "It is counted nowhere; give each establishment an id.")  # fmt: skip
_SELF = ("target", "a tie to itself of actor", "two different actors", "It is left out.")
_KIND = ("kind", "the kind", " or ".join(KINDS), "Ties of this kind are counted nowhere.")
_UNKNOWN = ("target", "a tie with an actor that is in no row of actors:", "a known actor",
            "The tie is counted nowhere; add the actor.")  # fmt: skip
_OTHER_PERIOD = ("period", "a tie of a period in which no row places actor",
                 "a row of the actor with the same period",
                 "The tie is counted nowhere; give actors and ties the same periods.")  # fmt: skip
_NO_REGION = ("target", "a tie with an actor without one region:", "an actor in one region",
              "The tie is unplaced and counted nowhere; add the region.")  # fmt: skip
_TWICE = ("source", "a repeated tie of", "a tie once for each kind, period and network",
          "It counts once.")  # fmt: skip


def place(
    actors: Sequence[Actor], ties: Iterable[Tie], files: tuple[str, str] = ("actors", "ties")
) -> Placed:
    """Place actors and ties in regions and periods.

    Parameters
    ----------
    actors: rows; an actor may have several, one for each activity and period.
    ties: rows.
    files: the names of the two tables, for messages.

    Raises
    ------
    InvalidInput: when a row has no coverage, or another than the three.

    >>> actors = [Actor("a", "X", coverage="census"), Actor("b", None, coverage="census")]
    >>> placed = place(actors, [Tie("a", "b", "knowledge", row=2, coverage="census")])
    >>> print(placed.problems[0].found)
    a tie with an actor without one region: b
    """
    ties = list(ties)
    wrong = [_uncovered(actors, files[0]), _uncovered(ties, files[1])]
    if any(notes.counts for notes in wrong):
        raise InvalidInput(p for notes in wrong for p in notes.problems("violation"))
    placed = Placed()
    _place_actors(placed, actors, files[0])
    _place_ties(placed, ties, {actor.id for actor in actors}, files[1])
    return placed


def _uncovered(rows: Sequence[Actor] | Sequence[Tie], file: str) -> _Notes:
    notes = _Notes(file)
    for row in rows:
        if row.coverage not in COVERAGES:
            notes.add(_COVERAGE, row.row, row.coverage or "nothing")
    return notes


def _place_actors(placed: Placed, actors: Sequence[Actor], file: str) -> None:
    notes = _Notes(file)
    for actor in actors:
        key = (actor.id, actor.period)
        before = placed.regions.setdefault(key, actor.region or None)
        if before is None:
            placed.regions[key] = actor.region or None
        elif actor.region and before != actor.region:
            notes.add(_TWO_REGIONS, actor.row, actor.id)
            placed.regions[key] = ""
    for actor in actors:
        region = placed.regions[actor.id, actor.period]
        if not region or not actor.region:
            continue
        setting = placed.settings.setdefault((region, actor.period), {})
        rows = setting.setdefault(actor.activity or ALL, {})
        if actor.id in rows:
            notes.add(_REPEATED, actor.row, actor.id)
        rows.setdefault(actor.id, actor)
    placed.problems += notes.problems()


def _place_ties(placed: Placed, ties: Iterable[Tie], known: set[str], file: str) -> None:
    notes = _Notes(file)
    seen: set[tuple[object, ...]] = set()
    for tie in ties:
        if tie.source == tie.target:
            notes.add(_SELF, tie.row, tie.source)
            continue
        if tie.kind not in KINDS:
            notes.add(_KIND, tie.row, tie.kind)
            continue
        ends = (tie.source, tie.target)
        regions = [placed.regions.get((end, tie.period)) for end in ends]
        for end, region in zip(ends, regions, strict=True):
            if not region:
                notes.add(_why(placed, end, tie, known), tie.row, end)
        if not all(regions):
            placed.half += [(tie, region) for region in regions if region]
            continue
        key = (tie.kind, tie.period, tie.network, tie.directed,
               *(ends if tie.directed else sorted(ends)))  # fmt: skip
        if key in seen:
            notes.add(_TWICE, tie.row, f"{tie.source} and {tie.target}")
            continue
        seen.add(key)
        placed.ties.append(tie)
    placed.problems += notes.problems()


def _why(placed: Placed, end: str, tie: Tie, known: set[str]) -> tuple[str, str, str, str]:
    if end not in known:
        return _UNKNOWN
    return _NO_REGION if (end, tie.period) in placed.regions else _OTHER_PERIOD
