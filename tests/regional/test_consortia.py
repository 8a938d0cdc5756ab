"""Ties within consortia, against the same ties listed pair by pair."""

import random
from collections import Counter, defaultdict
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loclearn.indicators.computing import compute
from loclearn.indicators.partners import Member, tally
from tests.regional.conftest import opened, write
from tests.regional.test_verdicts import verdicts

PLACES = ("R1", "R1", "R1", "R2", "R2", "R3")
TYPES = ("firm", "university", "research-organisation", "other", "firm")


def rows(place):
    """Return all observations, whatever their order and the words about their inputs."""
    found = compute(opened(place))[0].drop("inputs").to_pyarrow().to_pylist()
    return sorted(tuple(map(str, row.values())) for row in found)


def actor(number, region, activity, type_, coverage="selective"):
    return {"actor_id": f"A{number}", "region": region, "activity": activity, "type": type_,
            "period": "2020", "coverage": coverage}  # fmt: skip


MEMBERS = st.lists(
    st.tuples(st.sampled_from("PQRST"), st.integers(0, 8)), min_size=1, max_size=25, unique=True
)
PEOPLE = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(["x", "y", None]), st.sampled_from(TYPES)),
    min_size=9, max_size=9,
)  # fmt: skip


@given(PEOPLE, MEMBERS)
def test_each_pair_counts_once_however_many_consortia_it_shares(people, members):
    """Against the definition: list all pairs, and look where the two of each lie."""
    found = tally(Member(p, f"A{n}", *people[n], rank=1) for p, n in members)
    counted = {(one["region"], one["activity"]): one for one in found}
    inside = {name: {n for p, n in members if p == name} for name, _ in members}
    pairs = {pair for some in inside.values() for pair in combinations(sorted(some), 2)}
    expected = defaultdict(Counter)
    for pair in pairs:
        places = [people[n][0] for n in pair]
        types = [people[n][2] for n in pair]
        between = "firm" in types and bool({"university", "research-organisation"} & set(types))
        for setting in {people[n][:2] for n in pair}:
            if setting[1] is not None:
                local = places[0] == places[1]
                expected[setting].update({"within": local, "beyond": not local})
                expected[setting].update({"research": local and between})
    assert counted.keys() == expected.keys()
    for setting, counts in expected.items():
        assert {name: counted[setting][name] for name in counts} == counts


@pytest.mark.parametrize("coverage", ["census", "selective"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_consortia_give_the_observations_that_their_pairs_give(tmp_path, seed, coverage):
    """All indicators, by the other way: the same ties one by one in a table of ties."""
    chance = random.Random(seed)
    actors = [actor(n, chance.choice(["", *PLACES]), chance.choice("xy"), chance.choice(TYPES),
                    chance.choice(["census", "selective"])) for n in range(30)]  # fmt: skip
    for one in actors:
        one["country"] = chance.choice(["UK", "FR", "DE", ""])
    joint = {f"P{n}": chance.sample(range(33), chance.randint(1, 6)) for n in range(15)}
    stated = {"period": "2020", "network": "N", "coverage": coverage}
    members = [{"consortium": name, "actor_id": f"A{n}", **stated}
               for name, some in joint.items() for n in some]  # fmt: skip
    pairs = {pair for some in joint.values() for pair in combinations(sorted(some), 2)}
    ties = [{"source": f"A{a}", "target": f"A{b}", "kind": "knowledge", **stated}
            for a, b in sorted(pairs)]  # fmt: skip
    early = [one for one in members if int(one["consortium"][1:]) < 7]
    known = {pair for name, some in joint.items() if int(name[1:]) < 7
             for pair in combinations(sorted(some), 2)}  # fmt: skip
    late = [one for one, pair in zip(ties, sorted(pairs), strict=True) if pair not in known]
    for name, tables in (
        ("joint", {"consortia": members}),
        ("listed", {"ties": ties}),
        ("both", {"consortia": early, "ties": late}),
    ):
        (tmp_path / name).mkdir()
        for table, some in {"actors": actors, **tables}.items():
            write(tmp_path / name / f"{table}.csv", some)
    assert rows(tmp_path / "joint") == rows(tmp_path / "listed") == rows(tmp_path / "both")


def test_ties_of_one_survey_and_consortia_of_another_are_counted_together(tmp_path):
    """Half of the ties stand in a table of ties: the observations are those of all in one."""
    chance = random.Random(4)
    actors = [actor(n, chance.choice(PLACES), "x", chance.choice(TYPES), "census")
              for n in range(12)]  # fmt: skip
    stated = {"period": "2020", "coverage": "census"}
    pairs = chance.sample(sorted(combinations(range(12), 2)), 14)
    ties = [{"source": f"A{a}", "target": f"A{b}", "kind": "knowledge", "network": "N", **stated}
            for a, b in pairs]  # fmt: skip
    joint = [
        {"consortium": f"P{place}", "actor_id": f"A{n}", "network": "M", **stated}
        for place, pair in enumerate(pairs[7:]) for n in pair
    ]  # fmt: skip
    whole = [*ties[:7], *({**tie, "network": "M"} for tie in ties[7:])]
    for name, tables in (
        ("both", {"ties": ties[:7], "consortia": joint}),
        ("ties", {"ties": whole}),
    ):
        (tmp_path / name).mkdir()
        for table, some in {"actors": actors, **tables}.items():
            write(tmp_path / name / f"{table}.csv", some)
    found = rows(tmp_path / "both")
    assert any("extra-local-knowledge-ties" in row for row in found)
    assert found == rows(tmp_path / "ties")


@pytest.mark.parametrize("size", [400, 100])
def test_a_consortium_of_400_is_counted_exactly(folder, command, size):
    """Of 400 members 20 are in each of 20 regions: 380 partners beyond for each of the 20."""
    types = ["university" if n < 20 else "firm" for n in range(size)]
    counted = tally(Member("P", f"A{n}", f"R{n % 20:02}", "ALL", types[n], 1) for n in range(size))
    near = size // 20
    assert [one["beyond"] for one in counted] == [near * (size - near)] * 20
    assert [one["within"] for one in counted] == [near * (near - 1) // 2] * 20
    assert [one["research"] for one in counted] == [near - 1] * 20
    if size > 100:
        return
    members = [{"consortium": "P", "actor_id": f"A{n}", "period": "2020", "network": "N",
                "coverage": "selective"} for n in range(size)]  # fmt: skip
    actors = [actor(n, f"R{n % 20:02}", "ALL", types[n]) for n in range(size)]
    values = verdicts(command, folder(actors=actors, consortia=members))
    assert {v for (_, id_), v in values.items() if id_ in ("C12", "C14")} == {"supported"}
    assert {v for (_, id_), v in values.items() if id_ in ("C05", "C07")} == {"unknown"}
    assert "opposed" not in values.values()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_gatekeepers_are_the_same_with_and_without_the_pairs(tmp_path, seed, monkeypatch):
    """By sets of bits, as for consortia of any size, and by the measure on the listed network."""
    chance = random.Random(seed)
    actors = [actor(n, chance.choice(PLACES), "xy"[n % 2], "firm") for n in range(30)]
    members = [
        {
            "consortium": f"P{p}",
            "actor_id": f"A{n}",
            "period": "2020",
            "network": "N",
            "coverage": "selective",
        }
        for p in range(9)
        for n in chance.sample(range(30), 4)
    ]
    write(tmp_path / "actors.csv", actors)
    write(tmp_path / "consortia.csv", members)

    def found():
        rows = compute(opened(tmp_path))[0].to_pyarrow().to_pylist()
        return {(r["region"], r["activity"]): (r["value"], r["coverage"]) for r in rows
                if r["indicator"] == "gatekeeper-count"}  # fmt: skip

    listed = found()
    monkeypatch.setattr("loclearn.indicators.from_tables.MOST_TIES", 0)
    assert found() == listed
    assert any(value for value, _ in listed.values())


def test_a_consortium_of_20_000_is_counted_and_its_network_is_not_measured(folder):
    actors = [actor(n, f"R{n % 2}", "ALL", "firm") for n in range(20_000)]
    members = [{"consortium": "P", "actor_id": f"A{n}", "period": "2020", "network": "N",
                "coverage": "selective"} for n in range(20_000)]  # fmt: skip
    table, problems = compute(opened(folder(actors=actors, consortia=members)))
    found = {r["indicator"]: r["value"] for r in table.to_pyarrow().to_pylist()}
    assert found["extra-local-knowledge-ties"] == 10_000**2
    assert found["gatekeeper-count"] == 0
    assert "inward-density" not in found
    assert "199,990,000 ties, those of consortia included" in str(problems[0])


@pytest.mark.parametrize(
    ("actors", "told"),
    [
        ([actor(0, "R1", "x", "firm")], "1 participations of actors that no table knows: A1"),
        (None, "consortia, and no table of actors"),
    ],
)
def test_members_that_nobody_knows_are_told(folder, actors, told):
    members = [{"consortium": "P", "actor_id": f"A{n}", "coverage": "selective"} for n in range(2)]
    tables = {"consortia": members} | ({"actors": actors} if actors else {})
    assert told in "\n".join(map(str, opened(folder(**tables)).problems))


def test_projects_beside_a_survey_add_pipelines_and_take_no_zero_away(folder, command):
    """One folder with the ties of a census and selective consortia, of one setting."""
    firms = [actor(n, "R1", "x", "firm", "census") | {"asked": "vertical:local"} for n in (1, 2)]
    far = actor(3, "R2", "x", "university")
    tie = {"source": "A1", "target": "A2", "kind": "knowledge", "period": "2020",
           "network": "survey", "coverage": "census"}  # fmt: skip
    joint = [{"consortium": "P", "actor_id": f"A{n}", "period": "2020", "network": "CORDIS",
              "coverage": "selective"} for n in (1, 3)]  # fmt: skip
    found = verdicts(command, folder(actors=[*firms, far], ties=[tie], consortia=joint))
    assert found["R1|x|2020", "C14"] == "supported"
    assert found["R1|x|2020", "C07"] == "opposed"


ONCE = {"kind": "knowledge", "coverage": "census"}
DATED, BLANK = {"period": "2020", "network": "N"}, {"period": "", "network": "N"}
ELSEWHERE = {"period": "2020", "network": "M"}


def tied(*where):
    return [{"source": a, "target": b, **ONCE, **one} for one in where for a, b in ("AB", "CA")]


def joined(*where):
    return [{"consortium": f"{a}{b}", "actor_id": one, "coverage": "census", **stated}
            for stated in where for a, b in ("AB", "CA") for one in (a, b)]  # fmt: skip


@pytest.mark.parametrize(
    "tables",
    [
        {"ties": tied(DATED)},
        {"ties": tied(DATED, BLANK)},
        {"ties": tied(DATED, ELSEWHERE)},
        {"ties": tied(DATED, BLANK, ELSEWHERE), "consortia": joined(DATED, ELSEWHERE)},
        {"ties": tied(DATED), "consortia": joined(ELSEWHERE)},
        {"ties": tied(BLANK), "consortia": joined(BLANK)},
        {"consortia": joined(DATED, ELSEWHERE)},
        {"consortia": joined(BLANK)},
    ],
    ids=lambda tables: "-".join(f"{len(some)}{name}" for name, some in tables.items()),
)
@pytest.mark.parametrize("period", ["2020", ""])
def test_a_pair_counts_once_whoever_knows_it(tmp_path, tables, period):
    """A firm has one tie with the university beside it and one with a firm elsewhere.

    The partners of the firm may have no period: they are there in that of the firm.
    """
    people = [("A", "R1", "firm", "2020"), ("B", "R1", "university", period),
              ("C", "R2", "firm", period)]  # fmt: skip
    actors = [{"actor_id": a, "region": r, "activity": "x", "type": t, "period": p,
               "coverage": "census"} for a, r, t, p in people]  # fmt: skip
    for table, some in {"actors": actors, **tables}.items():
        write(tmp_path / f"{table}.csv", some)
    found = {(row["region"], row["period"], row["indicator"]): row["value"]
             for row in compute(opened(tmp_path))[0].to_pyarrow().to_pylist()}  # fmt: skip
    of_firm = {name: found["R1", "2020", name] for name in (
        "ei-index", "firm-research-ties", "extra-local-knowledge-ties", "inward-density",
        "gatekeeper-count",
    )}  # fmt: skip
    assert list(of_firm.values()) == [0, 1, 1, 1, 1]
    assert found["R2", "2020", "extra-local-knowledge-ties"] == found["R2", "2020", "ei-index"] == 1
    assert {when for _, when, name in found if name == "ei-index"} == {"2020"}
