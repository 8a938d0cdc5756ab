"""Put the files of a survey together: actors with what they were asked, and their ties."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from loclearn.errors import Problem, shorten
from loclearn.sources.entries import Account
from loclearn.sources.network.answers import Answers
from loclearn.sources.network.deciding import Decided
from loclearn.sources.network.firms import Firm, Firms
from loclearn.sources.network.outside import Outside
from loclearn.sources.network.part import Part

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
        return self.part.network, self.period, self.region

    @property
    def region(self) -> str:
        """Return where its firms are, where that is one for all."""
        return self.part.constant("region")

    @property
    def firms(self) -> tuple[str, ...]:
        """Return the actors that the survey is about; the columns of two modes are not."""
        if self.answers.form == "two-mode":
            return self.answers.rows
        ends = [end for tie in self.decided.ties for end in (tie.source, tie.target)]
        return tuple(dict.fromkeys((*self.answers.roster, *ends)))


@dataclass
class Survey:
    """Gather the files of a survey."""

    tables: list[tuple[Part, Firms]] = field(default_factory=list)
    networks: list[Network] = field(default_factory=list)
    outside: list[Outside] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    periods: set[str] = field(default_factory=set)

    def rows(self, period: str, region: str = "") -> Iterator[tuple[Part, Firm]]:
        """Yield the firms of the tables that are of a period and region, or of all of them."""
        for part, table in self.tables:
            for firm in table.firms:
                where = firm.cells.get("region") or part.constant("region")
                when = firm.period or part.constant("period")
                if when in ("", period) and (not region or where in ("", region)):
                    yield part, firm

    def known(self, part: Part) -> list[str]:
        """Return the firms of the tables in the period and region of a file, in their order."""
        rows = self.rows(part.constant("period"), part.constant("region"))
        return [firm.label for _, firm in rows]

    def silent(self, part: Part) -> set[str]:
        """Return the firms in the period and region of a file that did not answer."""
        period, region = part.constant("period"), part.constant("region")
        found = {firm.label for _, firm in self.rows(period, region) if not firm.answered}
        same = [n for n in self.networks if (n.period, n.region) == (period, region)]
        return found.union(*(network.decided.silent for network in same))

    def has_waves(self, period: str) -> bool:
        """Return whether the tables do not say which firms there were in a period of several."""
        periods = self.periods | {period}
        rows = ((part, firm) for part, table in self.tables for firm in table.firms)
        dated = any(firm.period or part.constant("period") for part, firm in rows)
        return len(periods) > 1 and not dated

    def firms_of(self, part: Part) -> set[str]:
        """Return all firms of the survey in the period and region of a file."""
        place = part.constant("period"), part.constant("region")
        same = [n for n in self.networks if (n.period, n.region) == place]
        found = {label for network in same for label in network.firms}
        return found or set(self.known(part))

    def whole(self, network: Network) -> bool:
        """Return whether all files of a network are complete."""
        same = [other for other in self.networks if other.name == network.name]
        return all(other.decided.complete for other in same)

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
