"""The command that explains a verdict."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from loclearn.cli.options import Cases, Data, Embedded, Evidence, Out, Profile, Works


class Format(StrEnum):
    """How an explanation is shown."""

    text = "text"
    json = "json"
    ttl = "ttl"


def explain(
    setting: Annotated[
        str, typer.Argument(help="Id of a case, such as RUHR-STEEL; ID@PERIOD for one phase.")
    ],
    condition: Annotated[str, typer.Argument(help="Id such as C05, D2 or C10-institution.")],
    evidence: Evidence = None,
    cases: Cases = None,
    works: Works = None,
    data: Data = None,
    embedded: Embedded = True,
    profile: Profile = "default",
    format_: Annotated[
        Format, typer.Option("--format", help="Text to read, JSON for programs, Turtle with PROV.")
    ] = Format.text,
    out: Out = None,
) -> None:
    """Explain a verdict down to the study, the weight and the paragraph.

    For a side that was reached: the conditions and statements that decided, each with its study,
    its weight and the threshold that it met. For a side that was not: which missing facts would
    reach it, and what is known without deciding. Then the claims of the paper.

    **Examples**

    loclearn explain RUHR-STEEL D6

    loclearn explain GDL-IT D2

    loclearn explain USM-HT C12 --format ttl --out verdict.ttl
    """
    from loclearn.cli.explain_text import as_text
    from loclearn.cli.files import write_out
    from loclearn.explanation import explain as explained
    from loclearn.explanation.formats import as_record, as_turtle

    found = explained(
        setting,
        condition,
        evidence or [],
        cases or [],
        works or [],
        data or [],
        embedded=embedded,
        profile=profile,
    )
    if format_ is Format.text:
        text = "\n".join(map(as_text, found))
    elif format_ is Format.json:
        text = json.dumps([as_record(one) for one in found], ensure_ascii=False, indent=1) + "\n"
    else:
        text = as_turtle(found)
    write_out(text, out, [*(evidence or []), *(cases or []), *(works or []), *(data or [])])
