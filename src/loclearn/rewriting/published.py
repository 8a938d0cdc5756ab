"""The rewritten query of every condition and status, as files that run on any endpoint.

Each query is written out down to statements, observations and numbers: it needs no ontology
and no reasoner beside it, only facts in the words of the ontology.
"""

import re

import pyoxigraph as ox

from loclearn import graph
from loclearn.conditions import Condition, Theory
from loclearn.namespaces import DCTERMS, RDF, TERMS, THINGS, XSD, term
from loclearn.rewriting.expressions import Named
from loclearn.rewriting.sparql import Rewriter

_PREFIXES = {
    "ll": TERMS,
    "rdf": RDF,
    "xsd": XSD,
    **{
        name: f"{THINGS}{name}/"
        for name in ("capability", "coverage", "dimension", "indicator", "polarity", "scope")
    },
}
_STEP = "  "


def query_files(theory: Theory, ontology: ox.Store) -> dict[str, str]:
    """Return the text of each query by the id of its condition or status.

    Parameters
    ----------
    theory: the definitions with one profile, whose thresholds the queries hold.
    ontology: the store from which the theory was read, for sources and labels.
    """
    return {c.id: _query(c, theory, ontology) for c in theory.conditions.values()}


def _query(condition: Condition, theory: Theory, ontology: ox.Store) -> str:
    rewriter = Rewriter(theory.definitions)
    sides = dict(zip(("supported", "opposed"), condition.sides, strict=False))
    groups = [
        f'{{\n{rewriter.pattern(Named(iri), "?case")}\nBIND ("{side}" AS ?side)\n}}'
        for side, iri in sides.items()
    ]
    body = _compact("SELECT DISTINCT ?case ?side WHERE {\n" + "\nUNION\n".join(groups) + "\n}")
    used = [name for name in _PREFIXES if re.search(rf"\b{name}:", body)]
    prefixes = "".join(f"PREFIX {name}: <{_PREFIXES[name]}>\n" for name in used)
    return _header(condition, theory, ontology) + prefixes + "\n" + _indent(body) + "\n"


def _header(condition: Condition, theory: Theory, ontology: ox.Store) -> str:
    node = ox.NamedNode(condition.iri)
    sources = sorted(
        value.value.rsplit("/", 1)[-1]
        for value in graph.objects(ontology, node, DCTERMS + "source")
    )
    role = graph.value(ontology, node, term("roleInText")) or ""
    lines = {
        "id": condition.id,
        "label": condition.label,
        "definition": condition.definition,
        "role": role,
        "source": "Malmberg & Maskell 2005, " + ", ".join(sources),
        "profile": theory.profile,
        "returns": "[case, side]",
        "generated": "by tools/generate.py out of the ontology; change the definition there",
    }
    return "".join(f"#+ {key}: {text}\n" for key, text in lines.items())


def _compact(text: str) -> str:
    for name, base in _PREFIXES.items():
        text = re.sub(rf"<{re.escape(base)}([A-Za-z][\w-]*)>", rf"{name}:\1", text)
    return text.replace(" rdf:type ", " a ")


def _indent(text: str) -> str:
    depth = 0
    lines = []
    for raw in re.sub(r"([{}])", r"\n\1\n", text).splitlines():
        line = raw.strip()
        if not line:
            continue
        depth -= line == "}"
        lines.append(_STEP * depth + line)
        depth += line == "{"
    return re.sub(r"(WHERE|UNION)\n\s*\{\n", r"\1 {\n", "\n".join(lines))
