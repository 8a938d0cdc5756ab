"""Give the lines of a text file of any size, packed or not, one after the other."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, WrongUse

_GZIP = b"\x1f\x8b"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def lines(
    path: Path, expected: str, cure: str, *, errors: str = "strict"
) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text file with their numbers, from 1; any line ends, gzip or not.

    Parameters
    ----------
    path: the file.
    expected: what it should be, for the problem.
    cure: what to do when it is not.
    errors: what becomes of bytes that are not UTF-8, as in `bytes.decode`.

    Raises WrongUse when there is no such file, InvalidInput when it is no text or breaks off.
    """
    number = 0

    def refused(found: str, row: int | None = None) -> InvalidInput:
        return InvalidInput([Problem(str(path), row, None, found, expected, cure)])

    try:
        with path.open("rb") as raw:
            head = raw.read(4)
            raw.seek(0)
            packed = head.startswith(_GZIP)
            data = gzip.GzipFile(fileobj=raw) if packed else raw
            encoding = "utf-16" if head.startswith(_UTF16) else "utf-8-sig"
            text = io.TextIOWrapper(data, encoding=encoding, errors=errors, newline=None)
            for number, line in enumerate(text, start=1):
                if "\0" in line:
                    raise refused("a zero byte: a binary file", number)
                yield number, line.rstrip("\n")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise refused(f"a compressed file that breaks off after line {number} ({error})") from None
    except UnicodeError:
        raise refused(f"bytes that are not UTF-8 after line {number}") from None
    except FileNotFoundError:
        raise WrongUse(f"There is no file {path}.") from None
    except OSError as error:
        raise WrongUse(f"{path} cannot be read: {error.strerror or error}.") from None
