"""Which work supports, disputes or mentions which claim, as the citations and relations say."""

from collections.abc import Iterator
from dataclasses import dataclass

from loclearn.literature.model import Citation, Claim, Literature

SUPPORTS, DISPUTES, MENTIONS = "supports", "disputes", "mentions"
_ORDER = {DISPUTES: 0, SUPPORTS: 1, MENTIONS: 2}
# The functions of CiTO by which a citing text rests on the cited work, or contradicts it.
_SUPPORTING = frozenset(
    {
        "agreesWith",
        "citesAsAuthority",
        "citesAsEvidence",
        "confirms",
        "containsAssertionFrom",
        "credits",
        "extends",
        "obtainsSupportFrom",
        "supports",
        "usesConclusionsFrom",
        "usesDataFrom",
    }
)
_DISPUTING = frozenset(
    {"corrects", "critiques", "disagreesWith", "disputes", "parodies", "refutes", "ridicules"}
)


@dataclass(frozen=True)
class Stance:
    """Say how one work stands to one claim.

    value: supports, disputes or mentions.
    function: the CiTO function of the citation that it rests on.
    direct: whether the work is cited for this very claim; else it follows along the path.
    path: the claims from the one that the work is cited for to this one.
    citations: the ids of the citations that it rests on.
    """

    work: str
    claim: str
    value: str
    function: str
    direct: bool
    path: tuple[str, ...]
    citations: tuple[str, ...]


def is_criticism(claim: Claim) -> bool:
    """Return whether a claim reports a criticism of the theory."""
    return (claim.role or "").endswith("Criticism")


def is_answer(claim: Claim) -> bool:
    """Return whether a claim answers critics, be it by conceding."""
    return (claim.role or "").endswith(("Answer", "Concession"))


def value_of(citation: Citation, claim: Claim) -> str:
    """Return what a citation makes of the cited work for the claim that it stands in.

    The critics whom a text discusses hold the criticism that it reports: for a criticism, being
    discussed or quoted is support. For any other claim it is a mention.
    """
    if citation.function in _DISPUTING:
        return DISPUTES
    if citation.function in _SUPPORTING:
        return SUPPORTS
    holds = citation.function in ("discusses", "includesQuotationFrom", "describes")
    return SUPPORTS if holds and is_criticism(claim) else MENTIONS


def direct(literature: Literature) -> dict[tuple[str, str], Stance]:
    """Return the stances of works cited for a claim, by claim and work.

    Where one work is cited twice for one claim, dispute goes before support before mention.
    """
    found: dict[tuple[str, str], list[Citation]] = {}
    for citation in literature.citations:
        if citation.cited in literature.works and citation.claim in literature.claims:
            found.setdefault((str(citation.claim), str(citation.cited)), []).append(citation)
    stances = {}
    for (id_, work), citations in found.items():
        claim = literature.claims[id_]
        best = min(citations, key=lambda c: _ORDER[value_of(c, claim)])
        value = value_of(best, claim)
        ids = tuple(c.id for c in citations)
        stances[id_, work] = Stance(work, id_, value, best.function, True, (id_,), ids)
    for claim in literature.claims.values():
        for work in claim.works:
            if (claim.id, work) not in stances and work in literature.works:
                stances[claim.id, work] = Stance(
                    work, claim.id, MENTIONS, "", True, (claim.id,), ()
                )
    return stances


Consequence = tuple[str, str, tuple[str, ...]]


def consequences(claims: dict[str, Claim], start: str) -> Iterator[Consequence]:
    """Yield what follows for other claims when a claim is supported: claim, value and path.

    Support is handed on along chains of support. One attack at the end of a chain disputes its
    target, one qualification mentions it; neither is handed on, since what is attacked may have
    supported other claims for reasons that stand.
    """
    paths: dict[str, tuple[str, ...]] = {start: (start,)}
    queue = [start]
    ends: dict[tuple[str, str], tuple[str, ...]] = {}
    for id_ in queue:
        claim = claims[id_]
        for other in claim.attacks:
            ends.setdefault((other, DISPUTES), (*paths[id_], other))
        for other in claim.qualifies:
            ends.setdefault((other, MENTIONS), (*paths[id_], other))
        for other in claim.supports:
            if other in claims and other not in paths:
                paths[other] = (*paths[id_], other)
                queue.append(other)
    for other, path in paths.items():
        if other != start:
            yield other, SUPPORTS, path
    for (other, value), path in ends.items():
        if other in claims and other != start:
            yield other, value, path


def stances(literature: Literature) -> tuple[Stance, ...]:
    """Return one stance for each claim and work that have to do with each other.

    What is said of the claim itself goes before what follows along relations; then the shorter
    path; then dispute before support before mention.
    """
    own = direct(literature)
    best = dict(own)
    for stance in own.values():
        if stance.value != SUPPORTS:
            continue
        for claim, value, path in consequences(literature.claims, stance.claim):
            key = claim, stance.work
            one = Stance(stance.work, claim, value, stance.function, False, path, stance.citations)
            if key not in best or _rank(one) < _rank(best[key]):
                best[key] = one
    return tuple(sorted(best.values(), key=lambda s: (s.claim, s.work)))


def _rank(stance: Stance) -> tuple[bool, int, int, tuple[str, ...]]:
    return not stance.direct, len(stance.path), _ORDER[stance.value], stance.path


def of_claim(stances: tuple[Stance, ...]) -> dict[str, str]:
    """Return what works make of each claim: supports, disputes, both or mentions.

    >>> one = Stance("w", "C", "supports", "citesAsEvidence", True, ("C",), ("1",))
    >>> of_claim((one, Stance("v", "C", "disputes", "disputes", True, ("C",), ("2",))))
    {'C': 'both'}
    """
    values: dict[str, set[str]] = {}
    for stance in stances:
        values.setdefault(stance.claim, set()).add(stance.value)
    return {claim: _sum(found) for claim, found in values.items()}


def _sum(values: set[str]) -> str:
    if {SUPPORTS, DISPUTES} <= values:
        return "both"
    return next(value for value in (SUPPORTS, DISPUTES, MENTIONS) if value in values)


def camps(literature: Literature) -> dict[str, str]:
    """Return for what each work is cited: argument, criticism, both, mentioned or evidence.

    `evidence` are works that no text of the graph cites and that report empirical statements;
    `none` are those that do neither.
    """
    speaks = {work for evidence in literature.evidence for work in evidence.works}
    sides: dict[str, set[str]] = {}
    for stance in direct(literature).values():
        side = "criticism" if is_criticism(literature.claims[stance.claim]) else "argument"
        if stance.value != SUPPORTS:
            side = "mentioned"
        sides.setdefault(stance.work, set()).add(side)
    for citation in literature.citations:
        if citation.cited in literature.works:
            sides.setdefault(str(citation.cited), {"mentioned"})
    found = {}
    for work in literature.works:
        own = sides.get(work, {"evidence" if work in speaks else "none"})
        if {"argument", "criticism"} <= own:
            found[work] = "both"
        else:
            order = ("argument", "criticism", "mentioned", "evidence", "none")
            found[work] = next(one for one in order if one in own)
    return found
