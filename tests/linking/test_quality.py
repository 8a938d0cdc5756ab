"""Damaged records find their works, and works that are alike stay apart."""

import importlib.util
from dataclasses import replace

import pytest

from loclearn.linking.comparison import compare
from loclearn.linking.entry import works
from loclearn.linking.linking import link
from loclearn.linking.pairs import LINK
from tests.conftest import ROOT

HARD = [
    ("maskellmalmberg1999a", "maskellmalmberg1999b"),
    ("giuliani2005a", "giuliani2005b"),
    ("grabher2002a", "grabher2002b"),
    ("grabher2002a", "grabher2002c"),
    ("grabher2002b", "grabher2002c"),
    ("nadvi1999a", "nadvi1999b"),
    ("wenger1998", "wengersnyder2000"),
    ("malmbergpower2004", "malmbergpower2005"),
    ("amincohendet1999", "amincohendet2004"),
]


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("linking", ROOT / "benchmarks" / "linking.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def known():
    return {work.id.rsplit("/", 1)[-1]: work for work in works()}


def bare(entry):
    """A record that says the same as a work, without an identifier."""
    return replace(
        entry, id=entry.id.replace("/work/", "/work/a.bib/"), work=False, ids=frozenset()
    )


@pytest.mark.parametrize("seed", [1, 2005])
def test_precision_and_recall_on_the_held_out_part(benchmark, known, seed):
    held_out = benchmark.labelled(4, seed)[1]
    counts, wrong = benchmark.measure(held_out, list(known.values()))
    precision, recall = benchmark.quality(counts)
    assert len(held_out) > 150
    assert precision >= 0.99, wrong
    assert recall >= 0.97, wrong


@pytest.mark.parametrize(("one", "other"), HARD)
def test_hard_pairs_are_never_merged(known, one, other):
    for left in (known[one], replace(known[one], letter="", subtitle="", title=known[one].main)):
        assert compare(bare(left), known[other]).probability < LINK
        linked = link([], [bare(left), bare(known[other])])
        assert linked.clusters.head(0) != linked.clusters.head(1)


def test_each_work_without_its_identifiers_is_linked_to_itself_or_to_none(known):
    entries = [bare(work) for work in known.values() if work.title != "general knowledge"]
    linked = link(list(known.values()), entries)
    wrong = [
        linked.entries[outcome.number].id
        for outcome in linked.outcomes
        if outcome.outcome == "linked"
        and linked.entries[outcome.pair.other].id.rsplit("/", 1)[-1]
        != linked.entries[outcome.number].id.rsplit("/", 1)[-1]
    ]
    assert wrong == []
    assert sum(outcome.outcome == "linked" for outcome in linked.outcomes) >= 145


def test_a_draft_is_related_to_what_was_published_of_it(known):
    draft, article = known["nooteboom2005"], known["nooteboom2007"]
    (outcome,) = link([article], [bare(draft)]).outcomes
    assert (outcome.outcome, [pair.outcome for pair in outcome.related]) == ("new", ["related"])
    paper = replace(article, id="x/work/a.bib/1", work=False)
    linked = link([draft, article], [paper])
    assert linked.entries[linked.outcomes[0].pair.other].id.endswith("nooteboom2007")
    assert [linked.entries[p.other].id for p in linked.outcomes[0].related] == [draft.id]
