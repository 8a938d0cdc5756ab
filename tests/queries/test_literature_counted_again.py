"""What the queries say of claims and criticisms, counted again from the tables."""

from collections import Counter, defaultdict

from tests.oracle import ANY, FOR, KINDS, SINGLE, sides, values
from tests.queries.asked import rows_of
from tests.queries.tables import items


def replies(claims, column="answers", concession=False):
    return {
        (id_, other)
        for id_, row in claims.items()
        if (row["role"] == "Concession") == concession
        for other in items(row[column])
    }


def test_attacked_and_unanswered_claims(store, claims, relations):
    met = {other for _, other in replies(claims)}
    countered = {claim for _, claim in relations["attacks"]}
    expected = {(c, a) for a, c in relations["attacks"] if a not in met | countered}
    rows = rows_of(store, "cq35")
    assert {(r["claim"], r["attacker"]) for r in rows} == expected
    # Of the argument itself two claims: Boschma on other proximities, and the third criticism.
    assert {r["claim"]: r["attacker"] for r in rows if r["role"] == "argument"} == {
        "CL21": "CL58", "CL24": "CL61"}  # fmt: skip
    granted = {other for _, other in replies(claims, concession=True)}
    assert {r["attacker"] for r in rows if r["conceded"] == "true"} == granted & {
        attacker for _, attacker in expected
    }


def supporters(claim, relations):
    """Return all claims from which a chain of support leads to a claim."""
    found, front = set(), {claim}
    while front:
        front = {s for s, o in relations["supports"] if o in front} - found - {claim}
        found |= front
    return found


def test_support_converges_where_chains_are_followed_by_hand(store, claims, relations, drawn):
    rows = rows_of(store, "cq36")
    assert rows[0]["claim"] == "CL65"
    expected = {}
    for id_, row in claims.items():
        chain = supporters(id_, relations)
        if row["locator"].startswith("4.") and chain:
            direct = sum(o == id_ for _, o in relations["supports"])
            expected[id_] = (direct, len(chain), len(set().union(*(drawn[c] for c in chain))))
    assert {
        r["claim"]: (int(r["directly"]), int(r["in_all"]), int(r["works"])) for r in rows
    } == expected


def test_support_of_the_central_claim_is_told_with_its_sources(store, relations, drawn, own):
    chain = supporters("CL65", relations)
    edges = {(o, s) for s, o in relations["supports"] if o in chain | {"CL65"}}
    rows = rows_of(store, "cq37")
    assert {(r["supports"], r["supporter"], r["work"]) for r in rows} == {
        (o, s, work) for o, s in edges for work in drawn[s] or {""}
    }
    for row in rows:
        assert (row["own"] == "true") == (row["work"] in own | {""})
        assert (row["from"] == "the paper alone") == (not row["work"])


def test_chains_of_up_to_three_steps(store, relations):
    pairs = relations["supports"]
    expected = {(o, 1, s, "") for s, o in pairs}
    two = {(o, s, (near,)) for s, near in pairs for near2, o in pairs if near == near2}
    three = {(o, s, (far, *via)) for s, far in pairs for o, far2, via in two if far == far2}
    expected |= {(o, 1 + len(via), s, " ".join(via)) for o, s, via in two | three if o != s}
    assert {
        (r["claim"], int(r["steps"]), r["supporter"], r["through"]) for r in rows_of(store, "cq38")
    } == expected


def test_shares_of_self_citation(store, claims, drawn, own):
    """Only for conditions whose claims all stand in the table: the ontology may add claims."""
    grounds = defaultdict(set)
    for id_, row in claims.items():
        for condition in items(row["condition_ids"]):
            grounds[condition].add(id_)
    found = {r["condition"].removeprefix("ll:"): r for r in rows_of(store, "cq39")}
    for condition, ids in grounds.items():
        cited = set().union(*(drawn[id_] for id_ in ids))
        assert (condition in found) == bool(cited)
        if cited:
            row = found[condition]
            assert (int(row["works"]), int(row["own"])) == (len(cited), len(cited & own))
            assert int(row["percent"]) == int(100 * len(cited & own) / len(cited) + 0.5)
    none = {r["condition"].removeprefix("ll:"): r["ground"] for r in rows_of(store, "cq40")}
    for condition, ids in grounds.items():
        cited = set().union(*(drawn[id_] for id_ in ids))
        assert (condition in none) == (cited <= own)
        assert none.get(condition, "no work is cited") == "no work is cited"


def addressed_by(row):
    """Return the conditions and their parts that a statement of evidence addresses."""
    place = (row["dimension"], row["scope"])
    found = {c for c, (name, scopes) in SINGLE.items() if place[0] == name and place[1] in scopes}
    parts = {kind: "C10" + kind.title().replace("-", "") for kind in KINDS}
    for kind, part in parts.items():
        if row["dimension"] == f"localized-capability-{kind}" and row["scope"] != "extra-local":
            found.add(part)
    if row["dimension"] == "gatekeepers-absorptive-capacity" and row["scope"] in ANY:
        found.add("C15AbsorptiveCapacity")
    if place == ("labour-mobility", "extra-local"):
        found.add("C15Mobility")
    if row["dimension"] == "co-location":
        found.add("C01")
    return found


def test_claims_without_evidence(store, claims, citations, evidence):
    cited = {
        claim
        for row in citations
        if "citesAsEvidence" in (row["function"], row["function_alt"])
        for claim in items(row["claim_id"])
    }
    addressed = set().union(*(addressed_by(row) for row in evidence if sides(row)))
    # The parts of two conditions rest on fewer claims than the whole: these are in the ontology.
    parts = {"CL10", "CL11", "CL12", "CL13", "CL19", "CL75", "CL76", "CL77", "CL85", "CL63"}
    bearing = {id_ for id_, row in claims.items() if addressed & set(items(row["condition_ids"]))}
    without = {r["claim"] for r in rows_of(store, "cq41")}
    others = {r["claim"] for r in rows_of(store, "cq42")}
    assert without == set(claims) - cited - bearing - parts
    assert others == (bearing | parts) - cited
    # That pipelines and buzz strengthen each other is put forward without evidence.
    assert {"CL70", "CL71"} <= without


def test_evidence_against_the_vertical_dimension(store, claims, evidence, countries):
    of_element = [r for r in claims.values() if r["element"] == "vertical"]
    vertical = {c for r in of_element for c in items(r["condition_ids"])} - {"D2"}
    assert vertical == {"C07", "C08", "C09", "C12"}
    expected = Counter()
    for row in evidence:
        for condition in addressed_by(row) & vertical:
            if "against" in sides(row):
                expected.update((country, condition) for country in countries[row["case_id"]])
    assert {
        (r["country"], r["condition"].removeprefix("ll:")): int(r["statements"])
        for r in rows_of(store, "cq43")
    } == expected


def test_works_on_both_sides(store, claims, citations):
    critics = {id_ for id_, row in claims.items() if row["role"].endswith("Criticism")}
    sides_ = defaultdict(lambda: (set(), set()))
    for row in citations:
        for claim in items(row["claim_id"]):
            disputed = claim in critics or "disputes" in (row["function"], row["function_alt"])
            if claim not in critics:
                sides_[row["cited"]][0].add(claim)
            if disputed:
                sides_[row["cited"]][1].add(claim)
    assert {(r["work"], r["supports"], r["disputes"]) for r in rows_of(store, "cq44")} == {
        (work, a, b) for work, (for_, against) in sides_.items() for a in for_ for b in against
    }
    assert {r["work"] for r in rows_of(store, "cq44")} == {"boschma2005"}


def test_statements_that_contradict_are_admissible_and_on_the_right_side(store, claims, evidence):
    by_id = {row["evidence_id"]: row for row in evidence}
    rows = rows_of(store, "cq45")
    for row in rows:
        statement, claim = by_id[row["statement"]], claims[row["claim"]]
        side = "against" if row["finds"] == "absence" else FOR
        assert side in sides(statement)
        assert row["condition"].removeprefix("ll:") in addressed_by(statement)
        assert (row["claim"] == "CL55") == (row["finds"] == "presence")
        assert claim["modality"] not in ("denial", "definitional", "risk", "qualification")
    # A place without local vertical links contradicts no claim of the theory.
    assert not {r["claim"] for r in rows} & {"CL31", "CL37", "CL38", "CL39", "CL81"}
    local = {r["statement"] for r in rows if r["condition"] == "ll:C05"}
    pooled = {"WINE3", "STO-ICT"}
    assert local == {
        id_
        for id_, row in by_id.items()
        if row["dimension"] == "buzz-social-dimension"
        and "against" in sides(row)
        and row["case_id"] not in pooled
    }


def test_replies_to_the_criticisms(store, claims, relations):
    answered, conceded = replies(claims), replies(claims, concession=True)
    expected = set()
    for id_, row in claims.items():
        if row["role"].endswith("Criticism"):
            met = {("answered", a) for a, o in answered if o == id_}
            met |= {("conceded", a) for a, o in conceded if o == id_}
            attacked = {o for s, o in relations["attacks"] if s == id_} or {""}
            expected |= {(id_, o, *m) for o in attacked for m in met or {("not met", "")}}
    rows = rows_of(store, "cq46")
    assert {(r["claim"], r["attacks"], r["how"], r["reply"]) for r in rows} == expected
    assert len({r["criticism"] for r in rows}) == 3
    open_ = {r["claim"] for r in rows_of(store, "cq48")}
    countered = {o for _, o in relations["attacks"]}
    assert open_ == {c for c, _, how, _ in expected if how != "answered"} - countered


def test_sides_of_the_first_criticism(store, evidence, countries):
    """Few dealings speak for the critics; learning without dealings speaks for the answer."""
    deals = {"local-interaction", "vertical-local-links"}
    watch = {"horizontal-rivalry-monitoring", "buzz-social-dimension", "localized-spillovers"}
    expected = Counter()
    for row in evidence:
        for side in sides(row):
            for country in countries[row["case_id"]]:
                if row["dimension"] in deals and row["scope"] in ("local", "both"):
                    name = "criticism" if side == "against" else "against the criticism"
                    expected[name, country] += 1
                if row["dimension"] in watch and row["scope"] == "local":
                    expected["answer" if side == FOR else "against the answer", country] += 1
    found = Counter()
    for row in rows_of(store, "cq47"):
        if row["criticism"] == "ll:LimitedInteractionCriticism":
            found[row["side"], row["country"]] += int(row["statements"])
    assert found == expected


def test_what_the_works_of_the_critics_find(store, claims, citations, evidence, works):
    critics = {id_ for id_, row in claims.items() if row["role"].endswith("Criticism")}
    cited = {r["cited"] for r in citations if critics & set(items(r["claim_id"]))}
    labels = {label: key for key, r in works.items() for label in [key, *items(r["cited_as"])]}
    expected = {
        row["evidence_id"]
        for row in evidence
        if labels.get(row["source_key"]) in cited and row["basis"] != "seed-text"
    }
    rows = rows_of(store, "cq49")
    assert {r["statement"] for r in rows} == expected
    # None of them, as coded, is an admissible finding on dealings among the firms of a place.
    assert not [r for r in rows if r["dimension"] == "local-interaction" and r["decides"] == "true"]


def test_neighbours_of_claims(store, claims, relations):
    out = {("supports", *p) for p in relations["supports"]}
    out |= {("attacks", *p) for p in relations["attacks"]}
    out |= {("qualifies", *p) for p in relations["qualifies"]}
    out |= {("answers", *p) for p in replies(claims)}
    out |= {("concedes to", *p) for p in replies(claims, concession=True)}
    columns = ("direction", "relation", "claim", "other")
    found = {tuple(r[c] for c in columns) for r in rows_of(store, "cq68")}
    assert found == {("out", *t) for t in out} | {("in", k, o, s) for k, s, o in out}
    assert {(r["claim"], r["qualifies"]) for r in rows_of(store, "cq63")} == relations["qualifies"]


def test_newest_evidence_and_disputed_conditions(store, evidence, works):
    wholes = {"C10": "C10", "C15": "C15"}
    newest, counted = defaultdict(str), defaultdict(set)
    labels = {label: key for key, r in works.items() for label in [key, *items(r["cited_as"])]}
    by_case = defaultdict(list)
    for row in evidence:
        by_case[row["case_id"]].append(row)
        for test in addressed_by(row) if sides(row) else ():
            whole = wholes.get(test[:3], test)
            counted[whole].add(row["evidence_id"])
            newest[whole] = max(newest[whole], works[labels[row["source_key"]]]["year"])
    for row in rows_of(store, "cq66"):
        condition = row["condition"].removeprefix("ll:")
        assert int(row["statements"]) == len(counted[condition])
        assert row["newest"] == newest[condition]
    verdicts = [values(rows) for rows in by_case.values()]
    for row in rows_of(store, "cq67"):
        condition = row["condition"].removeprefix("ll:")
        if condition in verdicts[0]:
            counts = Counter(v[condition] for v in verdicts)
            against = counts["opposed"] + counts["contested"]
            decided = against + counts["supported"]
            assert (int(row["decided"]), int(row["opposing"])) == (decided, against)
            assert int(row["contested"]) == counts["contested"]
