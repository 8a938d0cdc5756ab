"""Put a page together: one file of HTML with its style, its scripts and its data inside."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_SHARED = Path(__file__).parent / "scripts"
SHARED = tuple(sorted(path.name for path in _SHARED.glob("*.js")))
"""The scripts that all pages share."""


def script(folder: Path, names: Sequence[str]) -> str:
    """Return scripts as one, in the order in which they need each other.

    Parameters
    ----------
    folder: where the page's own scripts are; shared ones are found by their names.

    The whole stands in a function of its own, which may wait for what takes time.
    """
    paths = [(_SHARED if name in SHARED else folder) / name for name in names]
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return f'"use strict";\n(async () => {{\n{text}\n}})();'


def assembled(template: str, parts: Mapping[str, str]) -> str:
    """Return a template with each part in the place of the comment that names it.

    Raises ValueError when the template has no place for a part.

    >>> assembled("<p><!-- name --></p>", {"name": "Me"})
    '<p>Me</p>'
    """
    text = template
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
