"""Whatever a file holds, it is read or refused in words, and each answer is accounted for."""

from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from loclearn.errors import LoclearnError
from loclearn.sources.network.part import Part
from loclearn.sources.network.reading import read_all

CELLS = st.sampled_from(
    ["", "0", "1", "2", "9", "99", "-1", "NA", "A", "B", "C", "0,5", "1.5", '"', "x;y", "Ego",
     "from", "to", "1e9", "é", "*Vertices 3", "*Arcs", "*Edges", "*Matrix", "dl n=3", "labels:",
     "data:", "format=edgelist1", "year", "2004", "firm", "<"]
)  # fmt: skip
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=6)
GRIDS = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n + 1), min_size=n, max_size=n + 1)
)
TEXTS = st.one_of(
    st.tuples(st.one_of(TABLES, GRIDS), st.sampled_from([",", ";", "\t", " "]),
              st.sampled_from(["\n", "\r", "\r\n"])).map(
                  lambda made: made[2].join(made[1].join(row) for row in made[0]).encode()),
    st.binary(max_size=60),
)  # fmt: skip
SAID = {"region": "ITI14", "coverage": "census", "kind": "knowledge", "period": "2004"}


def parts(form, direction, agree, sources):
    ties = Part("n.csv", "ties", form, constants=SAID, direction=direction, agree=agree,
                sources=sources)  # fmt: skip
    firms = Part("f.csv", "actors", constants=SAID, number="n", knowledge=("k",))
    return [ties, firms, Part("o.csv", "outside", constants=SAID)]


@settings(max_examples=150, deadline=None)
@given(
    ties=TEXTS,
    firms=st.one_of(TEXTS, st.just(b"firm,n,k\nA,1,1\nB,0,2\nC,NA,1\n")),
    outside=st.one_of(TEXTS, st.just(b"firm,partner\nA,X\n")),
    form=st.sampled_from(["", "", "", "matrix", "list", "two-mode", "dl", "pajek"]),
    direction=st.sampled_from(["", "from-row", "to-row", "none"]),
    agree=st.sampled_from(["", "either", "both"]),
    sources=st.sampled_from(["", "local", "outside"]),
    given_=st.sampled_from([("n.csv",), ("n.csv", "f.csv"), ("n.csv", "f.csv", "o.csv")]),
)
def test_any_file_is_read_or_refused(
    tmp_path_factory, ties, firms, outside, form, direction, agree, sources, given_
):
    folder = tmp_path_factory.getbasetemp() / "any"
    folder.mkdir(exist_ok=True)
    for name, content in (("n.csv", ties), ("f.csv", firms), ("o.csv", outside)):
        (folder / name).write_bytes(content)
    chosen = [p for p in parts(form, direction, agree, sources) if p.file in given_]
    try:
        reading = read_all([Path(folder / name) for name in given_], chosen)
    except LoclearnError:
        return
    entries = Counter(entry.file for entry in reading.entries)
    assert set(entries) <= {account.file for account in reading.accounts}
    for account in reading.accounts:
        account.written = entries[account.file]
        assert account.adds_up, account.lines()
    ids = [(e.cells["actor_id"], e.cells["period"]) for e in reading.entries if e.table == "actors"]
    assert len(ids) == len(set(ids))
    ends = {
        e.cells[end] for e in reading.entries if e.table == "ties" for end in ("source", "target")
    }
    assert ends <= {id_ for id_, _ in ids}
    assert {e.cells["region"] for e in reading.entries if e.table == "actors"} <= {
        "ITI14", "outside",
    }  # fmt: skip
