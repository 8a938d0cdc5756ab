"""Who supports, disputes or mentions what."""

from loclearn.literature.model import Claim
from loclearn.literature.stance import (
    camps,
    consequences,
    direct,
    is_criticism,
    of_claim,
    stances,
    value_of,
)
from tests.literature.conftest import citation, claim, literature, work


def by_pair(found):
    return {(s.claim, s.work): s for s in found}


def test_a_work_cited_for_a_criticism_supports_it_and_disputes_what_it_attacks(debate):
    found = by_pair(stances(debate))
    assert found["K", "critic"].value == "supports"
    assert found["T", "critic"].value == "disputes"
    assert found["T", "critic"].path == ("K", "T")
    assert not found["T", "critic"].direct


def test_support_goes_along_a_chain(debate):
    assert by_pair(stances(debate))["T", "friend"].value == "supports"


def test_a_work_that_is_mentioned_hands_nothing_on(debate):
    found = by_pair(stances(debate))
    assert found["T", "neutral"].value == "mentions"
    assert ("K", "neutral") not in found


def test_no_work_hangs_on_the_answer_that_none_is_cited_for(debate):
    assert {s.claim for s in stances(debate)} == {"K", "S", "T"}


def test_a_claim_sums_up_what_works_make_of_it(debate):
    assert of_claim(stances(debate)) == {"K": "supports", "S": "supports", "T": "both"}


def test_camps(debate):
    assert camps(debate) == {
        "critic": "criticism",
        "friend": "argument",
        "neutral": "mentioned",
        "silent": "evidence",
        "unused": "none",
    }


def test_a_critic_who_is_discussed_holds_the_criticism():
    one = citation(1, "w", "K", "discusses")
    assert value_of(one, claim("K", "DispersedCommunityCriticism")) == "supports"
    assert value_of(one, claim("T")) == "mentions"
    disputed = citation(1, "w", "K", "disputes")
    assert value_of(disputed, claim("K", "DispersedCommunityCriticism")) == "disputes"


def test_circles_of_support_end():
    circle = {
        "A": claim("A", supports=("B",)),
        "B": claim("B", supports=("A",), attacks=("A", "C")),
        "C": claim("C", supports=("D",)),
        "D": claim("D"),
    }
    found = {(other, value) for other, value, _ in consequences(circle, "A")}
    assert found == {("B", "supports"), ("C", "disputes")}


def test_relations_to_claims_that_are_not_there_are_left_out():
    lost = {"A": claim("A", supports=("X",), attacks=("Y",), qualifies=("Z",))}
    assert not list(consequences(lost, "A"))


def test_dispute_goes_before_support_before_mention():
    told = literature(
        [work("w")],
        [
            citation(1, "w", "T", "citesForInformation"),
            citation(2, "w", "T", "supports"),
            citation(3, "w", "T", "refutes"),
        ],
        [claim("T")],
    )
    (only,) = stances(told)
    assert (only.value, only.function, only.citations) == ("disputes", "refutes", ("1", "2", "3"))


def test_what_is_said_of_the_claim_itself_goes_before_what_follows():
    told = literature(
        [work("w")],
        [citation(1, "w", "A", "supports"), citation(2, "w", "B", "citesForInformation")],
        [claim("A", attacks=("B",)), claim("B")],
    )
    assert by_pair(stances(told))["B", "w"].value == "mentions"


def test_every_stance_of_the_real_literature_rests_on_a_path_of_relations(real):
    found = stances(real)
    assert len(found) == len({(s.claim, s.work) for s in found})
    for stance in found:
        assert stance.path[-1] == stance.claim
        steps = list(zip(stance.path, stance.path[1:], strict=False))
        assert not (stance.direct and steps)
        for one, other in steps:
            relations: Claim = real.claims[one]
            assert other in (*relations.supports, *relations.attacks, *relations.qualifies)


def test_no_work_is_cited_for_the_theory_by_way_of_a_criticism_it_holds(real):
    """Evidence for a criticism hangs on the criticism."""
    held = {s.work for s in direct(real).values() if is_criticism(real.claims[s.claim])}
    for stance in stances(real):
        if stance.work in held and stance.claim == "CL31":
            assert stance.value == "disputes"
