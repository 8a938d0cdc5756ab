"""The command that puts questions to the graph."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loclearn.cli.bib_cite import DEFAULT_STYLE
from loclearn.cli.options import Cases, Data, Embedded, Evidence, Out, Profile, Works
from loclearn.cli.problems import report
from loclearn.errors import WrongUse

if TYPE_CHECKING:
    from loclearn.asking.running import Answer
    from loclearn.knowledge import Knowledge


class AnswerFormat(StrEnum):
    """How an answer is shown."""

    table = "table"
    csv = "csv"
    json = "json"
    ttl = "ttl"
    bibtex = "bibtex"
    biblatex = "biblatex"
    ris = "ris"
    csl_json = "csl-json"
    references = "references"


Name = Annotated[
    str | None,
    typer.Argument(
        metavar="[NAME|FILE.rq]", help="A query of the catalogue, or a file with one of yours."
    ),
]
Listed = Annotated[bool, typer.Option("--list", help="List the catalogue and its parameters.")]
Parameters = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KEY=VALUE",
        help="Narrow the question: case=LON-ADV, condition=C05. May be repeated.",
    ),
]
Shown = Annotated[
    AnswerFormat,
    typer.Option(
        "--format",
        help="A table to read; CSV or JSON of rows; Turtle of triples; or the bibliography of the "
        "answer.",
    ),
]
Style = Annotated[
    str,
    typer.Option(metavar="NAME|FILE.csl", help="The citation style of --format references."),
]
Timeout = Annotated[
    float, typer.Option(metavar="SECONDS", min=0.1, help="Stop the query after so long.")
]


def ask(
    query: Name = None,
    list_: Listed = False,
    param: Parameters = None,
    evidence: Evidence = None,
    cases: Cases = None,
    works: Works = None,
    data: Data = None,
    embedded: Embedded = True,
    profile: Profile = "default",
    format_: Shown = AnswerFormat.table,
    style: Style = DEFAULT_STYLE,
    out: Out = None,
    timeout: Timeout = 30.0,
) -> None:
    """Put a question to the ontology, the evidence and the verdicts.

    The catalogue holds **competency questions** (cq01 ...), **checks**, where each row is a
    violation, and **rules**, which make triples. A parameter narrows a question to one case,
    condition, work ...; without it the question is asked of all.

    **Examples**

    loclearn ask --list

    loclearn ask cq03 --param case=LON-ADV

    loclearn ask cq10 --param condition=C05 --format csv --out buzz.csv

    loclearn ask verdicts_as_things --format ttl

    loclearn ask cq10 --param condition=C05 --format bibtex --out buzz.bib

    loclearn ask cq02 --format references --style apa

    loclearn ask my.rq --cases my-cases.csv --evidence my-evidence.csv --no-embedded

    A query of **your own** is a file with SPARQL 1.1 that reads: SELECT, ASK, CONSTRUCT or
    DESCRIBE. It sees one graph: the ontology, one profile, the facts, and what follows from
    them, such as *?case a ll:D2Supported*. Copy one from the folder queries/ and change it.
    Updates, SERVICE and FROM are refused. With --param, it may be narrowed in each variable that
    it selects.

    Tables and CSV show short names: LON-ADV, ll:C05. JSON and Turtle show whole IRIs.

    As **bibtex**, **biblatex**, **ris**, **csl-json** or **references** (in a citation style) the
    works of the answer are written instead, each once, in the order in which it names them. Where
    it names none, the works behind its statements, citations, claims or cases are, and a line says
    so.

    The exit code is 0 when the question was answered, perhaps by no row; 1 when the input has
    violations (all are listed) or the answer leads to no work; 2 when there is no such query or
    it is refused.
    """
    from loclearn.queries import catalogue, find

    if list_:
        from loclearn.cli.answers import as_list

        _give(as_list(catalogue(), to_file=out is not None), out, printed=True)
        return
    if query is None:
        raise WrongUse("Which query? Give a name or a file; loclearn ask --list shows the names.")
    found = find(query)
    parameters = _parameters(param or [])

    from loclearn.knowledge import knowledge
    from loclearn.queries import ask as put

    known = knowledge(
        evidence or [], cases or [], works or [], data or [], embedded=embedded, profile=profile
    )
    report(known.assessment.warnings)
    answer = put(known.store, found, parameters, timeout=timeout)

    if format_ in _BIBLIOGRAPHIES:
        _give(_bibliography(known, answer, format_, style), out, printed=False)
        return
    _show(answer, format_, out)


def _show(answer: "Answer", format_: AnswerFormat, out: Path | None) -> None:
    from loclearn.cli.answers import as_csv, as_json, as_table, as_turtle

    if format_ is AnswerFormat.table:
        _give(as_table(answer, to_file=out is not None), out, printed=True)
    else:
        write = {AnswerFormat.csv: as_csv, AnswerFormat.json: as_json, AnswerFormat.ttl: as_turtle}
        _give(write[format_](answer), out, printed=False)


_BIBLIOGRAPHIES = tuple(AnswerFormat)[4:]


def _bibliography(known: "Knowledge", answer: "Answer", format_: AnswerFormat, style: str) -> str:
    from loclearn.citing import cited, written

    found = cited(known.store, answer, known.works)
    if not found.records:
        what = f"its columns are {', '.join(answer.columns)}" if answer.rows else "it has no rows"
        print(f"The answer leads to no works: {what}.", file=sys.stderr)
        raise typer.Exit(1)
    text = written(found.records, format_.value, style)
    print(f"{found}.", file=sys.stderr)
    return text


def _parameters(texts: list[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in texts]
    for (name, sign, value), text in zip(pairs, texts, strict=True):
        if not (name.strip() and sign and value.strip()):
            raise WrongUse(f"--param {text}: write KEY=VALUE, such as case=LON-ADV.")
    names = [name.strip() for name, _, _ in pairs]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise WrongUse(f"--param {twice[0]} is given twice.")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _give(text: str, out: Path | None, *, printed: bool) -> None:
    from loclearn.cli.files import write_whole

    if out is not None:
        write_whole(out, text)
    elif not printed:
        sys.stdout.write(text)
