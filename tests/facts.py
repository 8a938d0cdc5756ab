"""Small graphs of observations, for tests of definitions that no evidence table reaches yet."""

import pyoxigraph as ox

from loclearn.namespaces import RDF, TERMS, XSD, thing

HERE = ox.NamedNode(thing("setting", "HERE"))
TYPE = ox.NamedNode(RDF + "type")


def node(name):
    return ox.NamedNode(TERMS + name)


def number(text, kind="decimal"):
    return ox.Literal(str(text), datatype=ox.NamedNode(XSD + kind))


def observe(store, indicator, value, coverage=None, p=None, capability=None, kind="decimal",
            setting=HERE):  # fmt: skip
    """Add one observation of a setting."""
    it = ox.BlankNode()
    quads = [
        ox.Quad(setting, node("hasObservation"), it),
        ox.Quad(it, node("hasIndicator"), ox.NamedNode(thing("indicator", indicator))),
        ox.Quad(it, node("value"), number(value, kind)),
    ]
    if coverage:
        quads.append(ox.Quad(it, node("hasCoverage"), ox.NamedNode(thing("coverage", coverage))))
    if p is not None:
        quads.append(ox.Quad(it, node("pValue"), number(p)))
    if capability:
        quads.append(
            ox.Quad(it, node("ofCapability"), ox.NamedNode(thing("capability", capability)))
        )
    store.extend(quads)


def state(store, dimension, scope="local", polarity="for", weight="2.7", confidence="0.9",
          kind="decimal", setting=HERE):  # fmt: skip
    """Add one evidence statement of a setting."""
    it = ox.BlankNode()
    store.extend(
        [
            ox.Quad(setting, node("hasEvidence"), it),
            ox.Quad(it, node("hasDimension"), ox.NamedNode(thing("dimension", dimension))),
            ox.Quad(it, node("hasScope"), ox.NamedNode(thing("scope", scope))),
            ox.Quad(it, node("confidence"), number(confidence, kind)),
            ox.Quad(
                it, node("weightFor" if polarity == "for" else "weightAgainst"),
                number(weight, kind),
            ),
        ]
    )  # fmt: skip
