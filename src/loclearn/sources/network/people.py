"""Gather the actors of a survey: firms, their sources, and partners outside."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from loclearn.errors import Problem, shorten
from loclearn.sources.entries import Account, Entry
from loclearn.sources.network.outside import Outside
from loclearn.sources.network.part import Part
from loclearn.sources.network.survey import Key, Network, Survey
from loclearn.tables.kinds import ALL, OUTSIDE


@dataclass
class Actor:
    """Gather what is known of one actor in one period."""

    cells: dict[str, str]
    file: str
    line: int
    networks: dict[str, None] = field(default_factory=dict)
    asked: dict[str, None] = field(default_factory=dict)


@dataclass
class People:
    """Gather the actors of a survey by label and period."""

    survey: Survey
    actors: dict[Key, Actor] = field(default_factory=dict)

    def gather(self) -> None:
        """Take the actors of all files."""
        for network in self.survey.networks:
            self._of_network(network)
        self._of_tables()
        for one in self.survey.outside:
            self._partners(one)

    def _actor(self, key: Key, part: Part, file: str, line: int) -> Actor:
        """Return an actor; its attributes come from a table of firms, or else from constants."""
        if key in self.actors:
            return self.actors[key]
        label, period = key
        rows = self.survey.rows(period, part.constant("region"))
        row = next(((own, firm) for own, firm in rows if firm.label == label), None)
        cells = {"region": part.constant("region"), "activity": part.constant("activity") or ALL,
                 "coverage": part.constant("coverage")}  # fmt: skip
        if row is not None:
            own, firm = row
            names = ("region", "activity", "coverage")
            cells |= {n: own.constant(n) for n in names if own.constant(n)}
            cells |= firm.cells
            file, line = firm.file, firm.line
        cells |= {"actor_id": label, "period": period}
        if cells["region"] == OUTSIDE:
            cells["activity"] = ""  # a partner, and no setting
        self.actors[key] = Actor({n: value for n, value in cells.items() if value}, file, line)
        return self.actors[key]

    def _of_network(self, network: Network) -> None:
        part, answers = network.part, network.answers
        file = f"{answers.file}, labels"
        complete = self.survey.whole(network)
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
            if key in self.actors or label in self.survey.known(part):
                self._actor(key, part, file, number)
                continue
            region = OUTSIDE if part.sources == OUTSIDE else part.constant("region")
            self._partner(key, region, part, (file, number), part.constant("type"))

    def _of_tables(self) -> None:
        """Add firms that are on no roster, where it is clear in which period they are."""
        periods = {n.period for n in self.survey.networks} | {o.period for o in self.survey.outside}
        for part, table in self.survey.tables:
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

    def entries(self) -> Iterator[Entry]:
        """Yield an entry for each actor; accounts that are new are added to those of the survey."""
        accounts: dict[str, Account] = {
            table.account.file: table.account for _, table in self.survey.tables
        }
        met: dict[tuple[str, int], int] = defaultdict(int)
        for actor in self.actors.values():
            cells = dict(actor.cells)
            for name, parts in (("networks", actor.networks), ("asked", actor.asked)):
                if parts:
                    cells[name] = ";".join(sorted(parts))
            if actor.file not in accounts:
                accounts[actor.file] = Account(actor.file, "actors")
                self.survey.accounts.append(accounts[actor.file])
            account = accounts[actor.file]
            met[actor.file, actor.line] += 1
            if account.unit == "actors" or met[actor.file, actor.line] > 1:
                account.came += 1
            yield Entry("actors", cells, actor.file, actor.line)
