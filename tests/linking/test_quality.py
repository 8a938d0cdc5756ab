"""Damaged records find their works, and works that are alike stay apart."""

import importlib
import random
from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loclearn.bibliography.record import Identifiers
from loclearn.linking.comparison import compare
from loclearn.linking.entry import records, works
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


ALIKE = [
    ("maskellmalmberg1999a", "maskellmalmberg1999b"),
    ("giuliani2005a", "giuliani2005b"),
    ("grabher2002a", "grabher2002b", "grabher2002c"),
]


@pytest.fixture(scope="module")
def benchmark():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "benchmarks"))
        return importlib.import_module("linking")


@pytest.fixture(scope="module")
def damage(benchmark):
    return importlib.import_module(benchmark.damaged.__module__)


@pytest.fixture(scope="module")
def originals(damage):
    return {record.key: record for record in damage.originals()}


@pytest.fixture(scope="module")
def known():
    return {work.id.rsplit("/", 1)[-1]: work for work in works()}


def bare(entry):
    """A record that says the same as a work, without an identifier."""
    return replace(
        entry, id=entry.id.replace("/work/", "/work/a.bib/"), work=False, ids=frozenset()
    )


@pytest.mark.parametrize("seed", [1, 2005])
def test_precision_and_recall_on_the_held_out_part(benchmark, damage, known, seed):
    held_out = damage.labelled(4, seed)[1]
    found = benchmark.measure(held_out, list(known.values()))
    usual = [one for one in found if not set(one[0].kinds) & set(damage.TITLES)]
    precision, recall = benchmark.quality(usual)
    assert len(usual) > 300
    assert precision >= 0.99, [one for one in usual if one[2] not in {None, one[0].key}]
    assert recall >= 0.96, [one for one in usual if one[0].key not in {None, one[2]}]
    titles = [one for one in found if set(one[0].kinds) & set(damage.TITLES)]
    assert benchmark.quality(titles)[0] >= 0.99
    assert benchmark.quality(titles)[1] >= 0.7


def test_no_work_is_in_both_parts_and_every_kind_of_damage_is_in_each(damage):
    parts = damage.labelled(25, 2005)
    keys = [{case.key for case in part if case.key} for part in parts]
    assert not keys[0] & keys[1]
    assert len(keys[0] | keys[1]) == 84
    for part in parts:
        counts = Counter(kind for case in part for kind in case.kinds)
        assert set(counts) == {*damage.KINDS, *damage.TITLES, *damage.NONE}
        assert min(counts.values()) >= 30


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), group=st.sampled_from(ALIKE), seed=st.integers(0, 2**32))
def test_works_that_are_alike_are_never_merged_whatever_the_damage(
    damage, originals, known, data, group, seed
):
    chance = random.Random(seed)
    kinds = st.lists(st.sampled_from(list(damage.KINDS)), min_size=0, max_size=4, unique=True)
    made, keys = [], []
    for number, key in enumerate(group * 2):
        record = originals[key]
        title = data.draw(st.sampled_from([record.title, *damage.TRANSLATED.get(key, ())]))
        record = replace(record, title=title)
        record, _ = damage.done(record, data.draw(kinds), chance)
        made.append(replace(record, file=f"f{number % 3}.bib", number=number, key=f"r{number}"))
        keys.append(key)
    for targets in ([], [known[key] for key in group], list(known.values())):
        linked = link(targets, list(records(made)))
        for one, other in combinations(range(len(made)), 2):
            heads = [linked.clusters.head(linked.outcomes[n].number) for n in (one, other)]
            assert heads[0] != heads[1] or keys[one] == keys[other]
        for outcome, key in zip(linked.outcomes, keys, strict=True):
            head = linked.entries[linked.clusters.head(outcome.number)]
            assert not head.work or head.id.endswith(f"/{key}")


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_two_works_in_one_record_are_linked_to_neither(damage, originals, known, data, seed):
    keys = st.sampled_from(sorted(originals))
    one, other = data.draw(st.lists(keys, min_size=2, max_size=2, unique=True))
    case = damage.fused(originals[one], originals[other], 1, random.Random(seed))
    (outcome,) = link(list(known.values()), list(records([case.record]))).outcomes
    assert outcome.outcome in {"review", "new"}


def test_two_works_in_one_record_join_nothing_that_the_graph_lacks(damage, originals):
    one, other = originals["scott2002"], originals["wuyts2005"]
    both = damage.fused(one, other, 0, random.Random(1)).record
    for order in ([one, other, both], [both, one, other], [one, both, other]):
        made = [replace(r, key=f"k{n}", file="a.bib", number=n) for n, r in enumerate(order)]
        linked = link([], list(records(made)))
        assert len({linked.clusters.head(n) for n in range(3)}) == 3


def test_an_identifier_decides_what_a_record_is_that_runs_on(damage, originals, known):
    both = damage.fused(originals["scott2002"], originals["wuyts2005"], 0, random.Random(1)).record
    (doi,) = (value for scheme, value in known["scott2002"].ids if scheme == "doi")
    both = replace(both, identifiers=Identifiers(doi=doi))
    linked = link(list(known.values()), list(records([both])))
    assert linked.outcomes[0].outcome == "linked"
    assert linked.outcomes[0].pair.fields == "doi same"
    assert linked.entries[linked.outcomes[0].pair.other] is known["scott2002"]


def test_a_comparison_that_is_cut_short_is_one_that_is_not_kept(known):
    short = 0
    for one, other in combinations(known.values(), 2):
        whole, cut = compare(bare(one), other), compare(bare(one), other, -10.97)
        assert cut == whole or max(cut.weight, whole.weight) < -10.97
        short += cut != whole
    assert short > 5000


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
