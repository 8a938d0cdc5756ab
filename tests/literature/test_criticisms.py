"""The criticisms, their answers and their evidence, counted again from the tables."""

import pytest

from loclearn import resources
from loclearn.literature import criticisms as critics
from loclearn.literature.criticisms import best_supported, criticisms
from tests.conftest import read_csv
from tests.literature.conftest import claim, literature, statement
from tests.oracle import AGAINST, FOR, sides


def by_id(told):
    return {one.id: one for one in criticisms(told)}


def rows(dimension, side, scopes=("local",)):
    table = read_csv(resources.data() / "evidence.csv")
    return {
        row["evidence_id"]
        for row in table
        if row["dimension"] == dimension and row["scope"] in scopes and side in sides(row)
    }


def test_the_parts_of_a_criticism(debate):
    one = by_id(debate)["limited-interaction"]
    assert one.attacks == (("K", "T"),)
    assert one.answers == (("R", "K"), ("R2", "K"))
    assert one.unanswered == ()
    assert one.evidence(speaks_for=True) == ("E1", "E3")
    assert one.evidence(speaks_for=False) == ("E2",)
    assert critics.countries(debate, one.evidence(speaks_for=True)) == ("DK", "SE")
    assert critics.backing(debate, one) == ("critic", "silent")
    assert critics.contradicting(debate, one) == ("silent",)
    assert best_supported(debate, criticisms(debate)) == one


def test_a_concession_is_no_attack():
    told = literature(
        claims=[
            claim("K", "DispersedCommunityCriticism"),
            claim("R", "Concession", supports=("K",)),
        ]
    )
    one = by_id(told)["dispersed-communities"]
    assert (one.answers, one.concessions, one.unanswered) == ((), (("R", "K"),), ())


def test_a_claim_that_the_authors_use_themselves_is_not_counted():
    told = literature(
        claims=[
            claim("K", "LimitedInteractionCriticism", supports=("R",), conditions=("C14",)),
            claim("R", "OpennessAnswer"),
        ],
        evidence=[statement("E", ("C14+",), ("w",))],
    )
    one = by_id(told)["limited-interaction"]
    assert (one.shared, one.findings, one.unanswered) == (("K",), (), ())


def test_co_location_says_nothing_on_what_proximity_does():
    told = literature(
        claims=[claim("T", conditions=("C01", "C02")),
                claim("K", "MereProximityCriticism", attacks=("T",))],
        evidence=[statement("E", ("C01+",)), statement("F", ("C02-",))],
    )  # fmt: skip
    one = by_id(told)["local-overemphasis"]
    assert [f.evidence for f in one.findings] == ["F"]


@pytest.mark.parametrize(("scope", "speaks_for"), [("local", False), ("extra-local", True)])
def test_nearness_of_minds_over_distance_helps_the_third_criticism(scope, speaks_for):
    told = literature(
        claims=[claim("T", conditions=("C06",)),
                claim("K", "DispersedCommunityCriticism", attacks=("T",))],
        evidence=[statement("E", ("C06+",), scope=scope)],
    )  # fmt: skip
    (finding,) = by_id(told)["dispersed-communities"].findings
    assert finding.speaks_for is speaks_for


def test_without_works_no_criticism_is_best():
    assert best_supported(literature(), criticisms(literature())) is None


def test_the_first_criticism_counted_again(real):
    one = by_id(real)["limited-interaction"]
    lacking = rows("vertical-local-links", AGAINST) | rows("local-interaction", AGAINST)
    present = rows("vertical-local-links", FOR) | rows("local-interaction", FOR)
    assert set(one.evidence(speaks_for=True)) == lacking
    assert set(one.evidence(speaks_for=False)) == present
    assert ("CL55", "CL31") in one.attacks
    assert {"CL45", "CL65"} <= {answer for answer, _ in one.answers}
    assert "CL56" in one.shared


def test_the_second_criticism_counted_again(real):
    one = by_id(real)["local-overemphasis"]
    everywhere = ("local", "extra-local", "both")
    table = read_csv(resources.data() / "evidence.csv")
    named = {
        row["evidence_id"]
        for row in table
        if row["dimension"] in ("local-dominance", "local-interaction-performance")
        and row["polarity"] == "supports-absence"
    }
    found = named | rows("customer-sophistication", AGAINST, everywhere) | rows("lock-in", FOR)
    assert set(one.evidence(speaks_for=True)) == found
    assert set(one.unanswered) == {"CL58", "CL60"}
    assert ("CL66", "CL57") in one.answers


def test_the_third_criticism_is_conceded(real):
    one = by_id(real)["dispersed-communities"]
    assert one.concessions == (("CL82", "CL61"),)
    assert ("CL61", "CL24") in one.attacks


def test_countries_are_those_of_the_cases(real):
    cases = {row["case_id"]: row for row in read_csv(resources.data() / "cases.csv")}
    table = {row["evidence_id"]: row for row in read_csv(resources.data() / "evidence.csv")}
    for one in criticisms(real):
        ids = one.evidence(speaks_for=True)
        codes = {c for i in ids for c in cases[table[i]["case_id"]]["country_iso2"].split(";") if c}
        assert set(critics.countries(real, ids)) == codes
