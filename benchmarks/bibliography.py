"""How long it takes to read BibTeX, and to write what was read.

    python benchmarks/bibliography.py [RECORDS ...]

Prints a line for each size: records, megabytes, seconds in which bibtexparser alone splits the
text, in which it also decodes names and LaTeX, in which loclearn reads records, the ratio to the
first, seconds to write CSL-JSON and BibTeX, and the peak of memory. bibtexparser's own decoding
is measured on a tenth of the records, times ten. Each size runs in a process of its own.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts

from loclearn.bibliography.reading import read
from loclearn.bibliography.writing import write

SIZES = (10_000, 100_000)
ABSTRACT = "An abstract of {\\v{C}}apek with 50\\% of words, " + "and of many more words " * 12


def lines(records: int) -> Iterator[str]:
    """Yield BibTeX as reference managers write it: escapes, braces, months, several names."""
    for n in range(records):
        yield (
            f"@article{{key{n},\n"
            f'  author = {{M{{\\"u}}ller, Hans and van den Oord, A{{\\"a}}ron and Roe, J. {n}}},\n'
            f"  title = {{The {{Geography}} of learning, part {n}: a study of {{\\v{{S}}}}kec}},\n"
            "  journal = {Journal of Economic Geography},\n"
            f"  year = {{{1950 + n % 70}}},\n  month = jun,\n  volume = {{{n % 40}}},\n"
            f"  number = {{{n % 6}}},\n  pages = {{{n}--{n + 20}}},\n"
            f"  doi = {{10.1000/xyz.{n}}},\n  abstract = {{{ABSTRACT}}},\n"
            "  keywords = {clusters, learning},\n  file = {:x.pdf:PDF}\n}\n\n"
        )


def _seconds(start: float) -> float:
    return time.perf_counter() - start


def _plain(text: str, *, decode: bool) -> float:
    start = time.perf_counter()
    steps = [LatexDecodingMiddleware(), SeparateCoAuthors(), SplitNameParts()] if decode else []
    bibtexparser.parse_string(text, append_middleware=steps)
    return _seconds(start)


def measure(records: int) -> str:
    """Return one line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.bib"
        path.write_text("".join(lines(records)), encoding="utf-8")
        size = path.stat().st_size / 1e6
        start = time.perf_counter()
        found = read(path)
        reading = _seconds(start)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        assert found.counts == (records, records, 0)  # noqa: S101
        writing = []
        for to in ("csl-json", "bibtex"):
            start = time.perf_counter()
            write([found], to)
            writing.append(_seconds(start))
        split = _plain(path.read_text(encoding="utf-8"), decode=False)
        decoded = _plain("".join(lines(records // 10)), decode=True) * 10
    times = f"{split:>7.1f} {decoded:>9.1f} {reading:>7.1f} {reading / split:>6.2f}"
    return f"{records:>8} {size:>6.0f} {times} {writing[0]:>9.1f} {writing[1]:>9.1f} {peak:>7.0f}"


def main(sizes: list[int]) -> None:
    """Run each size in its own process, or one size in this one."""
    if len(sizes) == 1:
        print(measure(sizes[0]))
        return
    print(" records     MB split s decoded s  read s  ratio to CSL s  to bib s     MiB")
    for size in sizes:
        subprocess.run([sys.executable, __file__, str(size)], check=True)


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or list(SIZES))
