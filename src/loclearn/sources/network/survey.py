"""Put the files of a survey together: actors with what they were asked, and their ties."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from loclearn.errors import Problem, shorten
from loclearn.sources.entries import Account, Entry, Reading
from loclearn.sources.network import outside
from loclearn.sources.network.answers import Answers
from loclearn.sources.network.deciding import Decided
from loclearn.sources.network.firms import Firm, Firms
from loclearn.sources.network.gates import doubtful
from loclearn.sources.network.outside import Outside
from loclearn.sources.network.part import OUTSIDE, Part
from loclearn.tables.kinds import ALL

Key = tuple[str, str]
"""The label of an actor, and a period."""


@dataclass
class Network:
    """Hold the ties of one file and period, with what the user says of them."""

    part: Part
    period: str
    decided: Decided

    @property
    def answers(self) -> Answers:
        """Return the answers from which the ties come."""
        return self.decided.answers

    @property
    def name(self) -> tuple[str, str, str]:
        """Return what holds files together that are one network."""
        return self.part.network, self.period, self.part.constant("region")

    @property
    def firms(self) -> tuple[str, ...]:
        """Return the actors that the survey is about; the columns of two modes are not."""
        if self.answers.form == "two-mode":
            return self.answers.rows
        ends = [end for tie in self.decided.ties for end in (tie.source, tie.target)]
        return tuple(dict.fromkeys((*self.answers.roster, *ends)))


@dataclass
class Actor:
    """Gather what is known of one actor in one period."""

    cells: dict[str, str]
    file: str
    line: int
    networks: dict[str, None] = field(default_factory=dict)
    asked: dict[str, None] = field(default_factory=dict)


@dataclass
class Survey:
    """Gather the files of a survey."""

    tables: list[tuple[Part, Firms]] = field(default_factory=list)
    networks: list[Network] = field(default_factory=list)
    outside: list[Outside] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    actors: dict[Key, Actor] = field(default_factory=dict)

    def rows(self, period: str) -> Iterator[tuple[Part, Firm]]:
        """Yield the firms of the tables that are of a period, or of all periods."""
        for part, table in self.tables:
            for firm in table.firms:
                if (firm.period or part.constant("period")) in ("", period):
                    yield part, firm

    def known(self, period: str) -> list[str]:
        """Return the firms of the tables in a period, in their order."""
        return [firm.label for _, firm in self.rows(period)]

    def silent(self, period: str) -> list[str]:
        """Return the firms of which a table says that they did not answer."""
        return [firm.label for _, firm in self.rows(period) if not firm.answered]

    def has_waves(self, period: str) -> bool:
        """Return whether the tables do not say which firms there were in a period of several."""
        periods = {network.period for network in self.networks} | {period}
        dated = any(firm.period for _, table in self.tables for firm in table.firms)
        return len(periods) > 1 and not dated

    def firms_of(self, period: str) -> set[str]:
        """Return all firms of the survey in a period."""
        found = {label for n in self.networks if n.period == period for label in n.firms}
        return found or set(self.known(period))

    def contradictions(self) -> list[Problem]:
        """Return a violation where two files are one network, or one label is in two regions."""
        problems = []
        seen: dict[tuple[str, ...], str] = {}
        for network in self.networks:
            key = (*network.name, network.part.kind)
            file = network.answers.file
            if key in seen and network.firms:
                found = f"a second file of {network.part.kind} in {network.period or 'no period'}"
                expected = f"another network than that of {seen[key]}"
                cure = "Name the question that was asked: --network, or constants.network."
                problems.append(Problem(file, None, None, found, expected, cure))
            seen.setdefault(key, file)
        where: dict[Key, tuple[str, str]] = {}
        for network in self.networks:
            region = network.part.constant("region")
            for label in network.firms:
                before = where.setdefault((label, network.period), (region, network.answers.file))
                if before[0] != region:
                    found = f"{shorten(label)} in {region}"
                    expected = f"{before[0]}, as in {before[1]}"
                    problems.append(
                        Problem(
                            network.answers.file,
                            None,
                            None,
                            found,
                            expected,
                            "Give firms of two places labels of their own.",
                        )
                    )
        return problems

    def reading(self) -> Reading:
        """Return all entries with their accounts, notes and problems."""
        self._numbers()
        for network in self.networks:
            self._actors_of(network)
        self._actors_of_tables()
        for one in self.outside:
            self._partners(one)
        entries = [*self._actor_entries(), *self._tie_entries(), *self._outside_entries()]
        notes = list(self.notes)
        for _, table in self.tables:
            self.accounts.insert(0, table.account)
            self.problems += table.problems
            notes += table.notes
        for network in self.networks:
            answers = network.answers
            self.problems += answers.problems
            notes += [f"{answers.file}: {network.part.kind}, {note}" for note in answers.notes[:1]]
            notes += [f"  {note}" for note in answers.notes[1:]]
        notes += [note for one in self.outside for note in one.notes]
        self.problems += [problem for one in self.outside for problem in one.problems]
        self.problems += doubtful(self)
        return Reading(entries, self.problems, self.accounts, notes + self._waves())

    def _numbers(self) -> None:
        """Take the numbers of partners outside from the tables of firms."""
        periods = sorted({n.period for n in self.networks})
        for part, table in self.tables:
            if not part.number:
                continue
            own = sorted({f.period for f in table.firms if f.period})
            constant = part.constant("period")
            for period in own or ([constant] if constant else periods or [""]):
                on = self.firms_of(period)
                chosen = [f for f in table.firms if f.period in ("", period) and f.label in on]
                file = table.account.file
                self.outside.append(outside.by_number(chosen, part, period, file))

    def _actor(self, key: Key, part: Part, file: str, line: int) -> Actor:
        """Return an actor; its attributes come from a table of firms, or else from constants."""
        if key in self.actors:
            return self.actors[key]
        label, period = key
        row = next(((p, f) for p, f in self.rows(period) if f.label == label), None)
        cells = {"region": part.constant("region"), "activity": part.constant("activity") or ALL,
                 "coverage": part.constant("coverage")}  # fmt: skip
        if row is not None:
            own, firm = row
            names = ("region", "activity", "coverage")
            cells |= {n: own.constant(n) for n in names if own.constant(n)}
            cells |= firm.cells
            file, line = firm.file, firm.line
        cells |= {"actor_id": label, "period": period}
        self.actors[key] = Actor({n: value for n, value in cells.items() if value}, file, line)
        return self.actors[key]

    def _actors_of(self, network: Network) -> None:
        part, answers = network.part, network.answers
        file = f"{answers.file}, labels"
        complete = self._whole(network)
        for number, label in enumerate(network.firms, start=1):
            actor = self._actor((label, network.period), part, file, number)
            if complete and answers.rows:
                actor.networks[part.network] = None
                outward = answers.form == "two-mode" and part.sources == OUTSIDE
                if answers.form != "two-mode" or outward:
                    actor.asked[f"{part.kind}:{'extra-local' if outward else 'local'}"] = None
        if answers.form != "two-mode":
            return
        for number, label in enumerate(answers.columns, start=1):
            key = (label, network.period)
            if key in self.actors or label in self.known(network.period):
                self._actor(key, part, file, number)
                continue
            region = OUTSIDE if part.sources == OUTSIDE else part.constant("region")
            self._partner(key, region, part, (file, number), part.constant("type"))

    def _whole(self, network: Network) -> bool:
        """Return whether all files of a network are complete."""
        same = [other for other in self.networks if other.name == network.name]
        return all(other.decided.complete for other in same)

    def _actors_of_tables(self) -> None:
        """Add firms that are on no roster, where it is clear in which period they are."""
        periods = {n.period for n in self.networks} | {o.period for o in self.outside}
        for part, table in self.tables:
            for firm in table.firms:
                period = firm.period or part.constant("period")
                if not period and len(periods) == 1:
                    (period,) = periods
                if period or len(periods) < 2:
                    self._actor((firm.label, period), part, firm.file, firm.line)
            on = {(actor.file, actor.line) for actor in self.actors.values()}
            gone = [f for f in table.firms if (f.file, f.line) not in on]
            table.account.left_out["on no roster"] += len(gone)
            table.account.left_out += type(table.account.left_out)()
            if gone:
                names = shorten(", ".join(firm.label for firm in gone))
                table.problems.append(Problem(table.account.file, gone[0].line, None,
                                              f"{names}, on no roster", "firms of a wave",
                                              severity="warning"))  # fmt: skip

    def _partner(
        self, key: Key, region: str, part: Part, place: tuple[str, int], type_: str
    ) -> None:
        cells = {"actor_id": key[0], "period": key[1], "region": region, "type": type_ or "other",
                 "coverage": part.constant("coverage")}  # fmt: skip
        kept = {name: value for name, value in cells.items() if value}
        self.actors.setdefault(key, Actor(kept, *place))

    def _partners(self, one: Outside) -> None:
        for label in sorted(one.firms):
            actor = self._actor((label, one.period), one.part, f"{one.account.file}, firms", 0)
            if one.complete:
                actor.networks[one.part.network] = None
                actor.asked[f"{one.part.kind}:extra-local"] = None
        for _, partner, line in one.ties:
            place = (f"{one.account.file}, partners", line)
            self._partner(
                (partner, one.period), OUTSIDE, one.part, place, one.types.get(partner, "")
            )

    def _actor_entries(self) -> Iterator[Entry]:
        accounts: dict[str, Account] = {
            table.account.file: table.account for _, table in self.tables
        }
        met: dict[tuple[str, int], int] = defaultdict(int)
        for actor in self.actors.values():
            cells = dict(actor.cells)
            for name, parts in (("networks", actor.networks), ("asked", actor.asked)):
                if parts:
                    cells[name] = ";".join(sorted(parts))
            if actor.file not in accounts:
                accounts[actor.file] = Account(actor.file, "actors")
                self.accounts.append(accounts[actor.file])
            account = accounts[actor.file]
            met[actor.file, actor.line] += 1
            if account.unit == "actors" or met[actor.file, actor.line] > 1:
                account.came += 1
            yield Entry("actors", cells, actor.file, actor.line)

    def _tie_entries(self) -> Iterator[Entry]:
        for network in self.networks:
            part, answers = network.part, network.answers
            self.accounts.append(
                Account(
                    answers.file,
                    answers.unit,
                    answers.came,
                    left_out=answers.left_out,
                    reported=answers.reported,
                )
            )
            coverage = part.constant("coverage")
            if coverage == "census" and not self._whole(network):
                coverage = "sample"
                found = "a census of which not all is known"
                cure = "The ties are written as a sample: they oppose nothing."
                answers.problems.append(
                    Problem(
                        answers.file, None, None, found, "an answer of each firm", cure, "warning"
                    )
                )
            for tie in network.decided.ties:
                cells = {"source": tie.source, "target": tie.target, "kind": part.kind,
                         "period": network.period, "network": part.network, "weight": tie.weight,
                         "directed": "true" if network.decided.directed else "false",
                         "coverage": coverage}  # fmt: skip
                yield Entry("ties", cells, answers.file, tie.line)

    def _outside_entries(self) -> Iterator[Entry]:
        for one in self.outside:
            self.accounts.append(one.account)
            part = one.part
            coverage = part.constant("coverage")
            coverage = coverage if one.complete or coverage != "census" else "sample"
            directed = "false" if part.direction == "none" else "true"
            for firm, partner, line in one.ties:
                ends = (firm, partner) if part.direction == "from-row" else (partner, firm)
                cells = {"source": ends[0], "target": ends[1], "kind": part.kind,
                         "period": one.period, "network": part.network, "directed": directed,
                         "weight": "", "coverage": coverage}  # fmt: skip
                yield Entry("ties", cells, one.account.file, line)

    def _waves(self) -> list[str]:
        """Say which firms come and go between the waves of a network."""
        waves: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(dict)
        for network in self.networks:
            key = (network.part.network, network.part.constant("region"))
            waves[key].setdefault(network.period, set()).update(network.firms)
        notes = []
        for (name, _), of in waves.items():
            periods = sorted(of)
            for one, other in pairwise(periods):
                new, gone = sorted(of[other] - of[one]), sorted(of[one] - of[other])
                if new or gone:
                    parts = [f"{len(new)} new ({shorten(', '.join(new))})"] if new else []
                    parts += [f"{len(gone)} gone ({shorten(', '.join(gone))})"] if gone else []
                    notes.append(f"{name}, {one} to {other}: {', '.join(parts)}")
        return notes
