"""Where the ontology, the embedded data and the queries are, installed or in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def _folder(name: str) -> Path:
    for parent in (_PACKAGE, _CHECKOUT):
        folder = parent / name
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"this installation of loclearn lacks its folder {name}/: reinstall it")


def ontology() -> Path:
    """Return the folder of the ontology.

    >>> (ontology() / "loclearn.ttl").is_file()
    True
    """
    return _folder("ontology")


def queries() -> Path:
    """Return the folder of the queries."""
    return _folder("queries")


def data() -> Path:
    """Return the folder of the embedded tables and their contracts.

    >>> (data() / "evidence.csv").is_file()
    True
    """
    return ontology() / "data"


def profiles() -> dict[str, Path]:
    """Return the profiles that loclearn ships, by name.

    >>> sorted(profiles())
    ['default', 'extended', 'strict']
    """
    return {path.stem: path for path in sorted((ontology() / "profiles").glob("*.ttl"))}


def shapes() -> dict[str, Path]:
    """Return the files of shapes, by the module whose data they check.

    >>> "evidence" in shapes()
    True
    """
    return {path.stem: path for path in sorted((ontology() / "shapes").glob("*.ttl"))}


def modules() -> list[Path]:
    """Return the ontology's root file and its modules, in a stable order."""
    return [ontology() / "loclearn.ttl", *sorted((ontology() / "modules").glob("*.ttl"))]
