"""The catalogue of queries: what each asks, what it takes and what it returns."""

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from loclearn import resources
from loclearn.asking.header import Query, read
from loclearn.asking.parameters import terms
from loclearn.asking.running import SECONDS, Answer, run
from loclearn.errors import WrongUse, did_you_mean

FOLDERS = {
    "answers": "Competency questions",
    "checks": "Checks: each row is a violation",
    "rules": "Rules: what can be concluded, as triples",
}


def catalogue() -> tuple[Query, ...]:
    """Return all queries that come with loclearn, by folder and by name.

    >>> catalogue()[0].id
    'cq01'
    """
    return tuple(
        read(path, folder)
        for folder in FOLDERS
        for path in sorted((resources.queries() / folder).glob("*.rq"))
    )


def find(name: str) -> Query:
    """Return a query by its id or name, or read the file that the name is.

    Raises WrongUse when there is none.

    >>> find("cq01") == find(catalogue()[0].name)
    True
    """
    known = catalogue()
    for query in known:
        if name in (query.id, query.name):
            return query
    path = Path(name)
    if path.suffix == ".rq" or path.is_file():
        return _own(path)
    hint = did_you_mean(name, [word for query in known for word in (query.id, query.name)])
    raise WrongUse(
        f"There is no query {name}. {hint} See loclearn ask --list, or name a file "
        "that ends with .rq.".replace("  ", " ")
    )


def ask(
    store: ox.Store,
    query: Query,
    parameters: Mapping[str, str] | None = None,
    *,
    timeout: float = SECONDS,
) -> Answer:
    """Put a query to a graph.

    Parameters
    ----------
    store: the graph, such as `loclearn.knowledge.knowledge_graph()` returns it.
    query: one of the catalogue, or one of the user's own.
    parameters: ids, IRIs or texts by the name of the variable that they restrict.
    timeout: seconds after which the query is stopped.

    Raises WrongUse when a parameter fits nothing, or the query is refused or takes too long.

    >>> from loclearn import graph
    >>> ask(graph.ontology(), find("cq09"), {"condition": "C05"}).columns[0]
    'condition'
    """
    given = parameters or {}
    strange = sorted(set(given) - set(query.parameters))
    if query.folder and strange:
        takes = ", ".join(query.parameters) or "none"
        raise WrongUse(
            f"{query.id} takes no parameter {strange[0]}. "
            f"{did_you_mean(strange[0], query.parameters)} Its parameters: {takes}.".replace(
                "  ", " "
            )
        )
    iris = {name for name, takes in query.parameters.items() if takes.startswith("IRI")}
    return run(store, query.text, terms(store, given, iris), timeout=timeout)


def severities() -> dict[str, str]:
    """Return how grave a row of each check is: violation or warning.

    >>> set(severities().values()) <= {"violation", "warning"}
    True
    """
    text = (resources.queries() / "checks" / "severity.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    return {row[0]: row[1] for row in rows}


def index() -> str:
    """Return the page that lists all queries, made from their headers.

    >>> index().splitlines()[0]
    '# Queries'
    """
    pages = [_INTRODUCTION]
    for folder, title in FOLDERS.items():
        queries = [query for query in catalogue() if query.folder == folder]
        grave = severities() if folder == "checks" else {}
        lines = [f"## {title}", "", f"{len(queries)} files in `{folder}/`.", ""]
        lines += _table(queries, grave)
        pages.append("\n".join(lines))
    return "\n\n".join(pages) + "\n"


_INTRODUCTION = """\
# Queries

Each file is one query in plain SPARQL 1.1, which any engine runs. Put it to the graph of the
ontology, one profile, the facts and the derived verdicts:

```sh
loclearn ask cq01
loclearn ask --list
```

A header in comments says what is asked, where the question comes from and what may be bound; a
parameter that is not given leaves the question general. This page is made from the headers."""


def _table(queries: list[Query], grave: Mapping[str, str]) -> list[str]:
    head = ["query", "severity", "question"] if grave else ["query", "question", "parameters"]
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    for query in queries:
        name = f"[`{query.name}`]({query.folder}/{query.name}.rq)"
        last = ", ".join(f"`{key}`" for key in query.parameters)
        cells = [grave[query.name], query.question] if grave else [query.question, last]
        lines.append(f"| {' | '.join([name, *cells])} |")
    return lines


def _own(path: Path) -> Query:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise WrongUse(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise WrongUse(f"{path} is no text in UTF-8.") from None
    return Query(path.stem, path.stem, "", "", "", {}, (), "none", "a query of one's own", text)
