"""From the bytes of a file to text, in whatever encoding a program left them."""

import codecs
import re
from dataclasses import replace
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, WrongUse, shorten
from loclearn.tables.text import decode as decode_text

LARGEST = 500_000_000
"""So many bytes are read of one file; a larger one is refused."""

_ROUGH = re.compile("[\udc80-\udcff]")
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml|[a-z]+[ >])", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>([^<]*)", re.IGNORECASE)
_DECLARED = re.compile(rb"%\s*Encoding:\s*([\w-]+)", re.IGNORECASE)
_CURE = "Export the bibliography again, as BibTeX, RIS or CSL-JSON."


def load(path: Path | str) -> tuple[str, list[Problem]]:
    """Return the text of a file with plain line ends, and warnings about its encoding.

    Raises WrongUse when the file cannot be read or is too large, InvalidInput when it holds no
    text or a web page.
    """
    file = str(path)
    data = _bytes(Path(path), file)
    text, problems = decode_text(data, file)
    if problems:
        raise InvalidInput(
            replace(problem, expected="a bibliography as text", cure=_CURE) for problem in problems
        )
    warnings: list[Problem] = []
    if _ROUGH.search(text):
        text, encoding = _guess(data, text)
        found = "bytes that are not UTF-8"
        cure = f"They were read as {encoding}; look whether the names are right."
        warnings.append(Problem(file, None, None, found, "UTF-8", cure, "warning"))
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not text.strip():
        raise InvalidInput([Problem(file, None, None, "an empty file", "a bibliography", _CURE)])
    if _MARKUP.match(text):
        title = _TITLE.search(text)
        what = f"a web page or XML ({shorten(title[1])})" if title else "a web page or XML"
        raise InvalidInput([Problem(file, None, None, what, "a bibliography", _CURE)])
    return text, warnings


def _bytes(path: Path, file: str) -> bytes:
    try:
        if path.is_dir():
            raise WrongUse(f"{file} is a folder; name a file in it.")
        with path.open("rb") as stream:
            data = stream.read(0) if path.stat().st_size > LARGEST else stream.read(LARGEST + 1)
            large = path.stat().st_size > LARGEST or len(data) > LARGEST
    except FileNotFoundError:
        raise WrongUse(f"There is no file {file}.") from None
    except (OSError, ValueError) as error:
        raise WrongUse(f"{file} cannot be read: {getattr(error, 'strerror', error)}.") from None
    if large:
        raise WrongUse(
            f"{file} is larger than {LARGEST // 1_000_000} MB, the most that is read of one file. "
            "Split it."
        )
    return data


def _guess(data: bytes, rough: str) -> tuple[str, str]:
    """Return the text in the encoding that explains the bytes best, and its name."""
    if declared := _DECLARED.search(data[:2000]):
        name = declared[1].decode("ascii")
        try:
            codec = codecs.lookup(name.replace("_", "-"))
            return data.decode(codec.name), f"{name}, as the file says"
        except (LookupError, UnicodeDecodeError):
            pass
    bad = len(_ROUGH.findall(rough))
    good = sum(ord(char) > 127 for char in rough) - bad
    stray = _ROUGH.sub(_western, rough), "Windows-1252 where they stand"
    if good > 5 * bad:
        return stray
    # some pairs of GBK happen to be UTF-8, so this is asked before the smaller majority is
    runs = re.findall(rb"[\x80-\xff]+", data)
    pairs = sum(len(run) % 2 == 0 and min(run) >= 0xA1 for run in runs)
    if pairs >= 0.8 * len(runs):
        try:
            return data.decode("gb18030"), "GBK"
        except UnicodeDecodeError:
            pass
    if good > bad:
        return stray
    # each byte by itself: five are not assigned in Windows-1252 and are read as Latin-1
    plain = data.decode("latin-1")
    return re.sub("[\x80-\x9f]", lambda m: _char(ord(m[0])), plain), "Windows-1252 (Latin-1)"


def _western(match: re.Match[str]) -> str:
    return _char(ord(match[0]) - 0xDC00)


def _char(byte: int) -> str:
    raw = bytes([byte])
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
