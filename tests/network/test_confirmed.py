"""Networks of several shapes: what loclearn finds is what an independent script finds in them."""

import csv
import random
from itertools import pairwise

import pytest

from loclearn.indicators.brokerage import brokerage
from tests.network import dialects, plain
from tests.network.conftest import told


def ring(seed, size):
    """A ring in which each firm knows its next two: much clustering."""
    firms = [f"R{n}" for n in range(size)]
    values = {(a, b): 0 for a in firms for b in firms if a != b}
    for step in (1, 2):
        for a, b in zip(firms, firms[step:] + firms[:step], strict=True):
            values[a, b] = values[b, a] = 1
    draw = random.Random(seed)
    for _ in range(3):
        a, b = draw.sample(firms, 2)
        values[a, b] = values[b, a] = 1
    return firms, values


def star(seed, size):
    """A hub and those who ask it, and one chain."""
    firms = [f"S{n}" for n in range(size)]
    values = {(a, b): 0 for a in firms for b in firms if a != b}
    for other in firms[1:]:
        values[other, firms[0]] = 1
    for a, b in pairwise(firms[: 3 + seed % 3]):
        values[a, b] = 1
    return firms, values


def empty(_seed, size):
    firms = [f"E{n}" for n in range(size)]
    return firms, {(a, b): 0 for a in firms for b in firms if a != b}


def few(seed, size):
    return dialects.drawn(seed, size, 0.12, 1)


def many(seed, size):
    return dialects.drawn(seed, size, 0.5, 5)


def mutual(seed, size):
    return dialects.drawn(seed, size, 0.3, 1, symmetric=True)


CASES = [
    (few, 1, 14, "to-row", "comma"),
    (many, 2, 9, "from-row", "semicolon"),
    (mutual, 3, 16, "none", "tab"),
    (star, 4, 12, "to-row", "blanks"),
    (ring, 5, 15, "none", "dl"),
    (few, 6, 22, "from-row", "pajek"),
    (empty, 7, 6, "from-row", "list"),
    (star, 8, 7, "from-row", "utf-16"),
]


def partners(firms, seed):
    """Who has which partners outside; some share one."""
    draw = random.Random(seed)
    names = [f"Uni {n}" for n in range(4)]
    return [(a, b) for a in firms for b in names if draw.random() < 0.15]


def observed(command, out):
    done = command("indicators", out)
    assert done.code == 0, done.err
    found = {}
    for row in csv.DictReader(done.out.splitlines()):
        of = found.setdefault(row["region"], {})
        of[row["indicator"]] = (float(row["value"]), row["coverage"])
    return found


class Case:
    """One surveyed cluster, and what flows in it."""

    def __init__(self, shape, seed, size, direction, dialect):
        plain_firms, plain_values = shape(seed, size)
        name = {firm: f"{firm} of {seed}" for firm in plain_firms}
        self.region, self.direction, self.size = f"Valley {seed}", direction, size
        self.firms = list(name.values())
        self.values = {(name[a], name[b]): value for (a, b), value in plain_values.items()}
        self.outside = partners(self.firms, seed)
        self.text = dialects.variants(self.firms, self.values)[dialect]
        named = [pair for pair, value in self.values.items() if value]
        self.local = [(b, a) if direction == "to-row" else (a, b) for a, b in named]
        self.flows = self.local + [(partner, firm) for firm, partner in self.outside]
        if direction == "none":
            self.local += [(b, a) for a, b in self.local]
            self.flows += [(b, a) for a, b in named]

    def bring(self, survey):
        rows = "firm,partner\n" + "".join(f"{a},{b}\n" for a, b in self.outside)
        table = "firm\n" + "\n".join(self.firms) + "\n"
        place = ("--region", self.region, "--activity", "wine", "--period", "2004")
        done, out = survey({"n.txt": self.text, "firms.csv": table, "out.csv": rows}, "--kind",
                           "knowledge", "--coverage", "census", "--direction", self.direction,
                           "--firms", "firms.csv", "--outside", "out.csv", place=place)  # fmt: skip
        assert done.code == 0, done.err
        told(done)
        return out


def test_networks_not_seen_before_are_measured_as_by_hand(survey, command):
    cases = [Case(*case) for case in CASES]
    for case in cases:
        out = case.bring(survey)
    everywhere = observed(command, out)
    assert set(everywhere) == {case.region for case in cases}, "outside is no setting"
    whole = [tie for case in cases for tie in case.flows]
    for case in cases:
        found, inside = everywhere[case.region], set(case.firms)
        gates = plain.gatekeepers(case.flows, inside)
        assert found["firm-count"] == (case.size, "census")
        assert found["gatekeeper-count"] == (len(gates), "census"), case.region
        assert found["extra-local-knowledge-ties"] == (len(case.outside), "census")
        assert found["ei-index"] == (pytest.approx(plain.e_i(case.flows, inside)), "census")
        local = len(plain.pairs(case.local))
        density = pytest.approx(local / (case.size * (case.size - 1) / 2))
        assert found["inward-density"] == (density, "census")
        expected = plain.expected_pairs(whole, inside)
        assert found["local-tie-ratio"] == (pytest.approx(local / expected), "census")
    assert {len(plain.gatekeepers(case.flows, set(case.firms))) for case in cases} > {0}


@pytest.mark.parametrize("case", CASES[:5])
def test_the_five_roles_are_those_of_the_definition(case):
    one = Case(*case)
    groups = {end: "in" if end in one.firms else end for tie in one.flows for end in tie}
    mine, theirs = brokerage(one.flows, groups), plain.roles(one.flows, groups)
    for actor in groups:
        for role in ("coordinator", "representative", "gatekeeper", "itinerant", "liaison"):
            assert getattr(mine[actor], role) == theirs.get((actor, role), 0)


def test_clustering_of_talk_over_random_networks(survey, command):
    """The random networks here are drawn by another way of switching."""
    shapes = [(ring, 5, 15), (mutual, 3, 14)]
    for shape, seed, size in shapes:
        firms, values = shape(seed, size)
        text = dialects.joined(dialects.grid(firms, values), ";")
        place = ("--region", f"Valley {seed}", "--activity", "wine", "--period", "2004")
        done, out = survey({"n.csv": text}, "--kind", "informal-contact", "--coverage", "census",
                           "--direction", "none", "--agree", "either", place=place)  # fmt: skip
        assert done.code == 0, done.err
    found = observed(command, out)
    for shape, seed, size in shapes:
        firms, values = shape(seed, size)
        talk = [pair for pair, value in values.items() if value]
        draw = random.Random(1)
        others = [plain.watts_strogatz(plain.rewired(talk, draw)) for _ in range(40)]
        ratio = plain.watts_strogatz(talk) / (sum(others) / len(others))
        mine = found[f"Valley {seed}"]["informal-contact-clustering"]
        assert mine == (pytest.approx(ratio, rel=0.2), "census")


def test_local_vertical_ties_are_counted_once_for_each_pair(survey, command):
    strong = {}
    for seed in range(3):
        firms, values = dialects.drawn(seed, 12, 0.1, 3)
        name = {firm: f"{firm} of {seed}" for firm in firms}
        values = {(name[a], name[b]): value for (a, b), value in values.items()}
        text = dialects.joined(dialects.grid(list(name.values()), values), "\t")
        place = ("--region", f"Valley {seed}", "--activity", "wine", "--period", "2004")
        done, out = survey({"n.csv": text}, "--kind", "vertical", "--coverage", "census",
                           "--direction", "from-row", "--at-least", "2", place=place)  # fmt: skip
        assert done.code == 0, done.err
        told(done, "a tie is a value at least 2")
        strong[f"Valley {seed}"] = [pair for pair, value in values.items() if value >= 2]
    found = observed(command, out)
    for region, ties in strong.items():
        assert found[region]["local-vertical-ties"] == (len(plain.pairs(ties)), "census")
