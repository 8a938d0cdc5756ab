"""Verdicts as JSON or CSV for programs."""

import csv
import io
import json

import pyoxigraph as ox

from loclearn.assessment import Assessment
from loclearn.namespaces import TERMS, thing

COLUMNS = (
    "setting",
    "region",
    "activity",
    "period",
    "pooled",
    "condition",
    "value",
    "contested_inputs",
)


def as_json(assessment: Assessment) -> str:
    """Return all verdicts as a JSON list, 30 records a setting."""
    return (
        json.dumps([v.record() for v in assessment.verdicts], ensure_ascii=False, indent=1) + "\n"
    )


def as_csv(assessment: Assessment) -> str:
    """Return all verdicts as CSV, 30 rows a setting; contested inputs joined by semicolons."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for verdict in assessment.verdicts:
        row = verdict.record()
        row["pooled"] = str(row["pooled"]).lower()
        row["contested_inputs"] = ";".join(row["contested_inputs"])
        writer.writerow(row)
    return out.getvalue()


def as_turtle(assessment: Assessment) -> str:
    """Return the verdicts other than unknown as Turtle, each an ll:Verdict."""
    prefixes = {"ll": TERMS, "value": thing("value", "")}
    text = ox.serialize(assessment.triples(), format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    return (text or b"").decode() + "\n"
