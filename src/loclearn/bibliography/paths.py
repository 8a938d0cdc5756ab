"""Where the record of a bibliography stands among the things of the graph."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from loclearn.bibliography.record import Record
from loclearn.bibliography.words import sound

Path = tuple[str, ...]


def paths(records: Iterable[Record]) -> Iterator[tuple[Record, Path]]:
    """Yield each record with the path of its IRI: the file, the key, and a number where it recurs.

    >>> [path for _, path in paths([Record("a/my.bib", 1, key="k"), Record("my.bib", 2, key="k")])]
    [('my.bib', 'k'), ('my.bib', 'k', '2')]
    """
    times: dict[Path, int] = {}
    for record in records:
        file = sound(PurePath(record.file).name) or "records"
        path: Path = (file, sound(record.key) or str(record.number))
        times[path] = times.get(path, 0) + 1
        yield record, path if times[path] == 1 else (*path, str(times[path]))
