"""Write settings with observations as N-Triples, the same for every engine.

Each setting has twelve observations, drawn so that every condition with an indicator is met,
missed and left open somewhere: with five triples each that makes 66 triples a setting.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from loclearn.namespaces import RDF, TERMS, XSD, thing

INDICATORS = {
    "firm-count": (0, 1, 2, 5),
    "location-quotient": (0.5, 1, 1.25, 2.4),
    "knowledge-distance": (0.1, 0.5),
    "rival-count": (0, 1, 2),
    "informal-contact-clustering": (0.8, 1, 1.6),
    "local-vertical-ties": (0, 1, 7),
    "capability-location-quotient": (0.7, 1.25, 3),
    "relative-ubiquity": (0.4, 1, 1.5),
    "firm-research-ties": (0, 2),
    "extra-local-knowledge-ties": (0, 1, 4),
    "gatekeeper-count": (0, 1),
    "pipeline-reach": (0.2, 0.9),
}
COVERAGES = ("census", "sample", "selective")
CAPABILITIES = ("institution", "knowledge-base", "infrastructure", "natural-resource")


def lines(settings: int, seed: int = 1) -> Iterator[str]:
    """Yield the N-Triples of that many settings."""
    draw = random.Random(seed)  # noqa: S311
    for number in range(settings):
        setting = f"<{thing('setting', f'S{number}')}>"
        yield f"{setting} <{RDF}type> <{TERMS}LocalSetting> .\n"
        for name, text in (
            ("place", f"Place {number}"),
            ("activity", "C15"),
            ("caseKind", "region"),
        ):
            yield f'{setting} <{TERMS}{name}> "{text}" .\n'
        for indicator, values in INDICATORS.items():
            it = f"<{thing('observation', f'S{number}', indicator)}>"
            value = draw.choice(values)
            yield f"{setting} <{TERMS}hasObservation> {it} .\n"
            yield f"{it} <{TERMS}hasIndicator> <{thing('indicator', indicator)}> .\n"
            yield f'{it} <{TERMS}value> "{value}"^^<{XSD}decimal> .\n'
            coverage = draw.choice(COVERAGES)
            yield f"{it} <{TERMS}hasCoverage> <{thing('coverage', coverage)}> .\n"
            if indicator == "informal-contact-clustering":
                p = draw.choice((0.01, 0.2))
                yield f'{it} <{TERMS}pValue> "{p}"^^<{XSD}decimal> .\n'
                yield f"{it} <{RDF}type> <{TERMS}Observation> .\n"
            elif indicator == "capability-location-quotient":
                kind = thing("capability", draw.choice(CAPABILITIES))
                yield f"{it} <{TERMS}ofCapability> <{kind}> .\n"
                yield f"{it} <{RDF}type> <{TERMS}Observation> .\n"
            else:
                yield f"{it} <{RDF}type> <{TERMS}Observation> .\n"


def write(path: Path, settings: int) -> int:
    """Write the file and return how many triples it holds."""
    with path.open("w", encoding="utf-8") as file:
        count = 0
        for line in lines(settings):
            file.write(line)
            count += 1
    return count
