"""The criticisms of the theory: what they attack, the answers, and the evidence on each side.

One reading, coded by hand. Evidence for a criticism hangs on the criticism, never on the theory.
"""

from dataclasses import dataclass

from loclearn.literature.model import Claim, Evidence, Literature
from loclearn.literature.stance import SUPPORTS, Stance, direct, is_answer, is_criticism

# The three criticisms of Malmberg & Maskell (2005), section 4, with the roles beneath them.
KINDS = (
    ("limited-interaction", "Limited interaction", ("LimitedInteractionCriticism",)),
    (
        "local-overemphasis",
        "Local over-emphasis",
        ("LocalOveremphasisCriticism", "MereProximityCriticism", "ExcessProximityCriticism"),
    ),
    ("dispersed-communities", "Dispersed communities", ("DispersedCommunityCriticism",)),
)
# What studies measure of a criticism beside the conditions of the attacked claims: interaction
# of any kind (X3), and two dimensions that decide no condition at all.
_CONDITION_BESIDES = {"LimitedInteractionCriticism": {"X3": "-"}}
_DIMENSIONS = {
    "LocalOveremphasisCriticism": ("local-dominance", "local-interaction-performance"),
}
# That firms are neighbours says nothing on what they learn: the critics question that very step.
_SILENT = frozenset({"C01"})
# These critics say that minds come near over distance: such a finding helps them.
_OVER_DISTANCE = {"DispersedCommunityCriticism": "C06"}


@dataclass(frozen=True)
class Finding:
    """Hang one empirical statement on one claim of a criticism.

    speaks_for: whether it speaks for the criticism, else against it.
    because: the condition and side, or the dimension, by which it does.
    """

    evidence: str
    claim: str
    speaks_for: bool
    because: str


@dataclass(frozen=True)
class Criticism:
    """Hold one criticism with all that bears on it.

    attacks, qualifies: pairs of a claim of the criticism and a claim of the theory.
    answers: pairs of an answer and the claim of the criticism that it is directed at; an answer
        may reach it through another answer that it supports.
    concessions: pairs like these, of answers that support the criticism.
    shared: its claims that the authors use in an answer; statements on them are not counted.
    works_for, works_against: works cited for the criticism, and for the answers.
    unanswered: its claims that no answer attacks, concedes or uses.
    """

    id: str
    label: str
    claims: tuple[str, ...]
    attacks: tuple[tuple[str, str], ...]
    qualifies: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    concessions: tuple[tuple[str, str], ...]
    shared: tuple[str, ...]
    works_for: tuple[Stance, ...]
    works_against: tuple[Stance, ...]
    findings: tuple[Finding, ...]
    unanswered: tuple[str, ...]

    def evidence(self, *, speaks_for: bool) -> tuple[str, ...]:
        """Return the ids of the statements on one side, each once."""
        found = (f.evidence for f in self.findings if f.speaks_for is speaks_for)
        return tuple(dict.fromkeys(found))


def criticisms(literature: Literature) -> tuple[Criticism, ...]:
    """Return the three criticisms in the order of the paper; claims of other roles stay out."""
    return tuple(_criticism(literature, *kind) for kind in KINDS)


def _criticism(literature: Literature, id_: str, label: str, roles: tuple[str, ...]) -> Criticism:
    claims = {c.id: c for c in literature.claims.values() if c.role in roles}
    known = literature.claims
    answers, concessions = _answers(known, set(claims))
    replying = {answer for answer, _ in answers}
    stances = direct(literature).values()
    used = {c.id for c in claims.values() if any(is_answer(known[o]) for o in c.supports)}
    hit = used | {target for _, target in (*answers, *concessions)}
    return Criticism(
        id_,
        label,
        tuple(claims),
        tuple((c.id, other) for c in claims.values() for other in c.attacks if other in known),
        tuple((c.id, other) for c in claims.values() for other in c.qualifies if other in known),
        answers,
        concessions,
        tuple(claim for claim in claims if claim in used),
        tuple(s for s in stances if s.claim in claims and s.value == SUPPORTS),
        tuple(s for s in stances if s.claim in replying and s.value == SUPPORTS),
        tuple(f for c in claims.values() if c.id not in used for f in _findings(literature, c)),
        tuple(claim for claim in claims if claim not in hit),
    )


def _answers(
    claims: dict[str, Claim], targets: set[str]
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Return answers and concessions with their targets.

    What the coder named counts; a claim for which nobody named a target reaches those that it
    attacks or supports, along whole chains of support.
    """
    coded = [c for c in claims.values() if c.answers]
    named = {(c.id, t, c.role == "Concession") for c in coded for t in c.answers if t in targets}
    conceding = [
        c for c in claims.values() if is_answer(c) and not is_criticism(c) and not c.answers
    ]
    answers = {(c.id, t) for c in conceding for t in c.attacks if t in targets}
    answers |= {(id_, target) for id_, target, conceded in named if not conceded}
    concessions = {(c.id, t) for c in conceding for t in c.supports if t in targets}
    concessions |= {(id_, target) for id_, target, conceded in named if conceded}
    grown = True
    while grown:
        more = {
            (claim.id, target)
            for claim in conceding
            for answer, target in answers
            if answer in claim.supports
        }
        grown = not more <= answers
        answers |= more
    return tuple(sorted(answers)), tuple(sorted(concessions))


def sides(claims: dict[str, Claim], claim: Claim) -> dict[str, str]:
    """Return for a claim of a criticism which side of which condition speaks for it.

    What is attacked or qualified is hurt where its conditions are found absent. A claim that does
    neither stands for itself, and is helped where its own conditions are found present.
    """
    hurt = [claims[id_] for id_ in (*claim.attacks, *claim.qualifies) if id_ in claims]
    if not hurt:
        return dict.fromkeys(claim.conditions, "+")
    found = {condition: "-" for other in hurt for condition in other.conditions}
    found |= _CONDITION_BESIDES.get(claim.role or "", {})
    return {condition: side for condition, side in found.items() if condition not in _SILENT}


def _findings(literature: Literature, claim: Claim) -> list[Finding]:
    wanted = sides(literature.claims, claim)
    dimensions = _DIMENSIONS.get(claim.role or "", ())
    distant = _OVER_DISTANCE.get(claim.role or "")
    found = []
    for evidence in literature.evidence:
        for decided in evidence.conditions:
            side = wanted.get(decided[:-1])
            if decided[:-1] == distant and evidence.scope != "local":
                side = "+"
            if side is not None:
                found.append(Finding(evidence.id, claim.id, decided[-1] == side, decided))
        if evidence.dimension in dimensions:
            found += _by_dimension(evidence, claim.id)
    return found


def _by_dimension(evidence: Evidence, claim: str) -> list[Finding]:
    """Return the sides of a statement that local ties dominate, or that they pay."""
    speaks = {"supports-absence": (True,), "supports-presence": (False,), "mixed": (True, False)}
    because = evidence.dimension
    return [
        Finding(evidence.id, claim, value, because) for value in speaks.get(evidence.polarity, ())
    ]


def countries(literature: Literature, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the countries that some statements speak of, in alphabetical order."""
    wanted = set(ids)
    return tuple(sorted({c for e in literature.evidence if e.id in wanted for c in e.countries}))


def studies(literature: Literature, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the works that report some statements, in alphabetical order of their keys."""
    wanted = set(ids)
    return tuple(sorted({w for e in literature.evidence if e.id in wanted for w in e.works}))


def backing(literature: Literature, one: Criticism) -> tuple[str, ...]:
    """Return the works that back a criticism with facts: cited as evidence, or by statements."""
    cited = {s.work for s in one.works_for if s.function == "citesAsEvidence"}
    return tuple(sorted(cited | set(studies(literature, one.evidence(speaks_for=True)))))


def contradicting(literature: Literature, one: Criticism) -> tuple[str, ...]:
    """Return the works that report statements against a criticism."""
    return studies(literature, one.evidence(speaks_for=False))


def best_supported(literature: Literature, found: tuple[Criticism, ...]) -> Criticism | None:
    """Return the criticism that most works back with facts, or None when no work backs any.

    It is a count of works, not a weighing of them.
    """
    best = max(found, key=lambda one: len(backing(literature, one)), default=None)
    return best if best is not None and backing(literature, best) else None
