"""What the page shows, as plain data: the page only draws, all counting happens here."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from loclearn import __version__
from loclearn.literature import criticisms as critics
from loclearn.literature.coverage import coverage, undecided
from loclearn.literature.model import Citation, Literature
from loclearn.literature.networks import Network
from loclearn.literature.picture import picture
from loclearn.literature.stance import camps, direct, of_claim, stances, value_of

_LINKS = 1500


def page_data(
    literature: Literature, names: Mapping[str, str], corpus: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return all that the page shows.

    Parameters
    ----------
    names: the labels of the conditions, by id.
    corpus: what `corpus_data` returns, or None when the user brings no corpus.
    """
    found = stances(literature)
    drawn = picture(literature)
    side = camps(literature)
    critical = critics.criticisms(literature)
    best = critics.best_supported(literature, critical)
    papers = sorted({claim.paper for claim in literature.claims.values()})
    return {
        "version": __version__,
        "papers": [_name(literature, key) for key in papers],
        "conditions": dict(names),
        "works": {
            key: {**asdict(work), "camp": side[key]} for key, work in literature.works.items()
        },
        "claims": {id_: asdict(claim) for id_, claim in literature.claims.items()},
        "evidence": {one.id: asdict(one) for one in literature.evidence},
        "citations": [_citation(literature, one) for one in literature.citations],
        "stances": [asdict(stance) for stance in found],
        "outlines": of_claim(found),
        "map": asdict(drawn),
        "timeline": timeline(literature, side),
        "criticisms": [_criticism(literature, one) for one in critical],
        "best": best.id if best is not None else None,
        "coverage": [asdict(one) for one in coverage(literature, names)],
        "undecided": len(undecided(literature)),
        "corpus": corpus,
    }


def _name(literature: Literature, key: str) -> str:
    work = literature.works.get(key)
    return f"{work.label}, {work.title}" if work is not None else key


def _citation(literature: Literature, one: Citation) -> dict[str, Any]:
    claim = literature.claims.get(one.claim or "")
    return {**asdict(one), "value": value_of(one, claim) if claim is not None else "mentions"}


def timeline(literature: Literature, side: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return bins of years, each with the works of each camp; works without a year stay out.

    The earliest tenth of the works shares one bin.

    >>> timeline(Literature({}, (), {}, ()), {})
    []
    """
    dated = sorted((w.year, k) for k, w in literature.works.items() if w.year and side[k] != "none")
    if not dated:
        return []
    first, last = _dense(sorted(year for year, _ in dated)), dated[-1][0]
    bins = [(str(year), year, year) for year in range(first, last + 1)]
    if dated[0][0] < first:
        bins.insert(0, (f"before {first}", dated[0][0], first - 1))
    filled = []
    for label, start, end in bins:
        split: dict[str, list[str]] = {}
        for year, key in dated:
            if start <= year <= end:
                split.setdefault(side[key], []).append(key)
        filled.append({"label": label, "from": start, "to": end, "works": split})
    return filled


def _dense(years: list[int]) -> int:
    """Return the year from which nine tenths of the works date."""
    return years[len(years) // 10]


def _criticism(literature: Literature, one: critics.Criticism) -> dict[str, Any]:
    found = asdict(one)
    for name, speaks_for in (("for", True), ("against", False)):
        ids = one.evidence(speaks_for=speaks_for)
        found[name] = {
            "evidence": ids,
            "countries": critics.countries(literature, ids),
            "studies": critics.studies(literature, ids),
        }
    cited = direct(literature)
    found["backing"] = critics.backing(literature, one)
    found["contradicting"] = critics.contradicting(literature, one)
    found["untested"] = [
        claim
        for claim in one.claims
        if claim not in one.shared and claim not in {f.claim for f in one.findings}
    ]
    found["cited"] = [asdict(s) for s in cited.values() if s.claim in one.claims]
    return found


def corpus_data(
    networks: Mapping[str, Network], known: Mapping[str, str], counts: Mapping[str, int]
) -> dict[str, Any]:
    """Return the networks of a corpus for the page, each with its strongest links only.

    Parameters
    ----------
    known: the works of the graph among the publications, by id.
    counts: publications, references and skipped records.
    """
    kinds = {}
    for kind, network in networks.items():
        by_weight = sorted(network.links, key=lambda link: (-link.strength, link.source))
        kinds[kind] = {
            "nodes": [asdict(node) for node in network.nodes],
            "links": [asdict(link) for link in by_weight[:_LINKS]],
            "allLinks": len(network.links),
            "whole": network.whole,
        }
    return {"networks": kinds, "known": dict(known), **counts}
