"""Verdicts as JSON or CSV for programs."""

import csv
import io
import json
from typing import Any

from loclearn.assessment import Assessment, Verdict

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


def record(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as one record of the exchange format.

    >>> from loclearn import assess
    >>> record(assess().verdicts[0])["condition"]
    'C01'
    """
    setting = verdict.setting
    return {
        "setting": setting.id,
        "region": setting.region,
        "activity": setting.activity,
        "period": setting.period,
        "pooled": setting.pooled,
        "condition": verdict.condition.id,
        "value": verdict.value,
        "contested_inputs": list(verdict.contested_inputs),
    }


def as_json(assessment: Assessment) -> str:
    """Return all verdicts as a JSON list, 30 records a setting."""
    return json.dumps([record(v) for v in assessment.verdicts], ensure_ascii=False, indent=1) + "\n"


def as_csv(assessment: Assessment) -> str:
    """Return all verdicts as CSV, 30 rows a setting; contested inputs joined by semicolons."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for verdict in assessment.verdicts:
        row = record(verdict)
        row["pooled"] = str(row["pooled"]).lower()
        row["contested_inputs"] = ";".join(row["contested_inputs"])
        writer.writerow(row)
    return out.getvalue()
