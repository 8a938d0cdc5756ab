"""Write the files that are made from others, or check that they are in step.

python tools/generate.py          write them
python tools/generate.py --check  fail where one differs, and name it
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from loclearn import graph, queries
from loclearn.conditions import theory
from loclearn.knowledge import literature
from loclearn.release import catalog
from loclearn.rewriting.published import query_files

ROOT = Path(__file__).parent.parent


def files() -> Iterator[tuple[Path, str]]:
    """Yield the path and the text of each generated file."""
    ontology = graph.ontology()
    for id_, text in query_files(theory(ontology), ontology).items():
        yield ROOT / "queries" / "conditions" / f"{id_}.rq", text
    yield ROOT / "queries" / "README.md", queries.index()
    yield ROOT / "ontology" / "data" / "literature.ttl", literature()
    yield ROOT / "ontology" / "catalog-v001.xml", catalog()


def main(check: bool) -> int:
    """Write or check, and return the exit code."""
    made = dict(files())
    folders = {path.parent for path in made if path.parent.name == "conditions"}
    stray = {path for folder in folders for path in folder.glob("*.rq")} - set(made)
    wrong = [path for path, text in made.items() if not _same(path, text)]
    if check:
        for path in sorted([*wrong, *stray]):
            print(f"{path.relative_to(ROOT)} is not in step: run python tools/generate.py")
        return 1 if wrong or stray else 0
    for path in wrong:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[path], encoding="utf-8", newline="\n")
    for path in stray:
        path.unlink()
    print(f"{len(made)} files, {len(wrong)} written, {len(stray)} removed")
    return 0


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
