"""Open a bulk file of any size, packed or not, and give its lines one after the other."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, WrongUse

_GZIP = b"\x1f\x8b"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CURE = "Download the file again; the address ends in ?format=TSV or ?format=SDMX-CSV."


def refuse(file: str, found: str, cure: str = _CURE, row: int | None = None) -> InvalidInput:
    """Return the error for a file that holds no table of Eurostat."""
    expected = "a bulk file of Eurostat (TSV or SDMX-CSV)"
    return InvalidInput([Problem(file, row, None, found, expected, cure)])


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text file with their numbers, from 1; any line ends, gzip or not.

    Raises WrongUse when there is no such file, InvalidInput when it is no text or breaks off.
    """
    file, number = str(path), 0
    try:
        with path.open("rb") as raw:
            head = raw.read(4)
            raw.seek(0)
            packed = head.startswith(_GZIP)
            data = gzip.GzipFile(fileobj=raw) if packed else raw
            encoding = "utf-16" if head.startswith(_UTF16) else "utf-8-sig"
            text = io.TextIOWrapper(data, encoding=encoding, newline=None)
            for number, line in enumerate(text, start=1):
                if "\0" in line:
                    raise refuse(file, "a zero byte: a binary file", row=number)
                yield number, line.rstrip("\n")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        what = f"a compressed file that breaks off after line {number} ({error})"
        raise refuse(file, what) from None
    except UnicodeError:
        raise refuse(file, f"bytes that are not UTF-8 after line {number}") from None
    except FileNotFoundError:
        raise WrongUse(f"There is no file {path}.") from None
    except OSError as error:
        raise WrongUse(f"{path} cannot be read: {error.strerror or error}.") from None
