"""Pairs as a table of mappings in SSSOM, harmless in a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from loclearn.linking.decisions import BY_HAND, OURS, Mapping
from loclearn.linking.entry import Entry
from loclearn.linking.linking import Linked
from loclearn.namespaces import SKOS, TERMS, thing

COLUMNS = ("subject_id", "subject_label", "predicate_id", "predicate_modifier",
           "object_id", "object_label", "mapping_justification", "confidence",
           "comment", "decision")  # fmt: skip
_HEADER = f"""# mapping_set_id: {thing("mapping-set", "decisions")}
# license: https://creativecommons.org/publicdomain/zero/1.0/
# curie_map:
#   semapv: https://w3id.org/semapv/vocab/
#   skos: {SKOS}
#   work: {OURS}
# extension_definitions:
#   - slot_name: decision
#     property: {TERMS}decision
#     type_hint: http://www.w3.org/2001/XMLSchema#string
"""


def proposals(linked: Linked) -> list[Mapping]:
    """Return the pairs to be reviewed as mappings without a decision."""
    found = []
    for outcome in linked.outcomes:
        for pair in outcome.reviews:
            one, other = linked.entries[pair.one], linked.entries[pair.other]
            found.append(
                Mapping(curie(one), curie(other), one.label, other.label,
                        confidence=f"{pair.probability:.4f}", comment=pair.fields)
            )  # fmt: skip
    return found


def curie(entry: Entry) -> str:
    """Return the id of an entry as the file of decisions has it."""
    return entry.id.replace(OURS, "work:", 1)


def write(mappings: Iterable[Mapping], kept: Iterable[Mapping] = ()) -> str:
    r"""Return mappings as SSSOM; earlier decisions come first and are kept.

    >>> print(write([Mapping("work:a.bib/k", "work:b")]).splitlines()[-1].split("\t")[:5])
    ['work:a.bib/k', '', 'skos:exactMatch', '', 'work:b']
    """
    out = io.StringIO()
    out.write(_HEADER)
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    done = set()
    for mapping in [*(m for m in kept if m.decision), *mappings]:
        if (mapping.subject, mapping.object) in done:
            continue
        done.add((mapping.subject, mapping.object))
        by_hand = BY_HAND if mapping.decision else mapping.justification
        writer.writerow(map(harmless, (
            mapping.subject, mapping.subject_label, mapping.predicate,
            "Not" if mapping.decision == "reject" else "", mapping.object, mapping.object_label,
            by_hand, mapping.confidence, mapping.comment, mapping.decision,
        )))  # fmt: skip
    return out.getvalue()


def harmless(text: str) -> str:
    r"""Return a cell that no spreadsheet takes for a formula, on one line.

    >>> harmless("=1+1"), harmless("a\tb")
    ("'=1+1", 'a b')
    """
    line = " ".join(text.split())
    return "'" + line if line.startswith(("=", "+", "-", "@")) else line
