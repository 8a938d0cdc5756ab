"""Write the report: one file of HTML that a colleague can open, print and cite."""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from loclearn.errors import Problem
from loclearn.reporting.gathering import gather
from loclearn.reporting.packing import packed
from loclearn.reporting.page_data import page_data
from loclearn.reporting.provenance import stated_date
from loclearn.sources.world import Inputs
from loclearn.webpage.assembling import assembled, script

_PAGE = Path(__file__).parent / "page"
# In the order in which they need each other.
SCRIPTS = (
    "dom.js",
    "roving.js",
    "unpack.js",
    "columns.js",
    "words.js",
    "logic.js",
    "missing.js",
    "explain.js",
    "chosen.js",
    "sheet.js",
    "summary.js",
    "sources.js",
    "classes.js",
    "map.js",
    "tiles.js",
    "table.js",
    "charts.js",
    "firmness.js",
    "methods.js",
    "start.js",
)


def report(
    inputs: Inputs,
    title: str = "",
    profile: str = "default",
    geojson: Path | None = None,
) -> tuple[str, tuple[Problem, ...]]:
    """Return the page for regional tables, and what was odd with them.

    Parameters
    ----------
    inputs: what to read; at least one regional table.
    title: of the page. profile: default, strict, extended, or a Turtle file.
    geojson: shapes or points of the regions, or None.

    Raises InvalidInput, WrongUse or OntologyError.
    """
    stated_date()
    gathered = gather(inputs, profile)
    name = title or "Localized learning in regions"
    data = page_data(gathered, inputs, name, geojson)
    return page(data), gathered.warnings


def page(data: Mapping[str, Any]) -> str:
    """Return the page for some data, as `page_data` returns them."""
    parts = {
        "title": escape(data["title"]),
        "heading": escape(data["title"]),
        "style": (_PAGE / "style.css").read_text(encoding="utf-8"),
        "script": script(_PAGE, SCRIPTS),
        "data": packed(data),
    }
    return assembled((_PAGE / "template.html").read_text(encoding="utf-8"), parts)
