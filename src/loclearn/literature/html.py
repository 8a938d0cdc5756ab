"""Write the page of the literature: one file of HTML with all that it needs inside."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from loclearn.webpage.assembling import assembled, embedded, script

_PAGE = Path(__file__).parent / "page"
# In the order in which they need each other.
SCRIPTS = (
    "dom.js",
    "data.js",
    "roving.js",
    "panel.js",
    "graph.js",
    "map.js",
    "timeline.js",
    "matrix.js",
    "criticisms.js",
    "coverage.js",
    "corpus.js",
    "summary.js",
    "search.js",
    "start.js",
)


def page(data: Mapping[str, Any]) -> str:
    """Return the page for some data, as `page_data` returns them."""
    parts = {
        "style": (_PAGE / "style.css").read_text(encoding="utf-8"),
        "script": script(_PAGE, SCRIPTS),
        "data": embedded(data),
    }
    return assembled((_PAGE / "template.html").read_text(encoding="utf-8"), parts)
