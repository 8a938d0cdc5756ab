"""A small literature, built by hand, and the real one."""

import pytest

from loclearn.knowledge import knowledge
from loclearn.literature.model import Citation, Claim, Evidence, Literature, Work, read

PAPER = "paper2005"


def work(key, year=2000, doi=None):
    confidence = "verified" if doi else "none"
    return Work(key, f"On {key}", (f"{key.title()}, A.",), year, "J", doi, confidence,
                f"{key.title()} {year}")  # fmt: skip


def claim(id_, role=None, element="vertical", conditions=(), works=(), **relations):
    given = {kind: tuple(relations.get(kind, ())) for kind in ("supports", "attacks", "qualifies")}
    return Claim(
        id_, PAPER, "1.P1", element, "empirical", f"Statement of {id_}.", role,
        given["supports"], given["attacks"], given["qualifies"], works, conditions,
    )  # fmt: skip


def citation(number, cited, of, function):
    return Citation(str(number), PAPER, cited, of, function, None, "1.P1", cited, "said", "exact")


def statement(id_, conditions=(), works=(), **given):
    facts = {
        "setting": "S", "place": "Here", "activity": "shoes", "countries": ("SE",),
        "dimension": "d", "scope": "local", "polarity": "supports-presence", "strength": "strong",
        "basis": "abstract-seen", "locator": "p. 1", "paraphrase": "Found.", "year": 2001,
    }  # fmt: skip
    return Evidence(**(facts | given), id=id_, conditions=conditions, works=works)


def literature(works=(), citations=(), claims=(), evidence=()):
    return Literature(
        {one.key: one for one in works}, tuple(citations), {one.id: one for one in claims},
        tuple(evidence),
    )  # fmt: skip


@pytest.fixture(scope="session")
def real():
    return read(knowledge().store)


@pytest.fixture
def debate():
    """A criticism K that attacks T, an answer R to it, S that supports T, and works for each."""
    return literature(
        [work("critic"), work("friend"), work("neutral"), work("silent"), work("unused")],
        [
            citation(1, "critic", "K", "citesAsEvidence"),
            citation(2, "friend", "S", "obtainsSupportFrom"),
            citation(3, "neutral", "T", "citesForInformation"),
            citation(4, "neutral", "T", "discusses"),
        ],
        [
            claim("T", conditions=("C07",)),
            claim("S", supports=("T",)),
            claim("K", "LimitedInteractionCriticism", "critique", attacks=("T",)),
            claim("R", "TendencyAnswer", "response", attacks=("K",)),
            claim("R2", "OpennessAnswer", "response", supports=("R",)),
        ],
        [
            statement("E1", ("C07-",), ("critic",), countries=("SE", "DK")),
            statement("E2", ("C07+",), ("silent",), setting="S2"),
            statement("E3", ("X3-",), ("silent",)),
            statement("E4"),
        ],
    )
