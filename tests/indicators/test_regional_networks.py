"""Tables to observations: against plain loops over the rows, and with bad rows."""

import random
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loclearn.errors import InvalidInput
from loclearn.indicators.clustering import clustering
from loclearn.indicators.mixing import local_tie_ratio
from loclearn.indicators.network_rows import COVERAGES, weakest
from loclearn.indicators.network_tables import Actor, Tie
from loclearn.indicators.reach import k_core
from loclearn.indicators.regional_networks import regional_networks

CARRIERS = ("knowledge", "informal-contact")
COVERAGE = st.sampled_from(COVERAGES)
PERIODS = st.sampled_from([None, "2017"])


@st.composite
def tables(draw):
    """Up to nine actors in three regions, two activities and two periods, and their ties."""
    names = "abcdefghi"[: draw(st.integers(2, 9))]
    actors = [
        Actor(
            name, draw(st.sampled_from("XYZ")), draw(st.sampled_from(["ALL", "C29"])),
            draw(st.sampled_from(["firm", "university", None])), period,
            tuple(draw(st.lists(st.sampled_from("PQR"), max_size=3))), coverage=draw(COVERAGE),
        )
        for name in names
        for period in (None, "2017")
        if period is None or draw(st.booleans())
    ]  # fmt: skip
    one = st.sampled_from(names)
    tie = st.builds(
        Tie, one, one, st.sampled_from([*CARRIERS, "vertical"]), PERIODS, st.booleans(),
        st.sampled_from(["survey", "register"]), coverage=COVERAGE,
    )  # fmt: skip
    return actors, draw(st.lists(tie, max_size=40))


class Plain:
    """The rules once more, as loops over rows."""

    def __init__(self, actors, ties, region, activity, period):
        self.where = {a.id: a.region for a in actors if a.period == period}
        self.type = {a.id: a.type for a in actors if a.period == period}
        self.mine = {
            a.id: a for a in actors
            if (a.region, a.activity, a.period) == (region, activity, period)
        }  # fmt: skip
        every = [t for t in ties if t.period == period and t.source != t.target]
        self.ties = [t for t in every if t.source in self.where and t.target in self.where]
        self.region, self.every = region, every

    def local(self, tie):
        return self.where[tie.source] == self.where[tie.target]

    def covered(self, wanted, any_of=False):
        here = [t for t in self.every if self.region in map(self.where.get, (t.source, t.target))]
        nets = {}
        mine = [t for t in here if {t.source, t.target} & self.mine.keys()]
        for net in {t.network for t in mine}:
            records = {(t.kind, self.local(t)) for t in self.ties if t.network == net} & wanted
            if records:
                nets[net] = records
        there = set().union(*nets.values())
        if not there or (not any_of and there != wanted):
            return None
        found = [t.coverage for t in here if t.network in nets]
        if any(t not in self.ties and t.network in nets for t in here):
            found.append("sample")
        return weakest([*found, *(a.coverage for a in self.mine.values())])

    def pairs(self, kinds, local, both=False):
        test = all if both else any
        return {
            frozenset((t.source, t.target))
            for t in self.ties
            if t.kind in kinds and self.local(t) == local
            and test(end in self.mine for end in (t.source, t.target))
        }  # fmt: skip

    def gatekeepers(self):
        known = [t for t in self.ties if t.kind == "knowledge"]
        ways = {(t.source, t.target) for t in known}
        ways |= {(t.target, t.source) for t in known if not t.directed}
        return {
            b for b in self.mine for a, x in ways for y, c in ways
            if x == y == b and a != c and (a, c) not in ways
            and self.where[a] != self.region and self.where[c] == self.region
        }  # fmt: skip

    def reach(self):
        holders = {end for pair in self.pairs(["knowledge"], False) for end in pair}
        holders &= self.mine.keys()
        near = set(holders)
        for _ in range(2):
            near |= {e for p in self.pairs(CARRIERS, True) if p & near for e in p}
        return len(near & self.mine.keys()) / len(self.mine) if holders else None


def by_loops(actors, ties, region, activity, period):
    """Return the indicators of one setting that can be said in a line or two."""
    plain = Plain(actors, ties, region, activity, period)
    size = len(plain.mine)
    inside, outside = ("knowledge", True), ("knowledge", False)
    carriers = {(kind, True) for kind in CARRIERS}
    found = {}
    if cover := plain.covered({inside, outside}):
        found["gatekeeper-count"] = len(plain.gatekeepers()), cover
    if size > 1 and (cover := plain.covered(carriers, any_of=True)):
        ties_inside = len(plain.pairs(CARRIERS, True, both=True))
        found["inward-density"] = ties_inside / (size * (size - 1) / 2), cover
    share = plain.reach()
    if share is not None:
        cover, outer = plain.covered(carriers, any_of=True), plain.covered({outside})
        if cover and outer:
            found["pipeline-reach"] = share, weakest((cover, outer))
    if cover := plain.covered({outside}):
        ends = {e for p in plain.pairs(["knowledge"], False) for e in p}
        partners = [e for e in ends if plain.where[e] != region]
        kinds = Counter(plain.type[e] for e in partners if plain.type[e])
        if kinds.total() > 1:
            value = 1 - sum(n * n for n in kinds.values()) / kinds.total() ** 2
            full = kinds.total() == len(partners)
            found["partner-diversity"] = value, cover if full else weakest((cover, "sample"))
    return found


@settings(deadline=None, max_examples=300)
@given(tables())
def test_observations_are_those_of_plain_loops(rows):
    actors, ties = rows
    found = regional_networks(actors, ties, draws=9).observations
    names = {"gatekeeper-count", "inward-density", "pipeline-reach",
             "partner-diversity"}  # fmt: skip
    told = {}
    for o in found:
        if o.indicator in names:
            told.setdefault((o.region, o.activity, o.period), {})[o.indicator] = (
                pytest.approx(o.value), o.coverage,
            )  # fmt: skip
    for setting in {(a.region, a.activity, a.period) for a in actors}:
        assert by_loops(actors, ties, *setting) == told.get(setting, {})


@settings(deadline=None, max_examples=60)
@given(tables(), st.randoms())
def test_the_order_of_rows_changes_nothing(rows, chance):
    actors, ties = rows
    before = regional_networks(actors, ties, draws=19).observations
    ties = [
        t if t.directed or chance.random() < 0.5
        else Tie(t.target, t.source, t.kind, t.period, t.directed, t.network, coverage=t.coverage)
        for t in ties
    ]  # fmt: skip
    chance.shuffle(actors)
    chance.shuffle(ties)
    assert regional_networks(actors, ties, draws=19).observations == before


def town(seed=1, regions=6, firms=12, coverage="census"):
    """Regions with firms and a university, surveyed on knowledge and informal contacts."""
    chance = random.Random(seed)
    actors, ties = [], []
    for n in range(regions):
        names = [f"r{n}f{k}" for k in range(firms)]
        actors += [
            Actor(name, f"R{n}", "C29", "firm", "2017", (chance.choice("PQ"),), coverage=coverage)
            for name in names
        ]
        actors.append(Actor(f"u{n}", f"R{n}", "P85", "university", "2017", coverage=coverage))
        for a, b in combinations(names, 2):
            if chance.random() < 0.25:
                kind = chance.choice(CARRIERS)
                ties.append(Tie(a, b, kind, "2017", network="survey", coverage=coverage))
        for name in names[:3]:
            other = f"r{(n + 1) % regions}f{chance.randrange(firms)}"
            ties.append(Tie(name, other, "knowledge", "2017", network="survey", coverage=coverage))
            ties.append(
                Tie(name, f"u{n}", "knowledge", "2017", network="survey", coverage=coverage)
            )
    return actors, ties


def test_workers_change_nothing_and_progress_is_told():
    actors, ties = town()
    told = []
    alone = regional_networks(actors, ties, draws=99, workers=1)
    shared_out = regional_networks(
        actors, ties, draws=99, workers=2, progress=lambda *n: told.append(n)
    )
    assert shared_out == alone
    assert told == [(n, 6) for n in range(1, 7)]
    seeded = regional_networks(actors, ties, draws=99, workers=1, seed="other").observations
    differing = {o.indicator for o, p in zip(alone.observations, seeded, strict=True) if o != p}
    assert differing == {"informal-contact-clustering"}


def test_all_eight_indicators_of_a_surveyed_region():
    found = regional_networks(*town(), draws=99).observations
    here = [o for o in found if (o.region, o.activity) == ("R0", "C29")]
    assert [o.indicator for o in here] == [
        "gatekeeper-count", "informal-contact-clustering", "inward-density", "k-core",
        "knowledge-distance", "local-tie-ratio", "partner-diversity", "pipeline-reach",
    ]  # fmt: skip
    assert {o.coverage for o in here} == {"census"}
    assert all(o.period == "2017" and o.inputs for o in here)
    assert all((o.p_value is not None) == ("clustering" in o.indicator) for o in here)
    assert all(o.value == round(o.value, 12) for o in here)


def only(found, indicator, **where):
    rows = [
        o for o in found.observations
        if o.indicator == indicator and all(getattr(o, k) == v for k, v in where.items())
    ]  # fmt: skip
    assert len(rows) <= 1
    return rows[0] if rows else None


def firms(*names, region="X", activity="C29", **more):
    return [Actor(n, region, activity, "firm", **{"coverage": "census", **more}) for n in names]


def tie(ends, kind="knowledge", **more):
    return Tie(ends[0], ends[1], kind, **{"coverage": "census", **more})


def test_a_region_that_no_network_reaches_has_no_observation():
    actors = firms(*"ab") + firms(*"fg", region="Y") + firms(*"xy", region="Z")
    ties = [tie("ab"), tie("af"), tie("fg", "vertical", network="trade")]
    found = regional_networks(actors, ties)
    assert {o.region for o in found.observations} == {"X", "Y"}
    assert only(found, "gatekeeper-count", region="X").value == 1
    # f has only a tie outside: with a tie in the survey, its region is covered, and zero is seen
    assert only(found, "gatekeeper-count", region="Y").value == 0
    assert only(found, "inward-density", region="Y").value == 0


def test_a_network_that_records_only_pipelines_says_nothing_of_gatekeepers():
    actors = firms(*"ab") + firms(*"f", region="Y")
    found = regional_networks(actors, [tie("af"), tie("bf")])
    # only f has two partners; whether a passes on to b nobody asked
    assert [(o.region, o.indicator) for o in found.observations] == [("Y", "partner-diversity")]


def test_settings_of_other_activities_and_periods_stay_apart():
    actors = [
        *firms(*"ab"), *firms("u", activity="P85"), *firms("v", activity="ALL"),
        *firms("f", region="Y"), *firms(*"ab", period="2017"),
    ]  # fmt: skip
    ties = [tie("ab"), tie("au"), tie("uf"), tie("vf"), tie("ub")]
    found = regional_networks(actors, ties)
    # u passes on to the firms, but is an actor of another activity
    assert only(found, "gatekeeper-count", region="X", activity="C29").value == 0
    assert only(found, "gatekeeper-count", region="X", activity="P85").value == 1
    assert not [o for o in found.observations if o.period == "2017"]


def test_coverage_is_the_weakest_and_a_lost_tie_makes_a_sample():
    actors = [*firms(*"abc"), *firms("f", region="Y"), Actor("lost", None, coverage="census")]
    ties = [tie("ab"), tie("af"), tie("bc")]

    def coverage(actors, ties):
        return only(regional_networks(actors, ties), "gatekeeper-count", region="X").coverage

    assert coverage(actors, ties) == "census"
    assert coverage(actors, [*ties, Tie("c", "lost", "knowledge", coverage="census")]) == "sample"
    assert coverage(actors, [*ties, tie("ac", coverage="selective")]) == "selective"
    assert coverage([*actors, *firms("d", coverage="selective")], ties) == "selective"


def test_selective_sources_say_nothing_of_informal_contacts():
    indicator = "informal-contact-clustering"
    assert only(regional_networks(*town(), draws=99), indicator, region="R0")
    weak = regional_networks(*town(coverage="selective"), draws=99)
    assert only(weak, indicator, region="R0") is None
    assert only(weak, "gatekeeper-count", region="R0", activity="C29").coverage == "selective"


def test_firms_without_classes_make_the_distance_a_sample():
    actors = firms(*"ab", knowledge=("P",)) + firms("c", knowledge=("Q",))
    full = only(regional_networks(actors, []), "knowledge-distance")
    assert (full.value, full.coverage) == (pytest.approx(2 / 3), "census")
    part = only(regional_networks([*actors, *firms("d")], []), "knowledge-distance")
    assert (part.value, part.coverage) == (pytest.approx(2 / 3), "sample")
    assert part.inputs == "3 of 4 firms with technology classes"
    assert regional_networks(firms("a", knowledge=("P",)), []).observations == ()


def test_bad_rows_are_reported_once_each_and_left_out():
    actors = [
        *firms(*"abc"), *firms("f", region="Y"), *firms("a"),
        Actor("n", None, coverage="census"),
        *firms("two"), *firms("two", region="Y", row=9),
    ]  # fmt: skip
    good = [tie("ab"), tie("bf"), tie("bc")]
    bad = [
        tie("aa", row=5), tie("cc", row=6), tie("ba", row=7), tie("ax", row=8), tie("an", row=9),
        tie(("a", "two"), row=10), tie("ab", period="2017", row=11), tie("ab", "gossip", row=12),
    ]  # fmt: skip
    clean = regional_networks([*firms(*"abc"), *firms("f", region="Y")], good)
    assert clean.problems == ()
    found = regional_networks(actors, [*good, *bad], files=("actors.csv", "ties.csv"))
    told = [(p.file, p.row, p.column, p.found) for p in found.problems]
    assert told == [
        ("actors.csv", 9, "region", "two regions in one period for actor two"),
        ("actors.csv", None, "actor_id", "a repeated row of actor a"),
        ("ties.csv", 5, "target", "a tie to itself of actor a (2 rows in all)"),
        ("ties.csv", 7, "source", "a repeated tie of b and a"),
        ("ties.csv", 8, "target", "a tie with an actor that is in no row of actors: x"),
        ("ties.csv", 9, "target", "a tie with an actor without one region: n (2 rows in all)"),
        ("ties.csv", 11, "period", "a tie of a period in which no row places actor a"
                                   " (2 rows in all)"),
        ("ties.csv", 12, "kind", "the kind gossip"),
    ]  # fmt: skip
    assert {p.severity for p in found.problems} == {"warning"}
    values = [(o.region, o.indicator, o.value) for o in found.observations]
    assert values == [(o.region, o.indicator, o.value) for o in clean.observations]


def test_rows_without_coverage_are_refused_all_at_once():
    actors = firms(*"ab", coverage="")
    with pytest.raises(InvalidInput) as refused:
        regional_networks(actors, [tie("ab", coverage="all", row=4)])
    assert [p.found for p in refused.value.problems] == ["nothing (2 rows in all)", "all"]


def test_empty_tables_give_nothing():
    empty = regional_networks([], [])
    assert (empty.observations, empty.problems) == ((), ())


def test_reach_joins_two_networks_and_has_the_weaker_coverage():
    actors = [*firms(*"abcde"), *firms("f", region="Y")]
    contacts = [tie(pair, "informal-contact", network="survey") for pair in ("ab", "bc", "cd")]
    pipeline = [tie("fa", network="register", coverage="selective")]
    found = only(regional_networks(actors, [*contacts, *pipeline]), "pipeline-reach")
    assert (found.value, found.coverage) == (0.6, "selective")
    assert found.inputs == "3 of 5 actors within 2 local steps of 1 holders; of the others 2 of 4"
    # without one of the two networks, or without a holder, there is nothing to say
    assert only(regional_networks(actors, contacts), "pipeline-reach") is None
    assert only(regional_networks(actors, pipeline), "pipeline-reach", region="X") is None
    elsewhere = [*actors, *firms("g", region="Z")]
    other = [*contacts, tie("fg", network="register"), tie("ag", "vertical", network="register")]
    assert only(regional_networks(elsewhere, other), "pipeline-reach", region="X") is None


def test_ratio_core_and_clustering_of_a_region_are_those_of_the_families():
    actors, ties = town(seed=5, regions=3)
    found = regional_networks(actors, ties, draws=199)
    pairs = {(min(t.source, t.target), max(t.source, t.target)) for t in ties
             if t.kind == "knowledge"}  # fmt: skip
    home = {a.id for a in actors if a.region == "R1"}
    mine = {a.id for a in actors if (a.region, a.activity) == ("R1", "C29")}
    ratio = only(found, "local-tie-ratio", region="R1", activity="C29")
    assert ratio.value == pytest.approx(local_tie_ratio(pairs, mine, home))
    among = [(t.source, t.target) for t in ties if {t.source, t.target} <= mine]
    assert only(found, "k-core", region="R1").value == k_core(among, mine)[0]
    contacts = [(t.source, t.target) for t in ties
                if t.kind == "informal-contact" and t.source in mine]  # fmt: skip
    clustered = only(found, "informal-contact-clustering", region="R1")
    drawn = clustering(contacts, draws=2000)
    assert clustered.value == pytest.approx(drawn.ratio, rel=0.2)
    assert clustered.p_value == pytest.approx(drawn.p_value, abs=0.12)


def test_where_no_process_can_start_the_work_goes_on_in_this_one(monkeypatch):
    class NoProcesses:
        def __init__(self, *_, **__):
            raise OSError("no more processes")

    actors, ties = town()
    wanted = regional_networks(actors, ties, draws=19, workers=1)
    monkeypatch.setattr("loclearn.indicators.regional_networks.ProcessPoolExecutor", NoProcesses)
    assert regional_networks(actors, ties, draws=19, workers=2) == wanted
