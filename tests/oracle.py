"""The rules read a second time, in plain Python, from rows to values.

Nothing here comes from the ontology or from src: it is written from the design's table of
conditions, so that a slip in the axioms, the rewriting or the reader shows.
"""

from decimal import ROUND_HALF_EVEN, Decimal

FOR, AGAINST = "for", "against"
POINTS = {"strong": 3, "moderate": 2, "weak": 1, "none stated": 1}
ANY = ("local", "extra-local", "both")
LOCAL = ("local",)
KINDS = ("institution", "knowledge-base", "infrastructure", "natural-resource")
SINGLE = {
    "C03": ("horizontal-rivalry-monitoring", LOCAL),
    "C05": ("buzz-social-dimension", LOCAL),
    "C06": ("cognitive-proximity", ANY),
    "C07": ("vertical-local-links", LOCAL),
    "C08": ("customer-sophistication", ANY),
    "C09": ("technology-suppliers", LOCAL),
    "C12": ("industry-academia-links", LOCAL),
    "C13": ("trust", LOCAL),
    "C14": ("extra-local-pipelines", ("extra-local", "both")),
    "C17": ("lock-in", LOCAL),
    "C18": ("ubiquitification-offshoring", ANY),
    "X1": ("labour-mobility", LOCAL),
    "X2": ("localized-spillovers", LOCAL),
    "X3": ("local-interaction", LOCAL),
}


def sides(row):
    """Return the sides on which a statement is admissible."""
    confidence = Decimal(row["confidence"]).quantize(Decimal("1e-12"), ROUND_HALF_EVEN)
    points = min(POINTS[row["strength"]], 1 if row["basis"] == "seed-text" else 3)
    weight = points * confidence
    weights = {
        "supports-presence": {FOR: weight},
        "supports-absence": {AGAINST: weight},
        "mixed": {FOR: weight / 2, AGAINST: weight / 2},
    }[row["polarity"]]
    if confidence < Decimal("0.6"):
        return set()
    return {side for side, value in weights.items() if value >= Decimal("1.2")}


def both_sides(rows, extended=False, earlier=None):
    """Return {id: (supported, opposed)} for the statements of one setting."""

    def ev(dimension, scopes):
        found = [r for r in rows if r["dimension"] == dimension and r["scope"] in scopes]
        return tuple(any(side in sides(r) for r in found) for side in (FOR, AGAINST))

    v = {name: ev(*what) for name, what in SINGLE.items()}
    kinds = [ev(f"localized-capability-{kind}", ("local", "both")) for kind in KINDS]
    routes = [
        ev("gatekeepers-absorptive-capacity", ANY),
        ev("labour-mobility", ("extra-local",)),
    ]
    for name, parts in (("C10", kinds), ("C15", routes)):
        v[name] = (any(p[0] for p in parts), all(p[1] for p in parts))
    place = ev("co-location", ANY)
    v["C01"] = (place[0] or any(v[c][0] for c in ("C03", "C05", "C07", "C09")), place[1])
    for name in ("C02", "C04", "C11", "C16"):
        v[name] = (False, False)
    counted = ["C03", "C05", "C07", "C09", "C12"] + (["X1", "X2"] if extended else [])
    any_of = (any(v[c][0] for c in counted), all(v[c][1] for c in counted))

    def both(*parts):
        return all(p[0] for p in parts), any(p[1] for p in parts)

    v["D1"], v["D1p"] = both(v["C10"], v["C11"]), v["C10"]
    v["D2"], v["D2h"] = both(v["C01"], any_of), both(v["C01"], v["C02"])
    v["D3"] = both(v["D1"], v["D2"])
    v["D4"] = both(v["D2"], v["C14"], v["C15"])
    asserted = [r for r in rows if r["dimension"] == "localized-learning-asserted"]
    v["D5"] = (any(r["polarity"] != "supports-absence" for r in asserted), False)
    v["D6"] = v["C17"]
    once = earlier is not None and (earlier["D1"][0] or earlier["D2"][0])
    v["D7"] = (v["C18"][0] and once, v["C18"][1])
    return v


def values(rows, extended=False, earlier=None):
    """Return {id: value} for the statements of one setting."""
    names = {
        (True, False): "supported",
        (False, True): "opposed",
        (True, True): "contested",
        (False, False): "unknown",
    }
    return {name: names[pair] for name, pair in both_sides(rows, extended, earlier).items()}
