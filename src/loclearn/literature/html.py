"""Write the page: one file of HTML with its style, its script and its data inside."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
    script = "\n".join((_PAGE / name).read_text(encoding="utf-8") for name in SCRIPTS)
    parts = {
        "style": (_PAGE / "style.css").read_text(encoding="utf-8"),
        "script": f'"use strict";\n(() => {{\n{script}\n}})();',
        "data": embedded(data),
    }
    text = (_PAGE / "template.html").read_text(encoding="utf-8")
    for name, part in parts.items():
        before, mark, after = text.partition(f"<!-- {name} -->")
        if not mark:
            raise ValueError(f"the template has no place for its {name}")
        text = before + part + after
    return text


def embedded(data: Any) -> str:
    r"""Return data as JSON that may stand inside a script element.

    >>> print(embedded({"title": "</script>"}))
    {"title":"\u003c/script>"}
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # Lone surrogates cannot be written as UTF-8; U+2028 and U+2029 end lines in old scripts.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
