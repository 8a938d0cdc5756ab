"""Each query of the catalogue: its header, its rows in two engines, what it is for."""

import csv
import io
import re
from collections import Counter, defaultdict

import pyoxigraph as ox
import pytest
import rdflib

from loclearn import queries, resources
from loclearn.asking.header import KEYS, OPTIONAL_KEYS, header_of
from loclearn.asking.refusing import readable
from loclearn.asking.running import Answer, run
from loclearn.cli.answers import as_csv
from loclearn.errors import OntologyError
from loclearn.knowledge import knowledge_graph
from loclearn.namespaces import RDF, TERMS, THINGS, XSD
from tests.conftest import ROOT, read_csv
from tests.oracle import sides, values

EXPECTED = ROOT / "tests" / "queries" / "expected"
CATALOGUE = queries.catalogue()
FOLDERS = {name: [q for q in CATALOGUE if q.folder == name] for name in queries.FOLDERS}
BY_ID = {query.id: query for query in CATALOGUE}


def named(query):
    return query.name


@pytest.fixture(scope="module")
def store():
    return knowledge_graph()


@pytest.fixture(scope="module")
def twin(store):
    """The same graph in rdflib's own store."""
    data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return rdflib.Graph().parse(data=data, format="nt")


def converted(term):
    """Return a term of rdflib as one of Oxigraph."""
    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD + "string")))


def by_rdflib(graph, query):
    result = graph.query(query.text)
    if result.type == "CONSTRUCT":
        rows = {tuple(converted(term) for term in triple) for triple in result.graph}
        return Answer("construct", ("subject", "predicate", "object"), tuple(rows))
    columns = tuple(str(name) for name in result.vars)
    rows = tuple(tuple(converted(row[name]) for name in result.vars) for row in result)
    return Answer("select", columns, rows)


def by_oxigraph(store, query):
    result = store.query(query.text)
    if isinstance(result, ox.QueryTriples):
        rows = {(t.subject, t.predicate, t.object) for t in result}
        return Answer("construct", ("subject", "predicate", "object"), tuple(rows))
    columns = tuple(name.value for name in result.variables)
    return Answer("select", columns, tuple(tuple(s[c] for c in columns) for s in result))


def rows_of(store, id_):
    return list(csv.DictReader(io.StringIO(as_csv(by_oxigraph(store, BY_ID[id_])))))


def test_all_queries_were_found():
    assert {name: len(found) for name, found in FOLDERS.items()} == {
        "answers": 34, "checks": 13, "rules": 4}  # fmt: skip
    files = {p.stem for folder in FOLDERS for p in (resources.queries() / folder).glob("*.rq")}
    assert files == {query.name for query in CATALOGUE}
    assert len(BY_ID) == len(CATALOGUE)


@pytest.mark.parametrize("query", CATALOGUE, ids=named)
def test_the_header_is_complete_and_true(query):
    header = header_of(query.text, query.name)
    assert set(KEYS) <= set(header) <= {*KEYS, *OPTIONAL_KEYS}
    assert query.question.endswith("?")
    assert query.entailment in ("none", "derived")
    known = readable(query.text)
    if query.folder == "rules":
        assert (known.kind, query.returns) == ("construct", ("subject", "predicate", "object"))
    else:
        assert (known.kind, known.columns) == ("select", query.returns)
        assert known.ordered
    assert set(query.parameters) <= set(query.returns)
    if query.folder == "answers":
        assert re.fullmatch(r"cq\d\d_[a-z_]+", query.name)
        assert query.name.startswith(query.id + "_")
    else:
        assert query.id == query.name


@pytest.mark.parametrize("query", CATALOGUE, ids=named)
def test_a_query_says_that_it_needs_verdicts_when_it_does(query):
    names = re.sub(r"(?m)^#.*$", "", query.text)
    derived = re.search(r"ll:(Admissible(For|Against)\b|\w+(Supported|Opposed)\b)|a \?(class|supp)",
                        names)  # fmt: skip
    assert (query.entailment == "derived") >= bool(derived)


@pytest.mark.parametrize("query", CATALOGUE, ids=named)
def test_both_engines_give_the_same_rows(query, store, twin):
    ours, theirs = by_oxigraph(store, query), by_rdflib(twin, query)
    assert ours.columns == theirs.columns
    if query.folder == "rules":
        assert set(ours.rows) == set(theirs.rows)
    else:
        assert as_csv(ours) == as_csv(theirs)
    if query.empty is None:
        assert ours.rows


def test_questions_and_bodies_are_distinct():
    assert len({query.question for query in CATALOGUE}) == len(CATALOGUE)
    assert len({query.text.split("\n\n", 1)[1] for query in CATALOGUE}) == len(CATALOGUE)


def test_not_exists_holds_one_triple_pattern_only():
    for query in CATALOGUE:
        for body in re.findall(r"NOT EXISTS \{([^}]*)\}", query.text):
            assert " ; " not in body, query.name
            assert " . " not in body, query.name


# --- answers ---------------------------------------------------------------------------------


def test_each_answer_has_expected_rows():
    assert {p.stem for p in EXPECTED.glob("*.csv")} == {q.name for q in FOLDERS["answers"]}


@pytest.mark.parametrize("query", FOLDERS["answers"], ids=named)
def test_the_rows_are_those_expected(query, store):
    expected = (EXPECTED / f"{query.name}.csv").read_text(encoding="utf-8")
    assert as_csv(by_oxigraph(store, query)) == expected


@pytest.mark.parametrize("query", FOLDERS["answers"], ids=named)
def test_a_parameter_narrows_the_rows(query, store):
    whole = by_oxigraph(store, query)
    for name in query.parameters:
        place = whole.columns.index(name)
        wanted = whole.rows[-1][place]
        narrow = run(store, query.text, {name: [wanted]})
        assert set(narrow.rows) == {row for row in whole.rows if row[place] == wanted}


# What the answers should be, counted once more from the tables, without a graph.


@pytest.fixture(scope="module")
def evidence():
    return read_csv(resources.data() / "evidence.csv")


@pytest.fixture(scope="module")
def cases():
    return {row["case_id"]: row for row in read_csv(resources.data() / "cases.csv")}


@pytest.fixture(scope="module")
def keys():
    """The keys of the works that a source denotes."""
    found = defaultdict(set)
    for row in read_csv(resources.data() / "works.csv"):
        for label in [row["key"], *row["cited_as"].split(";")]:
            found[label.strip()].add(row["key"])
    return found


POOLED = {"country", "region-set", "cluster-set", "country-set", "region-class", "non-place"}


def test_countries_are_counted_right(store, evidence, cases, keys):
    statements, places, works = Counter(), defaultdict(set), defaultdict(set)
    for row in evidence:
        for country in filter(None, cases[row["case_id"]]["country_iso2"].split(";")):
            statements[country] += 1
            places[country].add(row["case_id"])
            works[country] |= keys[row["source_key"]]
    expected = {c: (len(places[c]), n, len(works[c])) for c, n in statements.items()}
    found = {r["country"]: (int(r["cases"]), int(r["statements"]), int(r["works"]))
             for r in rows_of(store, "cq07")}  # fmt: skip
    assert found == expected


def test_decades_are_counted_right(store, evidence, keys):
    years = {r["key"]: r["year"] for r in read_csv(resources.data() / "works.csv")}
    found = {r["decade"]: r for r in rows_of(store, "cq08")}
    expected = defaultdict(lambda: defaultdict(set))
    for row in evidence:
        for key in keys[row["source_key"]]:
            if years[key]:
                decade = years[key][:3] + "0s"
                expected[decade]["works"].add(key)
                side = row["polarity"].removeprefix("supports-")
                expected[decade][side].add(row["evidence_id"])
    assert {d: {k: int(v) for k, v in r.items() if k != "decade"} for d, r in found.items()} == {
        d: {k: len(sets[k]) for k in ("works", "presence", "absence", "mixed")}
        for d, sets in expected.items()
    }


def test_dimensions_are_counted_right(store, evidence):
    scopes = Counter((r["dimension"], r["scope"]) for r in evidence)
    for row in rows_of(store, "cq23"):
        for column, scope in (("local", "local"), ("extra_local", "extra-local"), ("both", "both")):
            assert int(row[column]) == scopes[row["dimension"], scope]
    polarities = Counter((r["dimension"], r["polarity"]) for r in evidence)
    for row in rows_of(store, "cq24"):
        for column in ("presence", "absence"):
            assert int(row[column]) == polarities[row["dimension"], "supports-" + column]
        assert int(row["mixed"]) == polarities[row["dimension"], "mixed"]


def test_statements_that_decide_nothing_are_those_that_the_rules_leave_out(store, evidence):
    expected = {
        r["evidence_id"]: r
        for r in evidence
        if not sides(r) and r["dimension"] != "localized-learning-asserted"
    }
    found = {r["statement"]: r["reason"] for r in rows_of(store, "cq11")}
    assert set(found) == set(expected)
    for id_, reason in found.items():
        row = expected[id_]
        assert (reason == "the coder is not sure enough") == (float(row["confidence"]) < 0.6)
        if reason.startswith("the paper"):
            assert row["basis"] == "seed-text"
        if reason.startswith("half"):
            assert row["polarity"] == "mixed"


def test_secondary_sources_are_those_of_the_table(store, evidence):
    expected = {
        r["evidence_id"]: bool(sides(r))
        for r in evidence
        if r["basis"] in ("secondary-seen", "own-knowledge")
    }
    found = {r["statement"]: r["decides"] == "true" for r in rows_of(store, "cq06")}
    assert found == expected


def test_cases_of_which_only_the_paper_speaks(store, evidence):
    bases = defaultdict(set)
    for row in evidence:
        bases[row["case_id"]].add(row["basis"])
    assert {r["case"] for r in rows_of(store, "cq16")} == {
        case for case, found in bases.items() if found == {"seed-text"}
    }


@pytest.fixture(scope="module")
def verdicts(evidence):
    by_case = defaultdict(list)
    for row in evidence:
        by_case[row["case_id"]].append(row)
    return {case: values(rows) for case, rows in by_case.items()}


def test_verdicts_are_those_of_the_rules_read_a_second_time(store, verdicts):
    found = {(r["case"], r["condition"].removeprefix("ll:")): r["verdict"]
             for r in rows_of(store, "cq33")}  # fmt: skip
    assert found == {
        (case, condition): value
        for case, all_ in verdicts.items()
        for condition, value in all_.items()
        if value != "unknown"
    }


def test_unknowns_are_counted_in_local_settings_only(store, verdicts, cases):
    local = [v for case, v in verdicts.items() if cases[case]["kind"] not in POOLED]
    assert len(local) == 38
    words = {"supporting": "supported", "opposing": "opposed", "contested": "contested",
             "unknown": "unknown"}  # fmt: skip
    for row in rows_of(store, "cq17"):
        counts = Counter(v[row["condition"].removeprefix("ll:")] for v in local)
        assert {c: int(row[c]) for c in words} == {c: counts[w] for c, w in words.items()}


def test_settings_one_fact_short_are_those_of_the_rules(store, verdicts, cases):
    expected = set()
    for case, v in verdicts.items():
        if cases[case]["kind"] in POOLED:
            continue
        held = {c for c, value in v.items() if value in ("supported", "contested")}
        some = held & {"C03", "C05", "C07", "C09", "C12"}
        if ("C01" in held) != bool(some):
            expected.add((case, "co-location" if some else "any dimension of proximity"))
    assert {(r["case"], r["lacks"]) for r in rows_of(store, "cq05")} == expected


def test_unused_statements_fit_no_condition_of_the_rules(store, evidence):
    asked = {"co-location": 3, "customer-sophistication": 3, "cognitive-proximity": 3}
    unused = {r["statement"] for r in rows_of(store, "cq12")}
    for row in evidence:
        if row["dimension"] in asked:
            assert row["evidence_id"] not in unused
        if row["dimension"] in ("local-dominance", "local-interaction-performance"):
            assert (row["evidence_id"] in unused) == bool(sides(row))


# --- checks ----------------------------------------------------------------------------------

RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
OWL_EQUIVALENT = "http://www.w3.org/2002/07/owl#equivalentClass"
STATEMENT = THINGS + "statement/EV001"
SETTING = THINGS + "setting/TOR-ELEC"
FAULTS = {
    "statement_without_work": ([(STATEMENT, TERMS + "reportedIn", None)], [], STATEMENT),
    "statement_without_case": (
        [], [(THINGS + "setting/SVY-IT", TERMS + "hasEvidence", STATEMENT)], STATEMENT,
    ),
    "work_without_label": (
        [(THINGS + "work/britton2003", RDFS_LABEL, None)], [], THINGS + "work/britton2003",
    ),
    "dangling_code": (
        [], [(STATEMENT, TERMS + "hasDimension", THINGS + "dimension/gossip")], STATEMENT,
    ),
    "statement_lacks_coding": ([(STATEMENT, TERMS + "hasScope", None)], [], STATEMENT),
    "condition_without_class": (
        [(TERMS + "C05Supported", OWL_EQUIVALENT, None)], [], TERMS + "C05",
    ),
    "weight_unlike_coding": (
        [(STATEMENT, TERMS + "weightFor", None)], [(STATEMENT, TERMS + "weightFor", "3.0")],
        STATEMENT,
    ),
    "weight_on_the_wrong_side": ([], [(STATEMENT, TERMS + "weightAgainst", "2.0")], STATEMENT),
    "threshold_without_rationale": (
        [(TERMS + "SeveralFirms", TERMS + "rationale", None)], [], TERMS + "SeveralFirms",
    ),
    "threshold_without_value": (
        [(TERMS + "SeveralFirms", OWL_EQUIVALENT, None)], [], TERMS + "SeveralFirms",
    ),
    "claim_link_malformed": (
        [], [(TERMS + "C05", TERMS + "restsOnClaim", THINGS + "claim/5")], TERMS + "C05",
    ),
    "impossible_number": ([], [(STATEMENT, TERMS + "confidence", "1.01")], STATEMENT),
    "phase_in_the_wrong_order": (
        [], [(SETTING, TERMS + "periodFrom", 1990), (SETTING, TERMS + "periodTo", 1980)], SETTING,
    ),
}  # fmt: skip


def objects(value):
    if isinstance(value, int):
        return ox.Literal(str(value), datatype=ox.NamedNode(XSD + "integer"))
    if re.fullmatch(r"[\d.]+", value):
        return ox.Literal(value, datatype=ox.NamedNode(XSD + "decimal"))
    return ox.NamedNode(value)


@pytest.fixture
def faulty(store):
    """Return a copy of the graph with triples taken out and put in."""

    def plant(out, put):
        copy = ox.Store()
        copy.extend(store)
        for subject, predicate, _ in out:
            for quad in copy.quads_for_pattern(
                ox.NamedNode(subject), ox.NamedNode(predicate), None, None
            ):
                copy.remove(quad)
        for subject, predicate, value in put:
            copy.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), objects(value)))
        return copy

    return plant


@pytest.mark.parametrize("query", FOLDERS["checks"], ids=named)
def test_a_check_finds_nothing_in_what_comes_with_loclearn(query, store):
    assert query.returns == ("node", "problem", "cure")
    assert by_oxigraph(store, query).rows == ()


@pytest.mark.parametrize("profile", ["strict", "extended"])
def test_no_check_finds_anything_under_another_profile(profile):
    store = knowledge_graph(profile=profile)
    assert [q.name for q in FOLDERS["checks"] if by_oxigraph(store, q).rows] == []


@pytest.mark.parametrize("query", FOLDERS["checks"], ids=named)
def test_a_check_finds_a_planted_fault_and_nothing_else(query, faulty):
    out, put, node = FAULTS[query.name]
    answer = by_oxigraph(faulty(out, put), query)
    assert {row[0].value for row in answer.rows} == {node}
    for _, problem, cure in answer.rows:
        assert problem.value
        assert cure.value.endswith(".")


def test_severities_stand_in_one_table():
    assert set(queries.severities()) == {query.name for query in FOLDERS["checks"]}
    assert set(FAULTS) == set(queries.severities())


# --- rules -----------------------------------------------------------------------------------


@pytest.mark.parametrize("query", FOLDERS["rules"], ids=named)
def test_a_rule_makes_triples_and_names_no_term_of_its_own(query, store):
    rows = by_oxigraph(store, query).rows
    assert len(rows) > 20
    declared = {q.subject.value for q in store if isinstance(q.subject, ox.NamedNode)}
    for _, predicate, _ in rows:
        assert not predicate.value.startswith(TERMS) or predicate.value in declared


def test_the_rules_speak_of_the_same_verdicts(store):
    value = ox.NamedNode(RDF + "value")
    verdicts = {s for s, p, _ in by_oxigraph(store, BY_ID["verdicts_as_things"]).rows if p == value}
    grounds = {s for s, _, _ in by_oxigraph(store, BY_ID["statements_behind_verdicts"]).rows}
    assert grounds <= verdicts
    assert len(grounds) > 80


# --- the catalogue ---------------------------------------------------------------------------


def test_the_index_is_in_step():
    assert (resources.queries() / "README.md").read_text(encoding="utf-8") == queries.index()


@pytest.mark.parametrize(
    "line",
    ["#+ id cq99", "#+ colour: red", "#+id: cq99", "#+ id: ", "#+ id: a\n#+ id: b", "#+   id: x"],
)
def test_a_malformed_header_is_refused(line):
    with pytest.raises(OntologyError, match="header"):
        header_of(line + "\nSELECT * WHERE {}", "cq99.rq")


def test_a_header_that_lacks_a_key_is_refused(tmp_path):
    path = tmp_path / "cq99.rq"
    path.write_text("#+ id: cq99\nSELECT * WHERE {}", encoding="utf-8")
    with pytest.raises(OntologyError, match="lacks question"):
        queries.read(path, "answers")
